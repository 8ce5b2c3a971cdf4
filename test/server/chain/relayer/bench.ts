import { setTimeout as pause } from "node:timers/promises";
import { Wallet } from "ethers";
import { type Chain, openChain } from "../../../../server/chain/connection.ts";
import type { RawLog } from "../../../../server/chain/indexer/events.ts";
import { createIndexer } from "../../../../server/chain/indexer/indexer.ts";
import type { Ledger } from "../../../../server/chain/ledger.ts";
import { enqueue, type OutboxRow } from "../../../../server/chain/relayer/outbox.ts";
import { createRelayer, type Relayer } from "../../../../server/chain/relayer/relayer.ts";
import type { ContentStore } from "../../../../server/content/store.ts";
import type { Database } from "../../../../server/database/connection.ts";
import type { NewPlace } from "../../database/support.ts";
import { type Anvil, type AnvilOptions, startAnvil } from "../support/anvil.ts";
import {
  addressOf,
  deployTestLedger,
  keyOf,
  type Role,
  type SignedDocument,
  signDocument,
} from "../support/ledger.ts";
import { type RpcProxy, startProxy } from "../support/proxy.ts";

/** A real chain behind a proxy that can fail, and an outbox for each scenario. */
export interface RelayBench {
  readonly anvil: Anvil;
  readonly proxy: RpcProxy;
  readonly ledger: Ledger;
  /** An empty outbox; closed with the scenario. */
  begin(): Promise<Outbox>;
  endScenario(): Promise<void>;
  close(): Promise<void>;
}

export interface Outbox {
  readonly database: Database;
  /** What the relayer told of, in order: "mined 3", "failed 4 nonce-spent", by sequence. */
  readonly told: string[];
  readonly warnings: string[];
  /** Seconds by which the relayer's clock, which stands still by itself, is ahead of the outbox's beginning. */
  ahead: number;
  /** Whether writing what has become of a document fails. */
  fails: boolean;
  /** A registration that nobody has seen yet, or of this fingerprint. */
  registration(fingerprint?: string): Promise<SignedDocument>;
  /** @returns their sequences */
  accept(...documents: readonly SignedDocument[]): Promise<number[]>;
  /** A relayer that has just started, with the account of this role. */
  relayer(role?: Role): Promise<Relayer>;
  /** Lets a relayer work until nothing moves any more. */
  run(relayer: Relayer): Promise<void>;
  rows(): Promise<OutboxRow[]>;
  states(): Promise<string[]>;
  /** Brings the index up to date. */
  index(): Promise<void>;
  /** How often each document was executed, by its id. */
  executions(...documents: readonly SignedDocument[]): Promise<number[]>;
}

/** How long a test may wait for a chain, in milliseconds. */
const PATIENCE = 30_000;

let works = 0;

export async function openRelayBench(newPlace: NewPlace, options: AnvilOptions = {}): Promise<RelayBench> {
  const anvil = await startAnvil(options);
  const ledger = await deployTestLedger(anvil.chain);
  const proxy = await startProxy(anvil.url);
  let chain: Chain | undefined;
  let discard = async (): Promise<void> => {};

  async function begin(): Promise<Outbox> {
    await anvil.rpc("evm_setAutomine", true);
    proxy.intercept = null;
    proxy.asked.length = 0;
    const place = await newPlace();
    const database = await place.open();
    chain = await openChain({ rpcUrl: proxy.url, directory: "", confirmations: 0 });
    discard = async () => {
      await database.close();
      await place.discard();
    };
    return outboxOn(chain, ledger, database);
  }

  return {
    anvil,
    proxy,
    ledger,
    begin,
    async endScenario() {
      await chain?.close();
      await discard();
    },
    async close() {
      await proxy.stop();
      await anvil.stop();
    },
  };
}

/** An outbox in a database, for a ledger on any chain. */
export function outboxOn(chain: Chain, ledger: Ledger, database: Database): Outbox {
  const told: string[] = [];
  const warnings: string[] = [];
  const nothing = { has: async () => false, get: async () => null } as unknown as ContentStore;
  const { deployment } = ledger;
  const indexer = createIndexer({ chain, deployment, database, content: nothing });
  const beganAt = Math.floor(Date.now() / 1000);
  const outbox: Outbox = {
    database,
    told,
    warnings,
    ahead: 0,
    fails: false,
    registration: (fingerprint) => registrationOf(ledger, fingerprint),
    accept: (...documents) =>
      database.db.transaction().execute(async (trx) => {
        const sequences: number[] = [];
        for (const { id, to, data } of documents) {
          sequences.push(await enqueue(trx, { documentId: id, target: to, calldata: data }));
        }
        return sequences;
      }),
    async relayer(role = "operator") {
      const relayer = createRelayer({
        chain,
        wallet: new Wallet(keyOf(role), chain.provider),
        database,
        events: {
          async mined(_trx, { sequence }) {
            if (outbox.fails) throw new Error("the disk is full");
            told.push(`mined ${sequence}`);
          },
          failed: async (_trx, { sequence }, { code }) => void told.push(`failed ${sequence} ${code}`),
        },
        logger: { warn: (_details, message) => void warnings.push(message) },
        wallClock: () => beganAt + outbox.ahead,
      });
      await relayer.begin();
      return relayer;
    },
    run: (relayer) => runOut(relayer, chain),
    rows: () => database.db.selectFrom("outbox").selectAll().orderBy("sequence").execute(),
    states: async () => (await outbox.rows()).map(({ state }) => state),
    async index() {
      while (await indexer.step());
    },
    executions: (...documents) => executionsOf(chain, ledger, documents),
  };
  return outbox;
}

async function registrationOf(ledger: Ledger, fingerprint?: string): Promise<SignedDocument> {
  works += 1;
  const number = `0x${works.toString(16).padStart(64, "0")}`;
  const work = {
    ...{ title: `詩 ${works}`, fingerprint: fingerprint ?? number, metadata: number },
    ...{ legalClass: "written", tradeClass: "P03", protectedUntil: "unknown" },
  };
  const message = { registrant: addressOf("publisher"), work, coOwners: [], derivedFrom: [] };
  return signDocument(ledger, {
    type: "Registration",
    signer: "publisher",
    message,
    nonce: String(works),
  });
}

async function executionsOf(
  { provider }: Chain,
  { works: registry }: Ledger,
  documents: readonly SignedDocument[],
): Promise<number[]> {
  const { topicHash } = registry.interface.getEvent("DocumentExecuted");
  const filter = { fromBlock: "0x0", toBlock: "latest", topics: [topicHash] };
  const logs = (await provider.send("eth_getLogs", [filter])) as RawLog[];
  return documents.map(({ id }) => logs.filter(({ topics }) => topics[1] === id).length);
}

/** Rounds until nothing moves any more, and the chain has mined what it mines by itself. */
async function runOut(relayer: Relayer, { provider, embedded }: Chain): Promise<void> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(5)) {
    while (await relayer.round());
    if (embedded || !(await provider.send("anvil_getAutomine", []))) return;
    const { pending } = (await provider.send("txpool_status", [])) as { pending: string };
    if (Number(pending) === 0 && !(await relayer.round())) return;
  }
  throw new Error("the chain does not mine what the relayer has sent");
}
