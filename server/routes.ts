import type { Logger } from "pino";
import { readers } from "./catalogue/readers.ts";
import type { Chain } from "./chain/connection.ts";
import type { Ledger } from "./chain/ledger.ts";
import { explainNode } from "./chain/node-error.ts";
import type { RelayerEvents } from "./chain/relayer/relayer.ts";
import type { Config } from "./config.ts";
import type { ContentStore } from "./content/store.ts";
import type { Database } from "./database/connection.ts";
import { readCursor } from "./database/cursor.ts";
import { explainOutage } from "./database/outage.ts";
import { agreementRoutes } from "./features/agreements/routes.ts";
import { agreementService } from "./features/agreements/service.ts";
import { authRoutes } from "./features/auth/routes.ts";
import { authService } from "./features/auth/service.ts";
import { catalogueRoutes } from "./features/catalogues/routes.ts";
import { catalogueRunner } from "./features/catalogues/runner.ts";
import { catalogueService } from "./features/catalogues/service.ts";
import { depositRoutes } from "./features/deposits/routes.ts";
import { documentEvents } from "./features/documents/events.ts";
import { documentHousekeeping } from "./features/documents/housekeeping.ts";
import { documentRoutes } from "./features/documents/routes.ts";
import { documentService } from "./features/documents/service.ts";
import { type HealthCheck, healthRoutes } from "./features/health/routes.ts";
import { institutionRoutes } from "./features/institutions/routes.ts";
import { networkRoutes } from "./features/network/routes.ts";
import { verifyRoutes } from "./features/verify/routes.ts";
import { workRoutes } from "./features/works/routes.ts";
import type { Route } from "./http/route.ts";
import { createMetrics, type GaugeSource, type Metrics } from "./metrics.ts";
import type { Reader } from "./reader.ts";
import type { Signal } from "./signal.ts";
import type { Worker } from "./worker.ts";

/** Every part of a running product. */
export interface Parts {
  readonly config: Config;
  readonly logger: Logger;
  readonly database: Database;
  readonly content: ContentStore;
  readonly chain: Chain;
  readonly ledger: Ledger;
  readonly reader: Reader;
  /** Wraps the keys of agreements; undefined where the gateway keeps none. */
  readonly masterKey: Uint8Array | undefined;
  /** What runs in the background, once it does. */
  readonly workers: ReadonlyMap<string, Worker>;
  readonly signals: {
    /** Something was accepted, or the relayer moved. */
    readonly accepted: Signal;
    /** The index moved. */
    readonly moved: Signal;
  };
}

export interface Composition {
  readonly routes: readonly Route[];
  readonly metrics: Metrics;
  readonly relayerEvents: RelayerEvents;
  /** Work beside the relayer's, a little at a time. @returns whether there is more */
  background(): Promise<boolean>;
}

/** The features, with what each of them needs. */
export function composeRoutes(parts: Parts, relayer: string): Composition {
  const { config, database, content, chain, ledger, reader, signals, masterKey } = parts;
  const { provider, chainId } = chain;
  const { accepted, moved } = signals;
  const documents = documentService({ database, ledger, content, provider, relayer, accepted });
  const catalogues = catalogueService({ database, content, documents, ledger, readers, moved });
  const runner = catalogueRunner({ database, chain, ledger });
  const housekeeping = documentHousekeeping(database);
  const auth = authService({ database, provider, chainId });
  const agreements = agreementService({ database, content, masterKey });
  const metrics = createMetrics(gauges(parts));
  const routes = [
    ...workRoutes({ database, reader, content }),
    ...verifyRoutes({ reader }),
    ...depositRoutes({ reader, ledger }),
    ...institutionRoutes({ reader }),
    ...documentRoutes({ documents, reader, moved }),
    ...catalogueRoutes({ catalogues, database, moved }),
    ...agreementRoutes({ agreements, auth }),
    ...authRoutes({ auth, publicUrl: config.publicUrl }),
    ...networkRoutes({ chain, ledger }),
    ...healthRoutes(checks(parts), metrics),
  ];
  return {
    routes,
    metrics,
    relayerEvents: both(documentEvents(), runner.events),
    background: async () => {
      const registering = await runner.round();
      return (await housekeeping()) || registering;
    },
  };
}

/** Two that hear the relayer's news, in the same transaction. */
function both(first: RelayerEvents, second: RelayerEvents): RelayerEvents {
  return {
    async mined(...news) {
      await first.mined(...news);
      await second.mined(...news);
    },
    async failed(...news) {
      await first.failed(...news);
      await second.failed(...news);
    },
  };
}

function checks({ database, content, chain, workers }: Parts): HealthCheck[] {
  return [
    {
      name: "chain",
      async check() {
        await chain.heads().catch((error: unknown) => {
          throw explainNode(error);
        });
      },
    },
    {
      name: "database",
      async check() {
        await readCursor(database.db).catch((error: unknown) => {
          throw explainOutage(error);
        });
      },
    },
    { name: "content", check: () => content.healthy() },
    ...["index", "relay"].map((name) => ({
      name,
      async check() {
        if (workers.get(name)?.healthy() === false)
          throw new Error("its last round failed; the log says why");
      },
    })),
  ];
}

function gauges({ database, chain, workers }: Parts): GaugeSource[] {
  return [
    ...["index", "relay"].map((name) => ({
      name: `ledger_${name}_here`,
      help: `1 in the one gateway on a database that does the ${name}'s work, 0 in the others.`,
      read: async () => (workers.get(name)?.active() ? 1 : 0),
    })),
    {
      name: "ledger_chain_block",
      help: "Newest block of the chain.",
      read: async () => (await chain.heads()).latest,
    },
    {
      name: "ledger_index_block",
      help: "Block up to which the index has come.",
      read: async () => (await readCursor(database.db))?.block ?? 0,
    },
    {
      name: "ledger_outbox_open",
      help: "Accepted documents that are not final on the chain yet.",
      async read() {
        const { open } = await database.db
          .selectFrom("outbox")
          .select((eb) => eb.fn.countAll<number>().as("open"))
          .where("state", "in", ["accepted", "sent", "mined"])
          .executeTakeFirstOrThrow();
        return Number(open);
      },
    },
  ];
}
