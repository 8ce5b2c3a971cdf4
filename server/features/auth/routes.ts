import type { Request } from "express";
import { z } from "zod";
import { bearerToken } from "../../http/body.ts";
import { type Route, route } from "../../http/route.ts";
import { timeOf } from "../../http/schemas.ts";
import type { AuthService, Session } from "./service.ts";

const sessionSchema = z.object({ account: z.string(), expiresAt: z.string() }).meta({ id: "Session" });

function sessionView({ account, expiresAt }: Session): z.output<typeof sessionSchema> {
  return { account, expiresAt: timeOf(expiresAt) };
}

export interface AuthRouteDependencies {
  readonly auth: AuthService;
  /** Where people open the ledger, if that is not the address it listens on. */
  readonly publicUrl: string | undefined;
}

export function authRoutes({ auth, publicUrl }: AuthRouteDependencies): Route[] {
  return [
    route(
      {
        method: "post",
        path: "/auth/nonce",
        tag: "auth",
        summary: "A nonce for a Sign-In with Ethereum message",
        response: z.object({ nonce: z.string() }),
        status: 201,
      },
      async () => ({ nonce: await auth.newNonce() }),
    ),
    route(
      {
        method: "post",
        path: "/auth/session",
        tag: "auth",
        summary: "Sign in (EIP-4361)",
        body: z.strictObject({
          message: z.string().min(1).max(4000),
          signature: z.string().regex(/^0x[0-9a-f]{2,8192}$/i, "use 0x and hex digits"),
        }),
        response: sessionSchema.extend({
          token: z.string().meta({ description: "Send it as a Bearer token." }),
        }),
        status: 201,
        problems: [
          "malformed-message",
          "wrong-domain",
          "wrong-chain",
          "message-expired",
          "message-not-yet-valid",
          "bad-signature",
          "nonce-unknown",
        ],
      },
      async ({ body: { message, signature }, request }) => {
        const session = await auth.signIn(message, signature, hostsOf(request, publicUrl));
        return { ...sessionView(session), token: session.token };
      },
    ),
    route(
      {
        method: "get",
        path: "/auth/session",
        tag: "auth",
        summary: "The present session",
        signedIn: true,
        response: sessionSchema,
        problems: ["sign-in-needed"],
      },
      async ({ request }) => sessionView(await auth.sessionOf(bearerToken(request))),
    ),
    route(
      {
        method: "delete",
        path: "/auth/session",
        tag: "auth",
        summary: "Sign out",
        signedIn: true,
        response: z.object({ signedOut: z.literal(true) }),
        problems: ["sign-in-needed"],
      },
      async ({ request }) => {
        await auth.signOut(bearerToken(request));
        return { signedOut: true };
      },
    ),
  ];
}

/**
 * The hosts, as they stand in a message, at which people sign in. The Host header is none of them by itself: who
 * relays a message that was signed for another page writes it as he likes.
 */
function hostsOf({ socket }: Request, publicUrl: string | undefined): string[] {
  if (publicUrl !== undefined) return [new URL(publicUrl).host];
  const address = socket.localAddress?.replace(/^::ffff:/, "") ?? "";
  const names = new Set([address.includes(":") ? `[${address}]` : address, "localhost", "127.0.0.1"]);
  return [...names].map((name) => (socket.localPort === 80 ? name : `${name}:${socket.localPort}`));
}
