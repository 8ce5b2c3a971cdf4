import type { Database } from "../../database/connection.ts";
import { type Cursor, clearIndex, rollbackTo } from "../../database/cursor.ts";
import type { LogSource } from "./source.ts";

interface Parts {
  readonly source: LogSource;
  readonly database: Database;
  readonly logger?: { warn(details: object, message: string): void } | undefined;
}

/**
 * Takes the index back from a block that the chain no longer has to the newest one that both have. Below what was
 * final there is no way back: then the index is emptied, to be rebuilt.
 * @returns false while the node does not tell, for want of blocks that it has shown before
 */
export async function goBack({ source, database, logger }: Parts, cursor: Cursor): Promise<boolean> {
  for (const { number, hash } of await blocksBefore(database, cursor)) {
    const header = await source.header(number);
    if (!header) return false;
    if (header.hash !== hash) continue;
    logger?.warn({ from: cursor.block, to: number }, "the chain was reorganised");
    await database.db.transaction().execute((trx) => rollbackTo(trx, database, number));
    return true;
  }
  logger?.warn(
    { from: cursor.block },
    "the chain was reorganised below what was final: rebuilding the index",
  );
  await database.db.transaction().execute((trx) => clearIndex(trx, database));
  return true;
}

/** The blocks before the cursor's that the index can go back to, newest first. */
async function blocksBefore(
  { db }: Database,
  { block }: Cursor,
): Promise<{ number: number; hash: string }[]> {
  const rows = await db
    .selectFrom("blocks")
    .select(["number", "hash", "undo"])
    .where("number", "<=", block)
    .orderBy("number", "desc")
    .execute();
  const last = rows.findIndex(({ undo }) => undo === 0);
  return rows.slice(1, last === -1 ? undefined : last + 1);
}
