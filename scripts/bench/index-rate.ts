import { join } from "node:path";
import { type Chain, openChain } from "../../server/chain/connection.ts";
import { type Deployment, readDeployment } from "../../server/chain/deployment.ts";
import { eventReader, filterFor } from "../../server/chain/indexer/events.ts";
import { HANDLED_EVENTS } from "../../server/chain/indexer/handlers.ts";
import { createIndexer } from "../../server/chain/indexer/indexer.ts";
import { logSource } from "../../server/chain/indexer/source.ts";
import { openHeliaStore } from "../../server/content/helia.ts";
import type { Database } from "../../server/database/connection.ts";
import type { Bench } from "./bench.ts";
import { rowsOf, writeIndex } from "./import/sql.ts";
import { ponderEventsPerSecond } from "./ponder/run.ts";
import { onSqlite } from "./support/databases.ts";
import { importedLedger, temporaryFolder } from "./support/imported.ts";
import { say, timed, wholes } from "./support/measure.ts";
import { startProduct } from "./support/product.ts";

/**
 * The index made from block zero, of a chain with a catalogue on it. The chain is the running product's and is read
 * over HTTP by all: by the gateway's indexer, by its first half alone (logs read and decoded), and by Ponder. Neither
 * reads documents from IPFS here, since Ponder does not.
 */
export const indexBench: Bench = {
  name: "index",
  about: "the index of 20,000 works from block zero, beside Ponder's",
  async run(report) {
    const { directory } = await importedLedger();
    const { index } = await rowsOf(directory);
    const product = await startProduct(directory);
    const chain = await openChain({ rpcUrl: `${product.url}/rpc`, directory: "", confirmations: 0 });
    try {
      const deployment = await readDeployment(join(directory, "deployments"), chain.chainId);
      if (!deployment) throw new Error("the imported ledger has no record of its contracts");
      const reading = await timed(() => eventsOf(chain, deployment));
      const events = reading.result;
      const rate = (seconds: number): number => events / seconds;
      let own = 0;
      let sqlAlone = 0;
      await onSqlite(async (database) => {
        own = rate((await timed(() => indexAll(chain, deployment, database))).seconds);
      });
      await onSqlite(async (database) => {
        sqlAlone = rate((await timed(() => writeIndex(database, index))).seconds);
      });
      say(`${wholes(events)} events, ${wholes(own)} a second`);
      const parts = [
        { of: "logs read and decoded alone", value: rate(reading.seconds) },
        { of: "SQL alone", value: sqlAlone },
      ];
      report({ key: "index.eventsPerSecond", value: own, unit: "events/s", limits: parts });
      const ponder = await ponderEventsPerSecond({ rpcUrl: `${product.url}/rpc`, deployment, events });
      if (ponder === undefined) return say("Ponder is not measured: npm could not install it here");
      const aim = { of: "aim", value: 1.5 };
      const its = { of: "Ponder's events/s", value: ponder };
      report({ key: "index.timesPonder", value: own / ponder, unit: "times", limits: [aim, its] });
    } finally {
      await chain.close();
      await product.stop();
    }
  },
};

/** Reads and decodes everything that the indexer reads. @returns how many events there are */
async function eventsOf(chain: Chain, deployment: Deployment): Promise<number> {
  const source = logSource(chain.provider, filterFor(deployment.contracts, HANDLED_EVENTS));
  const read = eventReader(deployment.contracts);
  const { latest } = await chain.heads();
  let events = 0;
  for (let from = deployment.block; from <= latest; ) {
    const { logs, to } = await source.logs(from, latest);
    events += logs.filter((log) => read(log, 0) !== null).length;
    from = to + 1;
  }
  return events;
}

async function indexAll(chain: Chain, deployment: Deployment, database: Database): Promise<void> {
  const content = await openHeliaStore(temporaryFolder());
  const { latest } = await chain.heads();
  try {
    const indexer = createIndexer({ chain, deployment, database, content, last: latest });
    while (await indexer.step());
  } finally {
    await content.close();
  }
}
