import { mkdirSync } from "node:fs";
import { Kysely, type Transaction } from "kysely";
import { type Dialect, postgresDialect, sqliteDialect } from "./dialect.ts";
import { StartError } from "./errors.ts";
import { type Locks, postgresLocks, processLocks } from "./locks.ts";
import { migrate } from "./migrate.ts";
import { MIGRATIONS } from "./migrations/index.ts";
import { checkPostgres, nodePostgresDialect, postgresPool } from "./postgres.ts";
import type { Schema } from "./schema.ts";
import { postgresSearch } from "./search/postgres.ts";
import type { Search } from "./search/search.ts";
import { sqliteSearch } from "./search/sqlite.ts";
import { nodeSqliteDialect, openSqliteFile } from "./sqlite.ts";

/** The part of a logger that the database uses. */
export interface DatabaseLogger {
  warn(details: object, message: string): void;
}

export interface DatabaseOptions {
  /** A PostgreSQL to use; without it the embedded SQLite in `directory`. */
  databaseUrl?: string | undefined;
  /** Where the embedded database lives; made when missing. */
  directory: string;
  /** Makes texts and queries comparable: case, width, simplified and traditional characters. */
  fold: (text: string) => string;
  logger?: DatabaseLogger | undefined;
}

/** The one way to the SQL database, whichever it is. */
export interface Database {
  /**
   * For writing, and for reading inside a write. Inside a transaction use that transaction's own handle: the
   * embedded database has one writing connection, and a query through `db` would wait for itself.
   */
  readonly db: Kysely<Schema>;
  readonly dialect: Dialect;
  readonly search: Search;
  readonly locks: Locks;
  /**
   * Runs `work` on one consistent, read-only snapshot, so that a page and the block it stands for belong together.
   * On SQLite it does not wait for a write under way. Only SQL inside: the embedded database has one reader.
   */
  read<T>(work: (db: Transaction<Schema>) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Opens the database and brings its schema up to date.
 * @throws StartError with one sentence for the operator when that is not possible.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const database = options.databaseUrl
    ? await openPostgres(options.databaseUrl, options)
    : await openSqlite(options.directory, options);
  try {
    await migrate(database.db as Kysely<unknown>, database.dialect, MIGRATIONS);
    return database;
  } catch (error) {
    await database.close();
    throw explained(error);
  }
}

async function openSqlite(directory: string, { fold }: DatabaseOptions): Promise<Database> {
  mkdirSync(directory, { recursive: true });
  const writing = openSqliteFile(directory, false);
  const reading = openSqliteFile(directory, true);
  const db = new Kysely<Schema>({ dialect: nodeSqliteDialect(writing) });
  const reader = new Kysely<Schema>({ dialect: nodeSqliteDialect(reading) });
  return {
    db,
    dialect: sqliteDialect,
    search: sqliteSearch(fold),
    locks: processLocks(),
    read: (work) => reader.transaction().setAccessMode("read only").execute(work),
    async close() {
      await Promise.all([reader.destroy(), db.destroy()]);
      // Kysely closes only what a query has used.
      for (const file of [reading, writing]) if (file.isOpen) file.close();
    },
  };
}

async function openPostgres(databaseUrl: string, { fold, logger }: DatabaseOptions): Promise<Database> {
  const warn = (error: Error) => logger?.warn({ reason: error.message }, "lost a connection to PostgreSQL");
  const pool = postgresPool(databaseUrl, warn);
  try {
    await checkPostgres(pool, databaseUrl);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const db = new Kysely<Schema>({ dialect: nodePostgresDialect(pool) });
  const locks = postgresLocks(databaseUrl);
  return {
    db,
    dialect: postgresDialect,
    search: postgresSearch(fold),
    locks,
    read: (work) =>
      db.transaction().setIsolationLevel("repeatable read").setAccessMode("read only").execute(work),
    async close() {
      await locks.close();
      await db.destroy();
    },
  };
}

const NOT_PERMITTED = "42501";
const SQLITE_IOERR = 10;
const SQLITE_FULL = 13;

function explained(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if ("code" in error && error.code === NOT_PERMITTED) {
    return new StartError(
      `The user in DATABASE_URL may not create tables (${error.message}): grant it, or make it the database's owner.`,
    );
  }
  // Extended codes have the plain one in their lowest byte.
  const code = "errcode" in error ? Number(error.errcode) & 0xff : 0;
  if (code === SQLITE_FULL) {
    return new StartError(
      "The disk that holds DATA_DIR is full: free some space, or choose another DATA_DIR.",
    );
  }
  if (code === SQLITE_IOERR) {
    return new StartError(
      `The disk that holds DATA_DIR does not take what is written to it (${error.message}): make sure that it is sound and has room, or choose another DATA_DIR.`,
    );
  }
  return error;
}
