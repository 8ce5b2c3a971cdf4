import { join } from "node:path";
import { type Database, openDatabase } from "../../../server/database/connection.ts";
import { EVENT_TABLES, type EventTable, type EventTables } from "../../../server/database/index-schema.ts";
import { indexWriter } from "../../../server/database/index-writer.ts";
import type { CatalogueRecordRow, CatalogueRow } from "../../../server/database/schema.ts";
import { fold } from "../../../server/domain/fold.ts";
import { settleWorks } from "../../../server/features/catalogues/store.ts";
import { temporaryFolder } from "../support/imported.ts";
import { timed } from "../support/measure.ts";

/** Records that the intake writes together, and rows that the index does. */
const CHUNK = 500;
const PAGE = 5_000;
const BATCH = 125;

/** Everything that the index holds of an imported ledger, by table. */
export type IndexRows = ReadonlyMap<EventTable, readonly EventTables[EventTable][]>;

/** @returns seconds in which an empty database takes the same rows: the job's records, their outcomes, the index */
export async function sqlAlone(dataDirectory: string): Promise<number> {
  const { index, catalogues, records } = await rowsOf(dataDirectory);
  const database = await openDatabase({ directory: temporaryFolder(), fold });
  try {
    const { seconds } = await timed(async () => {
      await database.db.insertInto("catalogues").values(catalogues).execute();
      await writeRecords(database, records);
      await writeIndex(database, index);
    });
    return seconds;
  } finally {
    await database.close();
  }
}

export async function rowsOf(
  dataDirectory: string,
): Promise<{ index: IndexRows; catalogues: CatalogueRow[]; records: CatalogueRecordRow[] }> {
  const database = await openDatabase({ directory: join(dataDirectory, "database"), fold });
  try {
    const index = new Map<EventTable, EventTables[EventTable][]>();
    for (const table of EVENT_TABLES) {
      const rows = await database.db.selectFrom(table).selectAll().execute();
      index.set(table, rows as EventTables[EventTable][]);
    }
    const records = await database.db.selectFrom("catalogue_records").selectAll().orderBy("line").execute();
    const catalogues = await database.db.selectFrom("catalogues").selectAll().execute();
    return { index, catalogues, records };
  } finally {
    await database.close();
  }
}

/** Writes rows through the index writer, as many in a transaction as the indexer does. */
export async function writeIndex(database: Database, index: IndexRows): Promise<void> {
  const block = { number: 1, hash: `0x${"1".repeat(64)}`, parent_hash: `0x${"0".repeat(64)}`, timestamp: 1 };
  for (const [table, rows] of index) {
    for (let start = 0; start < rows.length; start += PAGE) {
      await database.db.transaction().execute(async (trx) => {
        const writer = indexWriter(trx, database);
        await writer.enter(block, { undo: false });
        for (const row of rows.slice(start, start + PAGE)) writer.insert(table, row as never);
        await writer.flush();
      });
    }
  }
}

async function writeRecords({ db }: Database, records: readonly CatalogueRecordRow[]): Promise<void> {
  for (let start = 0; start < records.length; start += CHUNK) {
    await db.transaction().execute(async (trx) => {
      for (let at = start; at < Math.min(start + CHUNK, records.length); at += 50) {
        await trx
          .insertInto("catalogue_records")
          .values(records.slice(at, at + 50))
          .execute();
      }
    });
  }
  const [{ catalogue_id = "" } = {}] = records;
  const workIds = records.flatMap(({ work_id }) => (work_id === null ? [] : [work_id]));
  for (let start = 0; start < workIds.length; start += BATCH) {
    const some = workIds.slice(start, start + BATCH);
    await db.transaction().execute((trx) => settleWorks(trx, catalogue_id, some, "taken", null));
  }
}
