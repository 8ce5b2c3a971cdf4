import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { JsonRpcProvider } from "ethers";
import { after } from "mocha";
import { readConfig } from "../../../server/config.ts";
import { startProduct } from "../../../server/main.ts";
import { type Api, apiAt } from "./api.ts";
import { testServers } from "./servers.ts";

/** How long a test may wait for the product, in milliseconds. */
export const PATIENCE = 120_000;

/**
 * The real product in this process: embedded chain, SQLite and IPFS store in a folder of its own, or PostgreSQL and
 * Kubo where the environment says so.
 */
export interface TestProduct {
  readonly url: string;
  /** Below /api/v1. */
  readonly api: Api;
  /** Below the address itself. */
  readonly root: Api;
  readonly dataDirectory: string;
  /** Of its PostgreSQL; undefined where SQLite is in its folder. */
  readonly databaseUrl: string | undefined;
  /** The embedded chain, over the product's own JSON-RPC. */
  readonly chain: JsonRpcProvider;
  stop(): Promise<void>;
}

/** Starts a product with these variables of the environment beside a free port and an empty folder. */
export async function startTestProduct(
  variables: Readonly<Record<string, string>> = {},
): Promise<TestProduct> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "ledger-gateway-"));
  const servers = await testServers(variables.DATA_DIR ?? dataDirectory);
  const discard = async (): Promise<void> => {
    // A folder that the test has given is the test's, with all that belongs to it.
    if (!variables.DATA_DIR) await servers.discard();
    await rm(dataDirectory, { recursive: true, force: true });
  };
  const config = readConfig({
    PORT: "0",
    DATA_DIR: dataDirectory,
    REQUESTS_PER_MINUTE: "1000000",
    LOG_LEVEL: "silent",
    ...servers.variables,
    ...variables,
  });
  const product = await startProduct(config).catch(async (error: unknown) => {
    await discard();
    throw error;
  });
  const options = { cacheTimeout: -1, pollingInterval: 50 };
  const chain = new JsonRpcProvider(`${product.url}/rpc`, undefined, options);
  return {
    url: product.url,
    api: apiAt(`${product.url}/api/v1`),
    root: apiAt(product.url),
    dataDirectory,
    databaseUrl: config.databaseUrl,
    chain,
    async stop() {
      chain.destroy();
      await product.close();
      await discard();
    },
  };
}

let shared: Promise<TestProduct> | undefined;

/** One product for all tests that need nothing of their own but their works and accounts. */
export function theProduct(): Promise<TestProduct> {
  shared ??= startTestProduct();
  return shared;
}

after(async () => {
  await (await shared)?.stop();
});
