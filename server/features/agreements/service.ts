import { decode, encode } from "@ipld/dag-cbor";
import { MAX_CONTENT_BYTES } from "../../content/limits.ts";
import { newSealKey, SEAL_BYTES, seal, unseal } from "../../content/seal.ts";
import type { ContentStore } from "../../content/store.ts";
import type { Database } from "../../database/connection.ts";
import { Refusal } from "../../http/problem.ts";
import { addReader, findAgreement, insertAgreement, readersOf, removeReader } from "./store.ts";

/**
 * Agreements that are nobody else's business: sealed before they are stored, named by the digest of what is sealed.
 * That digest goes on the ledger; the key stays here, wrapped, for those who may read.
 */

export interface AgreementContent {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface AgreementDependencies {
  readonly database: Database;
  readonly content: ContentStore;
  /** Wraps the keys; without it there is no such service. */
  readonly masterKey: Uint8Array | undefined;
}

/** What the name, the type and the encoding may add to an agreement's bytes. */
const OVERHEAD_BYTES = 2_048;
/** The largest agreement. */
export const MOST_AGREEMENT_BYTES: number = MAX_CONTENT_BYTES - SEAL_BYTES - OVERHEAD_BYTES;
export const MOST_READERS = 100;

export type AgreementService = ReturnType<typeof agreementService>;

export function agreementService({ database, content, masterKey }: AgreementDependencies) {
  const { db } = database;

  function master(): Uint8Array {
    if (masterKey) return masterKey;
    throw new Refusal(
      "unavailable",
      "agreements-unavailable",
      "This gateway keeps no agreements: its operator has to set AGREEMENT_KEY.",
    );
  }

  /** Seals and stores. @param parties who may read it, and let others read it; the author is one of them */
  async function keep(author: string, agreement: AgreementContent, parties: readonly string[]) {
    const key = newSealKey();
    const wrapped = seal(key, master());
    const sealed = seal(encode(agreement), key);
    const { digest, cid } = await content.put(sealed);
    const row = { digest, wrapped_key: wrapped.toString("base64"), created_at: now() };
    const all = [...new Set([author, ...parties])];
    await db.transaction().execute(async (trx) => {
      await insertAgreement(trx, row);
      for (const account of all) {
        await addReader(trx, { digest, account, role: "party", granted_by: author, granted_at: now() });
      }
    });
    return { digest, cid };
  }

  async function read(reader: string, digest: string): Promise<AgreementContent> {
    await roleOf(digest, reader);
    const key = await keyOf(digest);
    const sealed = await content.get(digest);
    if (sealed === null) {
      throw new Refusal(
        "unavailable",
        "agreement-not-at-hand",
        "The agreement's content cannot be reached now: try again later.",
      );
    }
    const plain = unseal(sealed, key);
    if (plain === null) throw new Error(`agreement ${digest} does not open with its key`);
    return decode<AgreementContent>(plain);
  }

  /** Lets one more account read, such as the bank of a pledge. Only a party decides who reads. */
  async function admit(party: string, digest: string, account: string): Promise<void> {
    await requireParty(digest, party);
    if ((await readersOf(db, digest)).length >= MOST_READERS) {
      throw new Refusal("conflict", "too-many-readers", `At most ${MOST_READERS} accounts can read it.`);
    }
    await addReader(db, { digest, account, role: "reader", granted_by: party, granted_at: now() });
  }

  /** What somebody has read, he has read; parties stay. */
  async function dismiss(party: string, digest: string, account: string): Promise<void> {
    await requireParty(digest, party);
    if (await removeReader(db, digest, account)) return;
    throw new Refusal("not-found", "not-a-reader", "The account is no reader beside the parties.");
  }

  async function readers(party: string, digest: string) {
    await roleOf(digest, party);
    return readersOf(db, digest);
  }

  async function requireParty(digest: string, account: string): Promise<void> {
    if ((await roleOf(digest, account)) === "party") return;
    throw new Refusal("forbidden", "not-a-party", "Only a party to the agreement decides who reads it.");
  }

  /** Who may not read it learns nothing of it, not even whether it is kept here. */
  async function roleOf(digest: string, account: string): Promise<string> {
    const reader = (await readersOf(db, digest)).find((candidate) => candidate.account === account);
    if (reader) return reader.role;
    throw new Refusal(
      "not-found",
      "agreement-not-found",
      "This gateway keeps no agreement with this digest that you may read.",
    );
  }

  async function keyOf(digest: string): Promise<Uint8Array> {
    const row = await findAgreement(db, digest);
    const key = row && unseal(Buffer.from(row.wrapped_key, "base64"), master());
    if (key) return key;
    throw new Refusal(
      "unavailable",
      "agreement-key-lost",
      "The key of the agreement was wrapped with another AGREEMENT_KEY: its operator has to bring that one back.",
    );
  }

  return { keep, read, admit, dismiss, readers };
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
