import { createHash } from "node:crypto";
import pg from "pg";

/**
 * Servers in the place of a test product's embedded parts, where the environment names them: TEST_DATABASE_URL a
 * PostgreSQL, on which each data folder gets a database of its own, and TEST_IPFS_API_URL a Kubo node, which all share.
 */

export interface TestServers {
  readonly variables: Readonly<Record<string, string>>;
  discard(): Promise<void>;
}

const DUPLICATE_DATABASE = "42P04";
/** What a gateway with an embedded database makes for itself. */
const AGREEMENT_KEY = `0x${"a9".repeat(32)}`;

export async function testServers(dataDirectory: string): Promise<TestServers> {
  const { TEST_DATABASE_URL: server, TEST_IPFS_API_URL: ipfs } = process.env;
  const name = `test_${createHash("sha256").update(dataDirectory).digest("hex").slice(0, 16)}`;
  if (server) await createDatabase(server, name);
  return {
    variables: {
      ...(server && { DATABASE_URL: Object.assign(new URL(server), { pathname: name }).href, AGREEMENT_KEY }),
      ...(ipfs && { IPFS_API_URL: ipfs }),
    },
    async discard() {
      if (server) await runSql(server, `drop database ${name} with (force)`);
    },
  };
}

async function createDatabase(server: string, name: string): Promise<void> {
  try {
    await runSql(server, `create database ${name}`);
  } catch (error) {
    // A product that is started again on its folder finds what it left.
    if ((error as { code?: string }).code !== DUPLICATE_DATABASE) throw error;
  }
}

/** Runs SQL on a connection of its own. @returns the rows */
export async function runSql<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}
