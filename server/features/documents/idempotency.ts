import type { Executor } from "../../database/schema.ts";
import { Refusal } from "../../http/problem.ts";

/** Idempotency keys: a repetition of a request under its key answers with the document that the first one made. */

export interface KeyedRequest {
  readonly key: string;
  /** Digest of the request. */
  readonly hash: string;
}

const SCOPE = "documents";

/** The document that was made under a key, if any. @throws Refusal if the key came with another request */
export async function documentUnder(db: Executor, request: KeyedRequest): Promise<string | undefined> {
  const row = await db
    .selectFrom("idempotency_keys")
    .select(["request_hash", "document_id"])
    .where("scope", "=", SCOPE)
    .where("key", "=", request.key)
    .executeTakeFirst();
  if (row && row.request_hash !== request.hash) {
    throw new Refusal(
      "conflict",
      "idempotency-key-reused",
      "This Idempotency-Key came with another request before: take a new key for a new request.",
    );
  }
  return row?.document_id ?? undefined;
}

/** Ties a document to a key. @returns the document that has the key: of two requests at once, the first one's */
export async function claimKey(trx: Executor, request: KeyedRequest, documentId: string): Promise<string> {
  const { key, hash } = request;
  const created_at = Math.floor(Date.now() / 1000);
  await trx
    .insertInto("idempotency_keys")
    .values({ scope: SCOPE, key, request_hash: hash, document_id: documentId, created_at })
    .onConflict((conflict) => conflict.columns(["scope", "key"]).doNothing())
    .execute();
  return (await documentUnder(trx, request)) ?? documentId;
}
