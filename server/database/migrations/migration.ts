import {
  type ColumnDefinitionBuilder,
  type CreateTableBuilder,
  type Kysely,
  type RawBuilder,
  sql,
} from "kysely";
import type { Dialect } from "../dialect.ts";

/** One step of the schema. Never edited once released: a change is a further migration. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  up(db: Kysely<unknown>, dialect: Dialect): Promise<void>;
}

type Columns = Record<string, Column>;
type Column = (dialect: Dialect) => {
  type: RawBuilder<unknown>;
  build: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;
};

const required = (column: ColumnDefinitionBuilder) => column.notNull();
const optional = (column: ColumnDefinitionBuilder) => column;

/** Column kinds, as a table's definition spells them. */
export const column = {
  text: (dialect: Dialect) => ({ type: dialect.text, build: required }),
  textOrNull: (dialect: Dialect) => ({ type: dialect.text, build: optional }),
  integer: (dialect: Dialect) => ({ type: dialect.integer, build: required }),
  integerOrNull: (dialect: Dialect) => ({ type: dialect.integer, build: optional }),
  counter: (dialect: Dialect) => ({ type: dialect.integer, build: dialect.autoIncrement }),
} satisfies Columns;

/** What a table has beside its columns. */
export interface TableParts {
  key?: readonly string[];
  unique?: readonly (readonly string[])[];
  indexes?: readonly (readonly string[])[];
  /** Rows follow the row they refer to into deletion. */
  references?: { column: string; table: string; target: string };
}

/** Creates a table with its keys and indexes in either database. */
export async function createTable(
  db: Kysely<unknown>,
  dialect: Dialect,
  name: string,
  columns: Columns,
  parts: TableParts,
): Promise<void> {
  let table: CreateTableBuilder<string, string> = db.schema.createTable(name);
  for (const [columnName, kind] of Object.entries(columns)) {
    const { type, build } = kind(dialect);
    table = table.addColumn(columnName, type as RawBuilder<never>, build);
  }
  if (parts.key) table = table.addPrimaryKeyConstraint(`${name}_key`, [...parts.key]);
  for (const unique of parts.unique ?? []) {
    table = table.addUniqueConstraint(`${name}_${unique.join("_")}`, [...unique]);
  }
  if (parts.references) {
    const { column: from, table: to, target } = parts.references;
    table = table.addForeignKeyConstraint(`${name}_${from}_in_${to}`, [from], to, [target], (constraint) =>
      constraint.onDelete("cascade"),
    );
  }
  await dialect.finish(table).execute();
  for (const index of parts.indexes ?? []) {
    await db.schema
      .createIndex(`${name}_by_${index.join("_")}`)
      .on(name)
      .columns([...index])
      .execute();
  }
}

/** An index over only the rows that `condition` (plain SQL, the same in both databases) keeps. */
export async function createPartialIndex(
  db: Kysely<unknown>,
  name: string,
  table: string,
  columns: readonly string[],
  condition: string,
): Promise<void> {
  const list = sql.join(columns.map((columnName) => sql.ref(columnName)));
  await sql`create index ${sql.ref(name)} on ${sql.table(table)} (${list}) where ${sql.raw(condition)}`.execute(
    db,
  );
}
