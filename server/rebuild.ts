import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { type Chain, openChain } from "./chain/connection.ts";
import { checkDeployment, type Deployment, readDeployment } from "./chain/deployment.ts";
import { type Difference, differences } from "./chain/indexer/comparison.ts";
import { createIndexer } from "./chain/indexer/indexer.ts";
import type { Config } from "./config.ts";
import { openContentStore } from "./content/open.ts";
import type { ContentStore } from "./content/store.ts";
import { type Database, openDatabase } from "./database/connection.ts";
import { type Cursor, clearIndex, readCursor } from "./database/cursor.ts";
import { StartError } from "./database/errors.ts";
import { lockFolder } from "./database/folder-lock.ts";
import { fold } from "./domain/fold.ts";

/** Makes the index anew from block zero: to replace the live one, or beside it, to see whether they are the same. */

/** What an index is made of. */
interface Sources {
  readonly chain: Chain;
  readonly content: ContentStore;
  readonly deployment: Deployment;
  readonly database: Database;
}

type Progress = (text: string) => void;

/**
 * Rebuilds the index in a second database and compares.
 * @param onDifference told of each row that is not the same
 * @returns at which block they were compared, and how many rows differ
 * @throws StartError in one sentence that says what to do
 */
export function checkIndex(
  config: Config,
  onProgress: Progress,
  onDifference: (difference: Difference) => void,
): Promise<{ block: number; count: number }> {
  return withSources(config, onProgress, (sources) =>
    // One snapshot of the live index from beginning to end, for a gateway may be moving it.
    sources.database.read(async (live) => {
      const cursor = await readCursor(live);
      if (!cursor) throw new StartError("The index is empty: start the product, and check when it is ready.");
      return withSecondDatabase(config, async (second) => {
        await indexUpTo({ ...sources, database: second }, cursor, onProgress);
        let count = 0;
        await second.read(async (rebuilt) => {
          for await (const difference of differences(live, rebuilt, second.dialect)) {
            count += 1;
            onDifference(difference);
          }
        });
        return { block: cursor.block, count };
      });
    }),
  );
}

/**
 * Empties the live index and makes it anew. A gateway that is indexing on the same database does that by itself once
 * its index is empty; then this only follows it.
 * @returns up to which block
 */
export function rebuildIndex(config: Config, onProgress: Progress): Promise<number> {
  return withSources(config, onProgress, async (sources) => {
    const { database, chain } = sources;
    const lock = await database.locks.tryAcquire("index");
    try {
      await database.db.transaction().execute(async (trx) => {
        // The cursor first: whoever is indexing cannot commit any more what it has begun.
        await trx.deleteFrom("cursor").execute();
        await clearIndex(trx, database);
      });
      const { latest } = await chain.heads();
      const indexer = lock && createIndexer({ ...sources, last: latest });
      for (;;) {
        const moved = await indexer?.step();
        const block = (await readCursor(database.db))?.block ?? -1;
        if (block >= latest) return block;
        onProgress(`indexing the chain: block ${Math.max(block, 0)} of ${latest}`);
        if (!moved) await new Promise((resolve) => setTimeout(resolve, 500));
      }
    } finally {
      await lock?.release();
    }
  });
}

async function indexUpTo(sources: Sources, wanted: Cursor, onProgress: Progress): Promise<void> {
  const { chain, database } = sources;
  if ((await chain.heads()).latest < wanted.block) {
    throw new StartError(
      `The index is at block ${wanted.block} and the node has not come there yet: check again when it has.`,
    );
  }
  const indexer = createIndexer({ ...sources, last: wanted.block });
  for (;;) {
    const moved = await indexer.step();
    const reached = await readCursor(database.db);
    if (reached) onProgress(`indexing the chain: block ${reached.block} of ${wanted.block}`);
    if (reached?.block_hash === wanted.block_hash) return;
    if (!moved || reached?.block === wanted.block) {
      throw new StartError(
        `The chain no longer has the block that the index is at (${wanted.block}): check again when a gateway has ` +
          "brought the index to where the chain is.",
      );
    }
  }
}

async function withSources<T>(
  config: Config,
  onProgress: Progress,
  work: (sources: Sources) => Promise<T>,
): Promise<T> {
  await using stack = new AsyncDisposableStack();
  const { rpcUrl, databaseUrl, ipfsApiUrl, dataDirectory } = config;
  // The embedded parts are one process's; with servers in the place of all of them a gateway may be running.
  if (!rpcUrl || !databaseUrl || !ipfsApiUrl) {
    const folder = lockFolder(dataDirectory);
    stack.defer(() => folder.release());
  }
  const database = await openDatabase({ databaseUrl, directory: join(dataDirectory, "database"), fold });
  stack.defer(() => database.close());
  const content = await openContentStore({ ipfsApiUrl, directory: join(dataDirectory, "content") });
  stack.defer(() => content.close());
  const chain = await openChain({
    ...{ rpcUrl, directory: join(dataDirectory, "chain"), confirmations: config.confirmations },
    onReplay: (done, total) => onProgress(`replaying the chain: ${done} of ${total}`),
  });
  stack.defer(() => chain.close());
  const deployment = await readDeployment(config.deploymentsDirectory, chain.chainId);
  if (!deployment) {
    throw new StartError(
      `${config.deploymentsDirectory} has no record of a ledger on chain ${chain.chainId}, so there is no index of ` +
        "one: check DATA_DIR, DEPLOYMENTS_DIR and RPC_URL.",
    );
  }
  await checkDeployment(deployment, chain.provider);
  // Awaited here: everything is closed when this returns.
  return await work({ chain, content, deployment, database });
}

const SCHEMA = "ledger_index_check";

/** A schema of its own beside the live one in PostgreSQL, or a temporary folder. */
async function withSecondDatabase<T>(
  { databaseUrl }: Config,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  await using stack = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), "ledger-index-check-"));
  stack.defer(() => rm(directory, { recursive: true, force: true }));
  if (!databaseUrl) {
    const database = await openDatabase({ directory, fold });
    stack.defer(() => database.close());
    return await work(database);
  }
  const live = await openDatabase({ databaseUrl, directory, fold });
  stack.defer(() => live.close());
  const drop = () => sql`drop schema if exists ${sql.id(SCHEMA)} cascade`.execute(live.db);
  const lock = await live.locks.tryAcquire(SCHEMA);
  if (!lock) throw new StartError("The index is being checked already: wait for that check to end.");
  stack.defer(() => lock.release());
  await drop();
  await sql`create schema ${sql.id(SCHEMA)}`.execute(live.db).catch((error: Error) => {
    throw new StartError(
      `No second index can be made beside the live one (${error.message}): let the user in DATABASE_URL create schemas.`,
    );
  });
  stack.defer(async () => void (await drop()));
  const url = new URL(databaseUrl);
  url.searchParams.set("options", `-c search_path=${SCHEMA}`);
  const database = await openDatabase({ databaseUrl: url.href, directory, fold });
  stack.defer(() => database.close());
  return await work(database);
}
