import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Bench } from "./bench.ts";
import { requestsPerSecond } from "./http/load.ts";
import { importedLedger } from "./support/imported.ts";
import { say, wholes } from "./support/measure.ts";
import { startProduct } from "./support/product.ts";

/** Taken in turns, so that what else the machine does meets both. */
const ROUNDS = 4;
const ROUND_SECONDS = 4;

/** The page of a work, asked for as fast as answers come; and a bare Express route that answers the same bytes. */
export const httpBench: Bench = {
  name: "http",
  about: "GET /works/{workId} beside a bare Express route",
  async run(report) {
    const { directory, workIds } = await importedLedger();
    const product = await startProduct(directory);
    try {
      const paths = workIds.map((workId) => `/api/v1/works/${workId}`);
      const body = await (await fetch(`${product.url}${paths[0]}`)).text();
      const bare = await startBare(body);
      try {
        const own: number[] = [];
        const theirs: number[] = [];
        for (let round = 0; round < ROUNDS; round += 1) {
          own.push(await requestsPerSecond(product.url, paths, ROUND_SECONDS));
          theirs.push(await requestsPerSecond(bare.url, ["/"], ROUND_SECONDS));
          say(`${wholes(own.at(-1) ?? 0)} requests/s, bare Express ${wholes(theirs.at(-1) ?? 0)}`);
        }
        const [product_, express] = [Math.max(...own), Math.max(...theirs)];
        const beside = [{ of: "bare Express", value: express }];
        report({
          key: "http.work.requestsPerSecond",
          value: product_,
          unit: "requests/s",
          limits: beside,
        });
        report({ key: "http.work.shareOfBareExpress", value: product_ / express, unit: "of 1" });
      } finally {
        await bare.stop();
      }
    } finally {
      await product.stop();
    }
  },
};

async function startBare(body: string): Promise<{ url: string; stop(): Promise<void> }> {
  const program = join(import.meta.dirname, "http/bare.ts");
  const child = spawn(process.execPath, ["--import", "tsx", program], { stdio: ["pipe", "pipe", "inherit"] });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const ended = once(child, "close");
  child.stdin.end(body);
  for await (const url of createInterface({ input: child.stdout })) {
    return {
      url,
      async stop() {
        process.off("exit", kill);
        child.kill("SIGTERM");
        await ended;
      },
    };
  }
  throw new Error("the bare Express did not start");
}
