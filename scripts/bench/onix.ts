import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onixReader } from "../../server/catalogue/onix.ts";
import type { Bench } from "./bench.ts";
import type { IntakeState } from "./onix/intake.ts";
import { onixMessage } from "./onix/message.ts";
import { temporaryFolder } from "./support/imported.ts";
import { say, timed, wholes } from "./support/measure.ts";

const PRODUCTS = 1_000_000;
/** Enough to know the reader's speed. */
const READ_ALONE = 50_000;
const MOST_MB = 400;

/** One ONIX message of a million products through the reader and the intake's records, in a process of its own. */
export const onixBench: Bench = {
  name: "onix",
  about: `an ONIX message of ${wholes(PRODUCTS)} products through reader and intake`,
  async run(report) {
    const products = Number(process.env.BENCH_PRODUCTS || PRODUCTS);
    const { seconds: readSeconds } = await timed(() => readAlone(Math.min(READ_ALONE, products)));
    const readerAlone = { of: "reader alone", value: Math.min(READ_ALONE, products) / readSeconds };
    const { seconds, result: states } = await timed(() => intakeOf(products));
    const [last, tenth] = [states.at(-1), states.find(({ received }) => received >= products / 10)];
    if (last?.pending !== products) throw new Error(`of ${products} products ${last?.pending} were taken`);
    report({
      key: "onix.million.recordsPerSecond",
      value: products / seconds,
      unit: "records/s",
      limits: [readerAlone],
    });
    report({
      key: "onix.million.rssMB",
      value: last.peakMB,
      unit: "MB",
      limits: [
        { of: "budget", value: MOST_MB },
        { of: "held after a tenth", value: tenth?.rssMB ?? 0 },
        { of: "held at the end", value: last.rssMB },
      ],
    });
  },
};

async function readAlone(products: number): Promise<void> {
  const defaults = { issuer: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" };
  for await (const { reading } of onixReader(onixMessage(products), defaults)) {
    if (!reading.work && reading.skipped) throw new Error("a product of the message was skipped");
  }
}

async function intakeOf(products: number): Promise<IntakeState[]> {
  const program = join(import.meta.dirname, "onix/intake.ts");
  const child = spawn(
    process.execPath,
    ["--max-semi-space-size=8", "--import", "tsx", program, String(products), temporaryFolder()],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const states: IntakeState[] = [];
  const ended = once(child, "close");
  for await (const line of createInterface({ input: child.stdout })) {
    const state = JSON.parse(line) as IntakeState;
    states.push(state);
    say(`${wholes(state.received)} records in, ${wholes(state.rssMB)} MB`);
  }
  const [code] = (await ended) as [number | null];
  process.off("exit", kill);
  if (code !== 0) throw new Error(`the intake ended with code ${code}`);
  return states;
}
