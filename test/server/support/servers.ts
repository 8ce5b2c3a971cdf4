import { randomBytes } from "node:crypto";
import pg from "pg";

/**
 * Servers in the place of a test product's embedded parts, where the environment names them: TEST_DATABASE_URL a
 * PostgreSQL, on which each product gets a database of its own, and TEST_IPFS_API_URL a Kubo node, which all share.
 */

export interface TestServers {
  readonly variables: Readonly<Record<string, string>>;
  discard(): Promise<void>;
}

export async function testServers(): Promise<TestServers> {
  const { TEST_DATABASE_URL: server, TEST_IPFS_API_URL: ipfs } = process.env;
  const name = `test_${randomBytes(8).toString("hex")}`;
  if (server) await runSql(server, `create database ${name}`);
  return {
    variables: {
      ...(server && { DATABASE_URL: Object.assign(new URL(server), { pathname: name }).href }),
      ...(ipfs && { IPFS_API_URL: ipfs }),
    },
    async discard() {
      if (server) await runSql(server, `drop database ${name} with (force)`);
    },
  };
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
