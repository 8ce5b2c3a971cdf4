import {
  type ColumnDefinitionBuilder,
  type CreateTableBuilder,
  type QueryExecutorProvider,
  type RawBuilder,
  sql,
} from "kysely";

/** What the two databases say differently; search and locks, being larger, have their own files. */
export interface Dialect {
  readonly name: "sqlite" | "postgres";
  /** A 64-bit integer column, read and written as a JavaScript number of at most 53 bits. */
  readonly integer: RawBuilder<unknown>;
  /** A text column that compares by UTF-8 bytes, so both databases sort alike. */
  readonly text: RawBuilder<unknown>;
  /** Makes an integer column the key that the database counts up. */
  autoIncrement(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder;
  /** Ends a `create table`. */
  finish<T extends string>(table: CreateTableBuilder<T>): CreateTableBuilder<T>;
  /**
   * A derived table of `rows`, typed like `table`, carried by a single parameter: one statement text per table
   * whatever the number of rows, and no limit on parameters.
   */
  rows(table: string, columns: readonly string[], rows: readonly object[]): RawBuilder<unknown>;
  /** Lifts the limit on a statement's time until the transaction ends. */
  takeTime(trx: QueryExecutorProvider): Promise<void>;
}

export const sqliteDialect: Dialect = {
  name: "sqlite",
  integer: sql`integer`,
  text: sql`text`,
  autoIncrement: (column) => column.primaryKey().autoIncrement(),
  finish: (table) => table.modifyEnd(sql`strict`),
  rows(_table, columns, rows) {
    const fields = columns.map((name) => sql`value ->> ${sql.lit(`$.${name}`)} as ${sql.ref(name)}`);
    return sql`(select ${sql.join(fields)} from json_each(${JSON.stringify(rows)}))`;
  },
  takeTime: async () => {},
};

export const postgresDialect: Dialect = {
  name: "postgres",
  integer: sql`bigint`,
  text: sql`text collate "C"`,
  autoIncrement: (column) => column.primaryKey().generatedAlwaysAsIdentity(),
  finish: (table) => table,
  rows(table, columns, rows) {
    const fields = sql.join(columns.map((name) => sql.ref(name)));
    return sql`(select ${fields} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json))`;
  },
  takeTime: async (trx) => {
    await sql`set local statement_timeout = 0`.execute(trx);
  },
};
