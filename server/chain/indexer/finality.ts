import { pruneUndo } from "../../database/cursor.ts";
import type { Executor } from "../../database/schema.ts";

/**
 * The index keeps the blocks from the newest final one up to its cursor: `undo` is 0 for a block that can no longer
 * be taken back. So what is final is part of the snapshot that an answer is read from.
 */

/** The newest block that the index can no longer take back, or -1. */
export async function finalBlock(db: Executor): Promise<number> {
  const { newest } = await db
    .selectFrom("blocks")
    .select((eb) => eb.fn.max("number").as("newest"))
    .where("undo", "=", 0)
    .executeTakeFirstOrThrow();
  return newest ?? -1;
}

/** Forgets what would take a block of the index, or one before it, back. @returns whether that is new */
export async function markFinal(trx: Executor, block: number): Promise<boolean> {
  await pruneUndo(trx, block);
  const { numUpdatedRows } = await trx
    .updateTable("blocks")
    .set({ undo: 0 })
    .where("number", "=", block)
    .where("undo", "=", 1)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
