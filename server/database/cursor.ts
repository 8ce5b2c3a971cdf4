import type { Change, IndexStore } from "./changes.ts";
import { applyChanges, keyOf, readRows } from "./changes.ts";
import { EVENT_TABLES, type EventKey, type EventTable, type EventTables } from "./index-schema.ts";
import type { Executor } from "./schema.ts";

/** A block as the index remembers it; `timestamp` in unix seconds. */
export interface BlockHeader {
  number: number;
  hash: string;
  parent_hash: string;
  timestamp: number;
}

/** Up to which block, inclusive, the index has come. */
export interface Cursor {
  block: number;
  block_hash: string;
}

/** Where the index stands; undefined before its first block. */
export async function readCursor(db: Executor): Promise<Cursor | undefined> {
  return db.selectFrom("cursor").select(["block", "block_hash"]).where("id", "=", 1).executeTakeFirst();
}

/**
 * Moves the cursor in the transaction that writes the rows.
 * @throws when it no longer stands at `from`: another process has moved it, and this one must not write.
 */
export async function moveCursor(trx: Executor, from: Cursor | undefined, to: BlockHeader): Promise<void> {
  const next = { block: to.number, block_hash: to.hash };
  const moved = from
    ? (
        await trx
          .updateTable("cursor")
          .set(next)
          .where("id", "=", 1)
          .where("block", "=", from.block)
          .where("block_hash", "=", from.block_hash)
          .executeTakeFirst()
      ).numUpdatedRows
    : (
        await trx
          .insertInto("cursor")
          .values({ id: 1, ...next })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
      ).numInsertedOrUpdatedRows;
  if (moved !== 1n) throw new Error("another process has moved the index; this one must stop indexing");
  await trx
    .insertInto("blocks")
    .values({ ...to, undo: 0 })
    .onConflict((conflict) => conflict.column("number").doNothing())
    .execute();
}

/**
 * Takes back every block after `to`: rows, search index, blocks and cursor are as they were at its end.
 * @throws when the before-images of those blocks are not all there; the index must then be rebuilt.
 */
export async function rollbackTo(trx: Executor, store: IndexStore, to: number): Promise<void> {
  const cursor = await readCursor(trx);
  const target = await trx.selectFrom("blocks").selectAll().where("number", "=", to).executeTakeFirst();
  const { undoable } = await trx
    .selectFrom("blocks")
    .select((eb) => eb.fn.countAll<number>().as("undoable"))
    .where("number", ">", to)
    .where("undo", "=", 1)
    .executeTakeFirstOrThrow();
  if (!cursor || !target || undoable !== cursor.block - to) {
    throw new Error(`the index cannot go back to block ${to}: it does not hold what changed since`);
  }
  for (const table of EVENT_TABLES) await restore(trx, store, table, to);
  await trx.deleteFrom("undo").where("block", ">", to).execute();
  await trx.deleteFrom("blocks").where("number", ">", to).execute();
  await moveCursor(trx, cursor, target);
}

async function restore<T extends EventTable>(
  trx: Executor,
  store: IndexStore,
  table: T,
  to: number,
): Promise<void> {
  const images = await trx
    .selectFrom("undo")
    .select(["key_json", "before_json"])
    .where("block", ">", to)
    .where("table_name", "=", table)
    .orderBy("sequence", "desc")
    .execute();
  // Newest first, so the oldest image of a row, the one that counts, is the one that stays.
  const before = new Map(images.map(({ key_json, before_json }) => [key_json, before_json]));
  const keys = [...before.keys()].map((key) => JSON.parse(key) as EventKey<T>);
  const rows = await readRows(trx, store.dialect, table, keys);
  const stored = new Map(rows.map((row) => [JSON.stringify(keyOf(table, row as EventKey<T>)), row]));
  const changes = [...before].map(([key, image]): Change<T> => {
    return {
      stored: stored.get(key) ?? null,
      row: image === null ? null : (JSON.parse(image) as EventTables[T]),
    };
  });
  await applyChanges(trx, store, table, changes);
}

/** Forgets what would take blocks before `block` back: call it with what has become final. */
export async function pruneUndo(trx: Executor, block: number): Promise<void> {
  await trx.deleteFrom("undo").where("block", "<", block).execute();
  await trx.deleteFrom("blocks").where("number", "<", block).execute();
}

/** Empties the index, to be rebuilt from block zero. */
export async function clearIndex(trx: Executor, { dialect, search }: IndexStore): Promise<void> {
  await dialect.takeTime(trx);
  await search.clear(trx);
  for (const table of [...EVENT_TABLES, "undo", "blocks", "cursor"] as const) {
    await trx.deleteFrom(table).execute();
  }
}
