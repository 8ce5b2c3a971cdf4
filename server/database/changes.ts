import { sql } from "kysely";
import type { Dialect } from "./dialect.ts";
import {
  EVENT_KEYS,
  type EventKey,
  type EventTable,
  type EventTables,
  type WorkRow,
} from "./index-schema.ts";
import type { Executor } from "./schema.ts";
import { searchesAlike } from "./search/grams.ts";
import type { Search } from "./search/search.ts";

/** A row as the table has it (null: not there) and as it shall be (null: gone). */
export interface Change<T extends EventTable = EventTable> {
  stored: EventTables[T] | null;
  row: EventTables[T] | null;
}

/** What writing to the index needs of a database. */
export interface IndexStore {
  readonly dialect: Dialect;
  readonly search: Search;
}

/** Most rows carried by one statement. */
const ROWS_PER_STATEMENT = 2_000;

/** The key of a row, as an object with just the key's columns. */
export function keyOf<T extends EventTable>(table: T, row: EventKey<T>): EventKey<T> {
  const columns: readonly string[] = EVENT_KEYS[table];
  const values = row as unknown as Record<string, unknown>;
  return Object.fromEntries(columns.map((column) => [column, values[column]])) as EventKey<T>;
}

/** Makes the changes to one table, each row at most once among them, and to the search index that follows works. */
export async function applyChanges<T extends EventTable>(
  trx: Executor,
  store: IndexStore,
  table: T,
  changes: readonly Change<T>[],
): Promise<void> {
  const removed = changes.flatMap(({ stored, row }) => (stored && !row ? [stored] : []));
  const changed = changes.flatMap(({ stored, row }) => (stored && row ? [row] : []));
  const added = changes.flatMap(({ stored, row }) => (!stored && row ? [row] : []));
  await removeRows(trx, store.dialect, table, removed);
  await writeRows(trx, store.dialect, table, changed, true);
  await writeRows(trx, store.dialect, table, added, false);
  if (table === "works") await followWorks(trx, store.search, changes as readonly Change<"works">[]);
}

async function followWorks(
  trx: Executor,
  search: Search,
  changes: readonly Change<"works">[],
): Promise<void> {
  const apart = changes.filter(({ stored, row }) => !(stored && row && searchesAlike(stored, row)));
  const present = (row: WorkRow | null) => (row ? [row] : []);
  for (const some of chunks(apart)) {
    await search.remove(
      trx,
      some.flatMap(({ stored }) => present(stored).map(({ position }) => position)),
    );
    await search.add(
      trx,
      some.flatMap(({ row }) => present(row)),
    );
  }
}

/** The rows with these keys, in no particular order. */
export async function readRows<T extends EventTable>(
  trx: Executor,
  dialect: Dialect,
  table: T,
  keys: readonly EventKey<T>[],
): Promise<EventTables[T][]> {
  const found: EventTables[T][] = [];
  for (const some of chunks(keys)) {
    const query = sql<
      EventTables[T]
    >`select * from ${sql.table(table)} where ${amongKeys(dialect, table, some)}`;
    found.push(...(await query.execute(trx)).rows);
  }
  return found;
}

async function removeRows<T extends EventTable>(
  trx: Executor,
  dialect: Dialect,
  table: T,
  keys: readonly EventKey<T>[],
): Promise<void> {
  for (const some of chunks(keys)) {
    await sql`delete from ${sql.table(table)} where ${amongKeys(dialect, table, some)}`.execute(trx);
  }
}

function amongKeys<T extends EventTable>(dialect: Dialect, table: T, keys: readonly EventKey<T>[]) {
  const columns: readonly string[] = EVENT_KEYS[table];
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const rows = keys.map((key) => keyOf(table, key));
  return sql`(${names}) in (select ${names} from ${dialect.rows(table, columns, rows)} as r)`;
}

async function writeRows<T extends EventTable>(
  trx: Executor,
  dialect: Dialect,
  table: T,
  rows: readonly EventTables[T][],
  replacing: boolean,
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const key = sql.join(EVENT_KEYS[table].map((column) => sql.ref(column)));
  const set = sql.join(columns.map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`));
  // "where true" tells SQLite's parser that "on" does not begin a join condition.
  const replace = replacing ? sql`where true on conflict (${key}) do update set ${set}` : sql``;
  for (const some of chunks(rows)) {
    const values = dialect.rows(table, columns, some);
    await sql`insert into ${sql.table(table)} (${names}) select ${names} from ${values} as r ${replace}`.execute(
      trx,
    );
  }
}

function chunks<R>(rows: readonly R[]): (readonly R[])[] {
  const count = Math.ceil(rows.length / ROWS_PER_STATEMENT);
  return Array.from({ length: count }, (_, at) =>
    rows.slice(at * ROWS_PER_STATEMENT, (at + 1) * ROWS_PER_STATEMENT),
  );
}
