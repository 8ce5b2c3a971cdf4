import { keccak256 } from "ethers";
import type { Insertable, Selectable } from "kysely";
import type { Executor, OutboxTable } from "../../database/schema.ts";

/**
 * What the ledger has accepted and not yet seen final on the chain. A row is written in the transaction that
 * accepts; it goes `accepted` → `sent` (signed and kept before it is broadcast) → `mined` → `final`, or `failed`.
 * The contracts take each document once, so sending again what may have been sent is safe: accepted means that it
 * reaches the chain, and once.
 *
 * Nothing is held for failed before the block is final in which the contracts refused it, for that block may vanish.
 * Until then an `accepted` row carries the block as of which it was refused, and a `mined` one that was reverted
 * carries the reason in `error_json`.
 */

export type OutboxState = "accepted" | "sent" | "mined" | "final" | "failed";
export type OutboxRow = Selectable<OutboxTable>;

/** A transaction that was signed for a row. */
export interface Signed {
  readonly raw: string;
  readonly hash: string;
}

/** Puts a call to a contract of the ledger into the outbox. @returns its sequence */
export async function enqueue(
  trx: Executor,
  call: { documentId: string; target: string; calldata: string },
): Promise<number> {
  const now = Math.floor(Date.now() / 1000);
  const row: Insertable<OutboxTable> = {
    document_id: call.documentId,
    target: call.target,
    calldata: call.calldata,
    state: "accepted",
    relayer: null,
    nonce: null,
    raw_transaction: null,
    transaction_hash: null,
    block: null,
    attempts: 0,
    error_json: null,
    created_at: now,
    updated_at: now,
  };
  const { sequence } = await trx
    .insertInto("outbox")
    .values(row)
    .returning("sequence")
    .executeTakeFirstOrThrow();
  return sequence;
}

/**
 * Every transaction that was ever signed for a row, oldest first: any of them may be the one that is mined.
 * `raw_transaction` holds them all, with a space between two, and `transaction_hash` is the newest one's.
 */
export function signedFor({ raw_transaction, transaction_hash }: OutboxRow): Signed[] {
  const raws = raw_transaction === null ? [] : raw_transaction.split(" ");
  const newest = raws.length - 1;
  return raws.map((raw, index) => ({
    raw,
    hash: index === newest && transaction_hash !== null ? transaction_hash : keccak256(raw),
  }));
}

/** What to write into a row for which one more transaction was signed. */
export function withSigned(row: OutboxRow, raw: string, relayer: string, nonce: number): Partial<OutboxRow> {
  return {
    state: "sent",
    relayer,
    nonce,
    raw_transaction: row.raw_transaction === null ? raw : `${row.raw_transaction} ${raw}`,
    transaction_hash: keccak256(raw),
    block: null,
    attempts: row.attempts + 1,
    error_json: null,
  };
}

/** Rows in a state, in the order of their acceptance. */
export async function rowsIn(
  db: Executor,
  state: OutboxState,
  where: { after?: number; block?: "none" | { upTo: number } | { above: number }; limit: number },
): Promise<OutboxRow[]> {
  const { after = 0, block, limit } = where;
  let rows = db.selectFrom("outbox").selectAll().where("state", "=", state).where("sequence", ">", after);
  if (block === "none") rows = rows.where("block", "is", null);
  else if (block) {
    rows = "upTo" in block ? rows.where("block", "<=", block.upTo) : rows.where("block", ">", block.above);
  }
  return rows.orderBy("sequence").limit(limit).execute();
}

/**
 * Changes a row that is still as it was read. @returns false if it is not: another relayer has taken over, and
 * what this one wanted to do with the row is no longer its business
 */
export async function changeRow(
  db: Executor,
  row: OutboxRow,
  change: Partial<OutboxRow>,
  now: number,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("outbox")
    .set({ ...change, updated_at: now })
    .where("sequence", "=", row.sequence)
    .where("state", "=", row.state)
    .where("attempts", "=", row.attempts)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The nonces of a relayer's transactions that are not final yet. */
export async function openNonces(db: Executor, relayer: string): Promise<Set<number>> {
  const rows = await db
    .selectFrom("outbox")
    .select("nonce")
    .where("state", "in", ["sent", "mined"])
    .where("relayer", "=", relayer)
    .execute();
  return new Set(rows.map(({ nonce }) => Number(nonce)));
}

/** The highest nonce of a relayer's transactions that are final, or -1. */
export async function lastFinalNonce(db: Executor, relayer: string): Promise<number> {
  const row = await db
    .selectFrom("outbox")
    .select("nonce")
    .where("relayer", "=", relayer)
    .where("nonce", "is not", null)
    .where("state", "in", ["final", "failed"])
    .orderBy("nonce", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.nonce ?? -1;
}
