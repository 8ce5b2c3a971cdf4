import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, openDatabase } from "../../../server/database/connection.ts";
import { type BlockHeader, moveCursor, readCursor } from "../../../server/database/cursor.ts";
import { EVENT_KEYS, EVENT_TABLES, positionOf, type WorkRow } from "../../../server/database/index-schema.ts";
import { type IndexWriter, indexWriter } from "../../../server/database/index-writer.ts";
import type { Executor } from "../../../server/database/schema.ts";
import { fold } from "../../../server/domain/fold.ts";

/** Storage of one database, which can be opened more than once. */
export interface Place {
  open(): Promise<Database>;
  discard(): Promise<void>;
}

export type NewPlace = () => Promise<Place>;

/** A temporary folder with the embedded database. */
export async function newFolder(): Promise<Place & { directory: string }> {
  const directory = mkdtempSync(join(tmpdir(), "database-"));
  return {
    directory,
    open: () => openDatabase({ directory, fold }),
    discard: async () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** Runs `use` on a fresh database and throws the database away. */
export async function withDatabase(
  newPlace: NewPlace,
  use: (database: Database) => Promise<void>,
): Promise<void> {
  const place = await newPlace();
  const database = await place.open();
  try {
    await use(database);
  } finally {
    await database.close();
    await place.discard();
  }
}

export function hex(value: number, bytes: number): string {
  return `0x${value.toString(16).padStart(bytes * 2, "0")}`;
}

export function header(number: number, fork = 0): BlockHeader {
  return {
    number,
    hash: hex(number * 16 + fork, 32),
    parent_hash: hex((number - 1) * 16 + fork, 32),
    timestamp: 1_700_000_000 + number,
  };
}

/** The work of the first event of block `block`. */
export function workRow(block: number, patch: Partial<WorkRow> = {}): WorkRow {
  return {
    position: positionOf(block, 0),
    work_id: hex(block, 32),
    holder: hex(1, 20),
    title: "登幽州臺歌",
    original_title: null,
    language: "zh",
    genre: null,
    creators_json: JSON.stringify([{ name: "陳子昂", role: "author" }]),
    identifiers_json: "[]",
    legal_class: "written",
    trade_class: "D01",
    status: "registered",
    encumbrances: 0,
    protected_until: null,
    registered_at: 1_700_000_000 + block,
    priority_at: 1_700_000_000 + block,
    metadata_digest: hex(block, 32),
    metadata_available: 1,
    registered_block: block,
    co_owner_count: 0,
    record_id: null,
    ...patch,
  };
}

/** Indexes one block in a transaction of its own, as an indexer near the head does. */
export async function indexBlock(
  database: Database,
  block: BlockHeader,
  write: (writer: IndexWriter) => Promise<void> | void,
  undo = true,
): Promise<void> {
  await database.db.transaction().execute(async (trx) => {
    const from = await readCursor(trx);
    const writer = indexWriter(trx, database);
    await writer.enter(block, { undo });
    await write(writer);
    await writer.flush();
    await moveCursor(trx, from, block);
  });
}

/** Everything the index holds, in an order that depends on nothing but the rows. */
export async function dumpIndex(db: Executor): Promise<Record<string, unknown>> {
  const dump: Record<string, unknown> = { cursor: await readCursor(db) };
  for (const table of EVENT_TABLES) {
    let rows = db.selectFrom(table).selectAll();
    for (const column of EVENT_KEYS[table]) rows = rows.orderBy(column as never);
    dump[table] = (await rows.execute()).map((row) => ({ ...row }));
  }
  return dump;
}

/** Random numbers in [0, 1) that a seed repeats. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The error of a promise that must fail. */
export async function failureOf(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(outcome instanceof Error)) throw new Error(`expected a failure, got ${String(outcome)}`);
  return outcome;
}
