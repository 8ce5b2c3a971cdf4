import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Wallet } from "ethers";
import { pino } from "pino";
import { createApp, startingApp } from "./app.ts";
import { type Chain, openChain } from "./chain/connection.ts";
import { checkDeployment, type Deployment, deployAndRecord, readDeployment } from "./chain/deployment.ts";
import { createIndexer } from "./chain/indexer/indexer.ts";
import { connectLedger } from "./chain/ledger.ts";
import { createRelayer } from "./chain/relayer/relayer.ts";
import type { Config } from "./config.ts";
import { openContentStore } from "./content/open.ts";
import { type Database, openDatabase } from "./database/connection.ts";
import { readCursor } from "./database/cursor.ts";
import { StartError } from "./database/errors.ts";
import { lockFolder } from "./database/folder-lock.ts";
import { fold } from "./domain/fold.ts";
import { masterKey } from "./features/agreements/master-key.ts";
import { answerClientError } from "./http/client-error.ts";
import { createReader } from "./reader.ts";
import { composeRoutes } from "./routes.ts";
import { createSignal } from "./signal.ts";
import { startWorker, type Worker } from "./worker.ts";

/** The composition root: opens every part, wires them, and closes them in the reverse order. */

export interface Product {
  readonly url: string;
  close(): Promise<void>;
}

export interface StartOptions {
  /** Follows long work at the start. */
  readonly onProgress?: (text: string) => void;
  readonly webDirectory?: string;
}

/** @throws StartError, JournalError or ContentError: one sentence that says what to do */
export async function startProduct(config: Config, options: StartOptions = {}): Promise<Product> {
  const closers: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const url = await open(config, options, closers);
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(
  config: Config,
  { onProgress, webDirectory }: StartOptions,
  closers: (() => Promise<void> | void)[],
): Promise<string> {
  const logger = pino({ level: config.logLevel });
  // The port first: what is refused at once should not cost a start.
  const server = createServer(startingApp()).on("clientError", answerClientError);
  closers.push(() => closeServer(server));
  await listen(server, config);
  const folder = lockFolder(config.dataDirectory);
  closers.push(() => folder.release());

  const database = await openDatabase({
    databaseUrl: config.databaseUrl,
    directory: join(config.dataDirectory, "database"),
    fold,
    logger,
  });
  closers.push(() => database.close());
  const content = await openContentStore({
    ipfsApiUrl: config.ipfsApiUrl,
    directory: join(config.dataDirectory, "content"),
    logger,
  });
  closers.push(() => content.close());
  const chain = await openChain({
    rpcUrl: config.rpcUrl,
    directory: join(config.dataDirectory, "chain"),
    confirmations: config.confirmations,
    logger,
    onReplay: (done, total) => {
      if (done === total || done % 1000 === 0) onProgress?.(`replaying the chain: ${done} of ${total}`);
    },
  });
  closers.push(() => chain.close());

  const wallet = relayerWallet(config, chain);
  const deployment = await deploymentFor(config, chain, wallet, onProgress);
  const ledger = connectLedger(deployment, chain.provider);
  const reader = createReader(database, chain, ledger);
  const signals = { accepted: createSignal(), moved: createSignal() };
  const workers = new Map<string, Worker>();
  const parts = {
    ...{ config, logger, database, content, chain, ledger, reader, signals, workers },
    masterKey: await masterKey(config),
  };
  const { routes, metrics, relayerEvents, background } = composeRoutes(parts, wallet.address);

  const indexer = createIndexer({ chain, deployment, database, content, logger });
  const relayer = createRelayer({ chain, wallet, database, events: relayerEvents, logger });
  const idleMilliseconds = chain.embedded ? 250 : 1_000;
  const sayHowFar = catchingUp(database, onProgress);
  let starting = true;
  const indexing = startWorker({
    name: "index",
    locks: database.locks,
    wake: signals.accepted,
    idleMilliseconds,
    logger,
    async round() {
      const moved = await indexer.step();
      await reader.refresh();
      if (moved) signals.moved.notify();
      if (starting) await sayHowFar();
      return moved;
    },
  });
  workers.set("index", indexing);
  closers.push(() => indexing.stop());
  // What was acknowledged before a crash is to be there when the first request comes.
  await indexing.caughtUp;
  starting = false;
  const relaying = startWorker({
    name: "relay",
    locks: database.locks,
    wake: signals.accepted,
    idleMilliseconds,
    logger,
    begin: () => relayer.begin(),
    async round() {
      const moved = await relayer.round();
      const more = await background();
      if (moved || more) signals.moved.notify();
      if (moved) signals.accepted.notify();
      return moved || more;
    },
  });
  workers.set("relay", relaying);
  closers.push(() => relaying.stop());

  const app = createApp({
    routes,
    metrics,
    logger,
    embedded: chain.embedded,
    webDirectory: webDirectory && existsSync(join(webDirectory, "index.html")) ? webDirectory : undefined,
    requestsPerMinute: config.requestsPerMinute,
  });
  server.removeAllListeners("request");
  server.on("request", app);
  // Whoever comes while the rest is closing should not meet half a product.
  closers.push(() => closeServer(server));
  return `http://${hostIn(config.host)}:${(server.address() as AddressInfo).port}`;
}

const PROGRESS_MILLISECONDS = 3_000;

/** Says now and then how far the index has come, for as long as the start waits for it. */
function catchingUp(
  database: Database,
  onProgress: ((text: string) => void) | undefined,
): () => Promise<void> {
  let saidAt = Date.now();
  return async () => {
    if (Date.now() - saidAt < PROGRESS_MILLISECONDS) return;
    saidAt = Date.now();
    const cursor = await readCursor(database.db);
    if (cursor) onProgress?.(`indexing the chain: block ${cursor.block}`);
  };
}

function relayerWallet(config: Config, chain: Chain): Wallet {
  const operator = chain.embedded?.accounts.find(({ role }) => role === "operator");
  const key = config.relayerKey ?? operator?.privateKey;
  if (!key)
    throw new StartError("RELAYER_KEY is not set: it is the key of the account that submits documents.");
  return new Wallet(key, chain.provider);
}

async function deploymentFor(
  config: Config,
  chain: Chain,
  wallet: Wallet,
  onProgress: ((text: string) => void) | undefined,
): Promise<Deployment> {
  const { deploymentsDirectory } = config;
  const known = await readDeployment(deploymentsDirectory, chain.chainId);
  if (known) {
    await explained(checkDeployment(known, chain.provider));
    return known;
  }
  if (!chain.embedded) {
    throw new StartError(
      `The ledger is not deployed on chain ${chain.chainId}, as far as ${deploymentsDirectory} tells: run npm run deploy ` +
        "with RPC_URL and DEPLOYER_KEY, or point DEPLOYMENTS_DIR at the folder of its record.",
    );
  }
  onProgress?.("deploying the contracts on the embedded chain");
  return deployAndRecord(deploymentsDirectory, wallet, {
    administrator: wallet.address,
    administratorDelay: 0,
    accreditors: [wallet.address],
  });
}

async function explained(check: Promise<void>): Promise<void> {
  try {
    await check;
  } catch (error) {
    throw new StartError(error instanceof Error ? error.message : String(error));
  }
}

function listen(server: Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") {
        reject(
          new StartError(
            `Port ${port} is taken: stop what listens there, or choose another PORT (0 picks a free one).`,
          ),
        );
      } else if (error.code === "EACCES") {
        reject(
          new StartError(`Port ${port} needs more rights than this process has: choose a PORT above 1023.`),
        );
      } else reject(new StartError(`HOST ${host} cannot be listened on (${error.message}): correct HOST.`));
    });
    server.listen(port, host, () => resolve());
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function hostIn(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
