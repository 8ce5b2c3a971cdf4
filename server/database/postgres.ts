import { CompiledQuery, type Dialect as KyselyDialect, PostgresDialect } from "kysely";
import pg from "pg";
import { StartError } from "./errors.ts";

const CONNECT_MILLISECONDS = 5_000;
const STATEMENT_MILLISECONDS = 30_000;
const POOL_SIZE = 10;
const INT8 = 20;

/** Positions and counts fit 53 bits: numbers, as SQLite gives them. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`the database holds ${text}, which exceeds 53 bits`);
  return value;
}

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: "text" | "binary" = "text") =>
    oid === INT8 && format === "text"
      ? parseInt8
      : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/** What a connection needs to know; the password stays inside. */
export function postgresConfig(databaseUrl: string): pg.ClientConfig {
  placeOf(databaseUrl);
  return {
    connectionString: databaseUrl,
    application_name: "copyright-ledger",
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    keepAlive: true,
    types,
  };
}

/** The pool behind all queries. `onLost` hears of connections lost while no query was under way on them. */
export function postgresPool(databaseUrl: string, onLost: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({ ...postgresConfig(databaseUrl), max: POOL_SIZE });
  // Told of by the connection too, which between two queries of a transaction has no other listener.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => void client.on("error", onLost));
  return pool;
}

const SESSION = `select set_config('statement_timeout', '${STATEMENT_MILLISECONDS}', false),
  set_config('jit', 'off', false), set_config('timezone', 'UTC', false)`;

/**
 * Settings are made by statements, not start-up parameters, which poolers refuse. Just-in-time compilation
 * costs more than any of these short queries.
 */
export function nodePostgresDialect(pool: pg.Pool): KyselyDialect {
  return new PostgresDialect({
    pool,
    onCreateConnection: async (connection) => {
      await connection.executeQuery(CompiledQuery.raw(SESSION));
    },
  });
}

/**
 * Makes sure that a server answers and keeps text as UTF-8.
 * @throws StartError naming DATABASE_URL, never its password.
 */
export async function checkPostgres(pool: pg.Pool, databaseUrl: string): Promise<void> {
  const place = placeOf(databaseUrl);
  const encoding = await pool
    .query<{ encoding: string }>("select current_setting('server_encoding') as encoding")
    .then(({ rows }) => rows[0]?.encoding)
    .catch((error: unknown) => {
      throw new StartError(`DATABASE_URL names ${place}, ${reasonOf(error)}`);
    });
  if (encoding !== "UTF8") {
    throw new StartError(
      `DATABASE_URL names ${place}, whose encoding is ${encoding}: create the database with encoding UTF8.`,
    );
  }
}

function placeOf(databaseUrl: string): string {
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : undefined;
  const name = url?.pathname.slice(1);
  if (!url || !["postgres:", "postgresql:"].includes(url.protocol) || !name) {
    throw new StartError("DATABASE_URL must look like postgres://user:password@host:5432/database.");
  }
  const host = url.searchParams.get("host") ?? (url.hostname || "localhost");
  return `the database "${decodeURIComponent(name)}" at ${host}:${url.port || 5432}`;
}

const REMEDY = "correct DATABASE_URL, or unset it to use the embedded database";

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  switch (code) {
    case "3D000":
      return `which does not exist there: create it, ${REMEDY}.`;
    case "28000":
    case "28P01":
      return `which refuses this user or password: ${REMEDY}.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `a host that cannot be found: ${REMEDY}.`;
    default:
      return `which cannot be reached (${code || messageOf(error)}): start PostgreSQL there, ${REMEDY}.`;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
