import { join } from "node:path";
import { openEmbeddedChain } from "../../server/chain/embedded/chain.ts";
import { openContentStore } from "../../server/content/open.ts";
import { openDatabase } from "../../server/database/connection.ts";
import { fold } from "../../server/domain/fold.ts";
import type { Bench } from "./bench.ts";
import { importedLedger } from "./support/imported.ts";
import { say, timed } from "./support/measure.ts";
import { startProduct } from "./support/product.ts";

const STARTS = 3;

/** From the command to its address, on a data folder with a catalogue in it; and what its parts take alone. */
export const startBench: Bench = {
  name: "start",
  about: "a start on a data folder that holds 20,000 works",
  async run(report) {
    const { directory } = await importedLedger();
    const seconds: number[] = [];
    for (let start = 0; start < STARTS; start += 1) {
      const product = await startProduct(directory);
      await product.stop();
      seconds.push(product.seconds);
      say(`ready after ${product.seconds.toFixed(1)} s`);
    }
    const database = await secondsOf(() => openDatabase({ directory: join(directory, "database"), fold }));
    const content = await secondsOf(() => openContentStore({ directory: join(directory, "content") }));
    const chain = await secondsOf(() => openEmbeddedChain({ directory: join(directory, "chain") }));
    report({
      key: "start.warmSeconds",
      value: Math.min(...seconds),
      unit: "s",
      limits: [
        { of: "chain replayed alone", value: chain },
        { of: "database opened alone", value: database },
        { of: "content store opened alone", value: content },
        { of: `slowest of ${STARTS}`, value: Math.max(...seconds) },
      ],
    });
  },
};

async function secondsOf(open: () => Promise<{ close(): Promise<void> }>): Promise<number> {
  const { seconds, result } = await timed(open);
  await result.close();
  return seconds;
}
