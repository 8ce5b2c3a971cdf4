import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openChain } from "../../../../server/chain/connection.ts";
import {
  createIndexer,
  type Indexer,
  type IndexerOptions,
} from "../../../../server/chain/indexer/indexer.ts";
import type { Ledger } from "../../../../server/chain/ledger.ts";
import { encodeCanonicalJson } from "../../../../server/content/canonical.ts";
import { openHeliaStore } from "../../../../server/content/helia.ts";
import type { ContentStore } from "../../../../server/content/store.ts";
import type { Database } from "../../../../server/database/connection.ts";
import { dumpIndex, type NewPlace } from "../../database/support.ts";
import { type Anvil, startAnvil } from "../support/anvil.ts";
import { deployTestLedger } from "../support/ledger.ts";
import { createTimeline, type Timeline } from "../support/timeline.ts";

/** An index of its own, and the database it is in. */
export interface Index {
  readonly database: Database;
  readonly indexer: Indexer;
  /** Indexes until there is nothing more to do. */
  catchUp(): Promise<void>;
  dump(): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/** A real chain with the ledger on it, and a real content store. Each scenario starts from the same block. */
export interface IndexBench {
  readonly anvil: Anvil;
  readonly ledger: Ledger;
  readonly content: ContentStore;
  /** Digests of documents that the store has. */
  readonly digests: readonly string[];
  /** Takes the chain back to its beginning and begins another history. */
  begin(seed: number, digests?: readonly string[]): Promise<Timeline>;
  /** An empty index; closed with the scenario. */
  index(options?: Partial<IndexerOptions>): Promise<Index>;
  /** What an index holds that is made now, from nothing. */
  fresh(): Promise<Record<string, unknown>>;
  endScenario(): Promise<void>;
  close(): Promise<void>;
}

export async function openIndexBench(newPlace: NewPlace): Promise<IndexBench> {
  const anvil = await startAnvil();
  const ledger = await deployTestLedger(anvil.chain);
  const folder = await mkdtemp(join(tmpdir(), "index-bench-"));
  const content = await openHeliaStore(folder);
  const ids = await content.putMany(Array.from({ length: 8 }, (_, number) => documentNumbered(number)));
  const digests = ids.map(({ digest }) => digest);
  let snapshot = await anvil.rpc<string>("evm_snapshot");
  const open: Index[] = [];

  async function index(options: Partial<IndexerOptions> = {}): Promise<Index> {
    const place = await newPlace();
    const database = await place.open();
    // A connection remembers what was final, and a scenario begins with less.
    const chain = await openChain({ rpcUrl: anvil.url, directory: "", confirmations: 0 });
    const { deployment } = ledger;
    const indexer = createIndexer({ chain, deployment, database, content, ...options });
    const made: Index = {
      database,
      indexer,
      async catchUp() {
        while (await indexer.step());
      },
      dump: () => dumpIndex(database.db),
      async close() {
        await chain.close();
        await database.close();
        await place.discard();
      },
    };
    open.push(made);
    return made;
  }

  return {
    anvil,
    ledger,
    content,
    digests,
    async begin(seed, wanted = digests) {
      await anvil.rpc("evm_revert", snapshot);
      snapshot = await anvil.rpc("evm_snapshot");
      return createTimeline({ anvil, ledger, seed, digests: wanted });
    },
    index,
    async fresh() {
      const made = await index();
      await made.catchUp();
      return made.dump();
    },
    async endScenario() {
      for (const made of open.splice(0)) await made.close();
    },
    async close() {
      await content.close();
      await anvil.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A metadata document that says as much as one can. */
export function documentNumbered(number: number): Uint8Array {
  return encodeCanonicalJson({
    name: `題 ${number}`,
    originalTitle: `Title ${number}`,
    inLanguage: number % 2 === 0 ? "zh-Hant" : "en",
    genre: "poetry",
    author: [{ name: `詩人 ${number}` }],
    isbn: "9787101000016",
  });
}
