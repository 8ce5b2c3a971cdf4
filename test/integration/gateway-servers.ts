import { newKuboNode } from "./kubo-daemon.ts";
import { startPostgres } from "./postgres-server.ts";

/** What Mocha starts before the gateway's own tests, so that they run on PostgreSQL and Kubo, and stops after them. */

const stops: (() => Promise<void>)[] = [];

export async function mochaGlobalSetup(): Promise<void> {
  const sqlServer = await startPostgres();
  stops.push(() => sqlServer.stop());
  const ipfs = await newKuboNode();
  stops.push(() => ipfs.remove());
  process.env.TEST_DATABASE_URL = await sqlServer.createDatabase();
  process.env.TEST_IPFS_API_URL = await ipfs.start();
}

export async function mochaGlobalTeardown(): Promise<void> {
  for (const stop of stops.splice(0).reverse()) await stop();
}
