import { createHash, randomBytes } from "node:crypto";
import { getAddress, hashMessage, type JsonRpcApiProvider } from "ethers";
import { generateNonce, SiweMessage } from "siwe";
import type { Database } from "../../database/connection.ts";
import { Refusal } from "../../http/problem.ts";
import { isSignatureOver } from "../documents/signatures.ts";

/** Sign-in with Ethereum (EIP-4361): a nonce, a signed message, a session token that is kept only as its hash. */

const NONCE_SECONDS = 600;
const SESSION_SECONDS = 12 * 3600;

export interface Session {
  readonly account: string;
  /** Unix seconds. */
  readonly expiresAt: number;
}

export interface AuthOptions {
  readonly database: Database;
  readonly provider: JsonRpcApiProvider;
  readonly chainId: number;
}

export type AuthService = ReturnType<typeof authService>;

export function authService({ database: { db }, provider, chainId }: AuthOptions) {
  const now = () => Math.floor(Date.now() / 1000);

  async function newNonce(): Promise<string> {
    const nonce = generateNonce();
    await db.deleteFrom("login_nonces").where("expires_at", "<", now()).execute();
    await db
      .insertInto("login_nonces")
      .values({ nonce, expires_at: now() + NONCE_SECONDS })
      .execute();
    return nonce;
  }

  /** @param hosts where people sign in: a message for another host was signed for somebody else's page */
  async function signIn(
    text: string,
    signature: string,
    hosts: readonly string[],
  ): Promise<Session & { token: string }> {
    const message = parse(text);
    if (!hosts.includes(message.domain.toLowerCase())) {
      throw new Refusal(
        "unauthenticated",
        "wrong-domain",
        `The message is for ${message.domain}: sign in at ${hosts.join(" or ")}.`,
      );
    }
    if (message.chainId !== chainId) {
      throw new Refusal(
        "unauthenticated",
        "wrong-chain",
        `The message is for chain ${message.chainId}: sign for ${chainId}.`,
      );
    }
    refuseOutOfTime(message);
    const account = getAddress(message.address);
    if (!(await isSignatureOver(provider, account, hashMessage(text), signature))) {
      throw new Refusal(
        "unauthenticated",
        "bad-signature",
        `The signature is not that of ${account} over this message: sign the text as it stands.`,
      );
    }
    await spend(message.nonce);
    const token = randomBytes(32).toString("base64url");
    const session = { account, expiresAt: now() + SESSION_SECONDS };
    await db
      .insertInto("sessions")
      .values({
        token_hash: hashOf(token),
        account: session.account,
        expires_at: session.expiresAt,
        created_at: now(),
      })
      .execute();
    return { ...session, token };
  }

  function refuseOutOfTime({ expirationTime, notBefore }: SiweMessage): void {
    const at = (time: string | undefined, otherwise: number) =>
      time === undefined ? otherwise : Date.parse(time) / 1000;
    if (now() >= at(expirationTime, Number.POSITIVE_INFINITY)) {
      throw new Refusal("unauthenticated", "message-expired", "The message has expired: sign a new one.");
    }
    if (now() < at(notBefore, 0)) {
      throw new Refusal("unauthenticated", "message-not-yet-valid", "The message is not valid yet: wait.");
    }
  }

  /** A nonce serves once: who deletes it has it. */
  async function spend(nonce: string): Promise<void> {
    const { numDeletedRows } = await db
      .deleteFrom("login_nonces")
      .where("nonce", "=", nonce)
      .where("expires_at", ">=", now())
      .executeTakeFirst();
    if (numDeletedRows !== 1n) {
      throw new Refusal(
        "unauthenticated",
        "nonce-unknown",
        "The nonce was used or has expired: ask for a new one.",
      );
    }
  }

  async function sessionOf(token: string | undefined): Promise<Session> {
    const row =
      token === undefined
        ? undefined
        : await db
            .selectFrom("sessions")
            .select(["account", "expires_at"])
            .where("token_hash", "=", hashOf(token))
            .where("expires_at", ">", now())
            .executeTakeFirst();
    if (!row)
      throw new Refusal(
        "unauthenticated",
        "sign-in-needed",
        "Sign in first: there is no session with this token.",
      );
    return { account: row.account, expiresAt: row.expires_at };
  }

  async function signOut(token: string | undefined): Promise<void> {
    await sessionOf(token);
    await db
      .deleteFrom("sessions")
      .where((eb) => eb.or([eb("token_hash", "=", hashOf(token ?? "")), eb("expires_at", "<", now())]))
      .execute();
  }

  return { newNonce, signIn, sessionOf, signOut };
}

function parse(text: string): SiweMessage {
  try {
    return new SiweMessage(text);
  } catch {
    throw new Refusal(
      "invalid",
      "malformed-message",
      "The message is not one of Sign-In with Ethereum (EIP-4361).",
    );
  }
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
