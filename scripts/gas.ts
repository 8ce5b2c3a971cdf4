import { readFile, writeFile } from "node:fs/promises";
import { type GasFigure, measureGas } from "./bench/gas/measure.ts";

/**
 * Measures what each act on the ledger costs and writes the figures to the snapshot, or with `--check` compares them
 * with it: it prints every difference and every figure over its budget, and ends with 1 if there is one.
 */

const snapshot = new URL("../test/contracts/gas-snapshot.json", import.meta.url);

type Snapshot = Record<string, number>;

function asSnapshot(figures: readonly GasFigure[]): Snapshot {
  return Object.fromEntries(
    figures.flatMap(({ key, relayed, direct }) => [
      [key, relayed],
      [`${key}.direct`, direct],
    ]),
  );
}

/** One line for each act that costs more than it may. */
function overruns(figures: readonly GasFigure[]): string[] {
  return figures.flatMap(({ key, relayed, budget }) =>
    budget !== undefined && relayed > budget ? [`${key}: ${relayed}, over its budget of ${budget}`] : [],
  );
}

/** One line for each figure that is not what the snapshot says. */
function differences(before: Snapshot, after: Snapshot): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys
    .filter((key) => before[key] !== after[key])
    .map((key) => `${key}: ${before[key] ?? "none"} in the snapshot, now ${after[key] ?? "none"}`);
}

const [option, ...others] = process.argv.slice(2);
if (others.length > 0 || (option !== undefined && option !== "--check")) {
  process.stderr.write("usage: npm run gas [-- --check]\n");
  process.exit(2);
}

const measured = await measureGas();
const figures = asSnapshot(measured);
if (option === "--check") {
  const changed = differences(JSON.parse(await readFile(snapshot, "utf8")) as Snapshot, figures);
  const over = overruns(measured);
  for (const line of [...changed, ...over]) process.stdout.write(`${line}\n`);
  if (changed.length > 0) {
    process.stdout.write("The gas snapshot is out of date: if the change is meant, run `npm run gas`.\n");
  }
  if (changed.length > 0 || over.length > 0) {
    process.exitCode = 1;
  } else {
    process.stdout.write(`${Object.keys(figures).length} figures are what the snapshot says.\n`);
  }
} else {
  await writeFile(snapshot, `${JSON.stringify(figures, null, 2)}\n`);
  for (const [key, gas] of Object.entries(figures)) process.stdout.write(`${key} ${gas}\n`);
}
