import { sql } from "kysely";
import type { Dialect } from "../../database/dialect.ts";
import { EVENT_KEYS, EVENT_TABLES } from "../../database/index-schema.ts";
import type { Executor } from "../../database/schema.ts";

type Row = Readonly<Record<string, unknown>>;

/** A row that two indexes do not have in common; null where it is missing. */
export interface Difference {
  readonly table: string;
  readonly key: Row;
  readonly live: Row | null;
  readonly rebuilt: Row | null;
}

interface Table {
  readonly name: string;
  readonly key: readonly string[];
}

const PAGE = 2_000;

/**
 * Compares two indexes in databases of one kind, row by row and in little memory: the tables that events write, and
 * what the search index holds.
 */
export async function* differences(
  live: Executor,
  rebuilt: Executor,
  dialect: Dialect,
): AsyncGenerator<Difference> {
  for (const name of EVENT_TABLES) yield* differencesIn({ name, key: EVENT_KEYS[name] }, live, rebuilt);
  const search = await searchTable(dialect, [live, rebuilt]);
  yield* differencesIn(search, live, rebuilt);
}

/** SQLite's search index has no rows to read: what it can tell is how often, and in how many works, a token stands. */
async function searchTable({ name }: Dialect, databases: readonly Executor[]): Promise<Table> {
  if (name === "postgres") return { name: "works_search", key: ["position"] };
  for (const db of databases) {
    await sql`create virtual table temp.search_tokens using fts5vocab('main', 'works_search', 'row')`.execute(
      db,
    );
  }
  return { name: "search_tokens", key: ["term"] };
}

async function* differencesIn(table: Table, live: Executor, rebuilt: Executor): AsyncGenerator<Difference> {
  const [ours, theirs] = [rowsOf(live, table), rowsOf(rebuilt, table)];
  let [our, their] = [(await ours.next()).value, (await theirs.next()).value];
  while (our || their) {
    const order = !our ? 1 : !their ? -1 : compareKeys(table, our, their);
    const pair = { live: (order <= 0 && our) || null, rebuilt: (order >= 0 && their) || null };
    if (JSON.stringify(pair.live) !== JSON.stringify(pair.rebuilt)) {
      yield { table: table.name, key: keyOf(table, pair.live ?? pair.rebuilt ?? {}), ...pair };
    }
    if (pair.live) our = (await ours.next()).value;
    if (pair.rebuilt) their = (await theirs.next()).value;
  }
}

async function* rowsOf(db: Executor, table: Table): AsyncGenerator<Row, undefined> {
  const columns = sql.join(table.key.map((column) => sql.ref(column)));
  let last: Row | undefined;
  for (;;) {
    const values: unknown[] = last ? Object.values(keyOf(table, last)) : [];
    const after = last ? sql`where (${columns}) > (${sql.join(values)})` : sql``;
    const query = sql<Row>`select * from ${sql.table(table.name)} ${after} order by ${columns} limit ${PAGE}`;
    const { rows } = await query.execute(db);
    yield* rows;
    last = rows.at(-1);
    if (rows.length < PAGE) return undefined;
  }
}

function keyOf({ key }: Table, row: Row): Row {
  return Object.fromEntries(key.map((column) => [column, row[column]]));
}

/** As both databases order keys: numbers by value, text (all of it ASCII) by its bytes. */
function compareKeys({ key }: Table, a: Row, b: Row): number {
  for (const column of key) {
    const [left, right] = [a[column] as string | number, b[column] as string | number];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

/** One line on a difference: the row, and what is in it. */
export function describeDifference({ table, key, live, rebuilt }: Difference): string {
  const row = `${table} ${JSON.stringify(key)}`;
  if (!rebuilt) return `${row}: a rebuilt index does not have it`;
  if (!live) return `${row}: only a rebuilt index has it`;
  const columns = Object.keys(live).filter(
    (column) => JSON.stringify(live[column]) !== JSON.stringify(rebuilt[column]),
  );
  const changes = columns.map(
    (column) => `${column} is ${JSON.stringify(live[column])}, rebuilt ${JSON.stringify(rebuilt[column])}`,
  );
  return `${row}: ${changes.join("; ")}`;
}
