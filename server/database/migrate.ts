import { type Kysely, sql, type Transaction } from "kysely";
import type { Dialect } from "./dialect.ts";
import { StartError } from "./errors.ts";
import type { Migration } from "./migrations/migration.ts";
import type { MigrationRow } from "./schema.ts";

interface Migrated {
  migrations: MigrationRow;
}

/** Any number, the same in every gateway: who holds its lock migrates. */
const MIGRATION_LOCK = 7_265_033;

/**
 * Brings the database up to `migrations`, all in one transaction: it is either as before or up to date. Several
 * programs may start at once; one migrates, the others wait and find nothing to do.
 * @throws StartError when a newer version of the program has written this database.
 */
export async function migrate(
  db: Kysely<unknown>,
  dialect: Dialect,
  migrations: readonly Migration[],
): Promise<void> {
  await (db as Kysely<Migrated>).transaction().execute(async (trx) => {
    await dialect.takeTime(trx);
    if (dialect.name === "postgres") {
      await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(trx);
    }
    const applied = await appliedMigrations(trx, dialect);
    const newest = migrations.at(-1)?.number ?? 0;
    if (applied > newest) {
      throw new StartError(
        `The database was written by a newer version of this program (its schema is ${applied}, this one knows up to ${newest}): start the newer version, or choose another DATA_DIR or DATABASE_URL.`,
      );
    }
    for (const migration of migrations.filter(({ number }) => number > applied)) {
      await migration.up(trx as Transaction<unknown>, dialect);
      await trx
        .insertInto("migrations")
        .values({ number: migration.number, name: migration.name, applied_at: Math.floor(Date.now() / 1000) })
        .execute();
    }
  });
}

async function appliedMigrations(trx: Transaction<Migrated>, dialect: Dialect): Promise<number> {
  const table = trx.schema
    .createTable("migrations")
    .ifNotExists()
    .addColumn("number", dialect.integer as never, (column) => column.primaryKey())
    .addColumn("name", dialect.text as never, (column) => column.notNull())
    .addColumn("applied_at", dialect.integer as never, (column) => column.notNull());
  await dialect.finish(table).execute();
  const row = await trx
    .selectFrom("migrations")
    .select((eb) => eb.fn.max("number").as("newest"))
    .executeTakeFirst();
  return Number(row?.newest ?? 0);
}
