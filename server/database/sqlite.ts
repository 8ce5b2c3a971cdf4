import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect as KyselyDialect,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
  type TransactionSettings,
} from "kysely";
import { StartError } from "./errors.ts";

const BUSY_MILLISECONDS = 5_000;
const CACHED_STATEMENTS = 256;
/** How long queries may follow each other before others have their turn. */
const TURN_MILLISECONDS = 10;
const PAGE_CACHE_KIB = 64 * 1024;

/** The one file of the embedded database; SQLite keeps its log beside it. */
export const SQLITE_FILE = "ledger.sqlite";

/**
 * Opens the database file in `directory`. A committed transaction is on disk before its commit returns:
 * write-ahead log, synchronous=FULL.
 * @throws StartError when the file cannot be opened or is not a database.
 */
export function openSqliteFile(directory: string, readOnly: boolean): DatabaseSync {
  const file = join(directory, SQLITE_FILE);
  try {
    const database = new DatabaseSync(file, { readOnly, timeout: BUSY_MILLISECONDS });
    if (!readOnly) database.exec("pragma journal_mode = wal; pragma synchronous = full");
    database.exec(
      `pragma foreign_keys = on; pragma cache_size = -${PAGE_CACHE_KIB}; pragma temp_store = memory`,
    );
    return database;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(
      `The database file ${file} cannot be opened (${reason}): check that it is readable, writable and not damaged, or choose another DATA_DIR.`,
    );
  }
}

/** Kysely's SQLite dialect over Node's own SQLite. Kysely hands the one connection to one task at a time. */
export function nodeSqliteDialect(database: DatabaseSync): KyselyDialect {
  const adapted = adapt(database);
  const base = new SqliteDialect({ database: adapted });
  return {
    createDriver: () => new ConsiderateDriver(database, adapted),
    createQueryCompiler: () => base.createQueryCompiler(),
    createAdapter: () => new TransactionalDdlAdapter(),
    createIntrospector: (db) => base.createIntrospector(db),
  };
}

class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/**
 * Takes the write lock when a transaction begins: one that starts by reading cannot fail half way as busy. And lets
 * the rest of the process have its turn: SQLite answers at once, so queries in a row would never let go of it.
 */
class ConsiderateDriver extends SqliteDriver {
  readonly #database: DatabaseSync;
  #connection: DatabaseConnection | undefined;
  #lastTurn = performance.now();

  constructor(database: DatabaseSync, adapted: SqliteDatabase) {
    super({ database: adapted });
    this.#database = database;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#connection) return this.#connection;
    const connection = await super.acquireConnection();
    this.#connection = {
      executeQuery: async (query) => {
        await this.#giveTurn();
        return connection.executeQuery(query);
      },
      streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
    };
    return this.#connection;
  }

  override async beginTransaction(
    connection: DatabaseConnection,
    settings?: TransactionSettings,
  ): Promise<void> {
    const begin = settings?.accessMode === "read only" ? "begin" : "begin immediate";
    await connection.executeQuery(CompiledQuery.raw(begin));
  }

  /** On some errors (a full disk) SQLite takes everything back by itself, and then there is nothing left to. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.isTransaction) await super.rollbackTransaction(connection);
  }

  async #giveTurn(): Promise<void> {
    if (performance.now() - this.#lastTurn < TURN_MILLISECONDS) return;
    await setImmediate();
    this.#lastTurn = performance.now();
  }
}

function adapt(database: DatabaseSync): SqliteDatabase {
  const cache = new Map<string, SqliteStatement>();
  return {
    close() {
      cache.clear();
      if (database.isOpen) database.close();
    },
    prepare(text) {
      const known = cache.get(text);
      const statement = known ?? adaptStatement(database, text);
      // Map keeps insertion order: putting a used statement last makes the first one the least recently used.
      cache.delete(text);
      cache.set(text, statement);
      if (cache.size > CACHED_STATEMENTS) cache.delete(cache.keys().next().value ?? "");
      return statement;
    },
  };
}

function adaptStatement(database: DatabaseSync, text: string): SqliteStatement {
  const statement = database.prepare(text);
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...values(parameters)),
    run: (parameters) => statement.run(...values(parameters)),
    iterate: (parameters) => statement.iterate(...values(parameters)),
  };
}

function values(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters as SQLInputValue[];
}
