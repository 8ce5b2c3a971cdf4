import { existsSync } from "node:fs";
import pg from "pg";
import { type Database, openDatabase } from "../../../server/database/connection.ts";
import { fold } from "../../../server/domain/fold.ts";
import { startPostgres } from "../../../test/integration/postgres-server.ts";
import { temporaryFolder } from "./imported.ts";

/** Empty databases to measure on; whatever they held is gone afterwards. */

export async function onSqlite(work: (database: Database) => Promise<void>): Promise<void> {
  const database = await openDatabase({ directory: temporaryFolder(), fold });
  try {
    await work(database);
  } finally {
    await database.close();
  }
}

const SCHEMA = "ledger_bench";

/**
 * On a schema of its own on the server that DATABASE_URL names, or on a server that is started for it where PostgreSQL
 * is installed.
 * @returns false if there is neither
 */
export async function onPostgres(work: (database: Database, url: string) => Promise<void>): Promise<boolean> {
  const { DATABASE_URL: named } = process.env;
  if (named) {
    await inSchema(named, work);
    return true;
  }
  if (!existsSync("/usr/lib/postgresql")) return false;
  const server = await startPostgres();
  try {
    await inSchema(await server.createDatabase(), work);
  } finally {
    await server.stop();
  }
  return true;
}

async function inSchema(
  url: string,
  work: (database: Database, url: string) => Promise<void>,
): Promise<void> {
  await run(url, `drop schema if exists ${SCHEMA} cascade; create schema ${SCHEMA}`);
  try {
    const own = new URL(url);
    own.searchParams.set("options", `-c search_path=${SCHEMA}`);
    const database = await openDatabase({ databaseUrl: own.href, directory: "", fold });
    try {
      await work(database, own.href);
    } finally {
      await database.close();
    }
  } finally {
    await run(url, `drop schema if exists ${SCHEMA} cascade`);
  }
}

async function run(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
