import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Figure } from "./bench/bench.ts";
import { benches } from "./bench/index.ts";
import { tableOf } from "./bench/table.ts";

/**
 * `npm run bench [-- --only NAME[,NAME]] [--json FILE]`: measures and prints a table. NAME is a benchmark or the key of
 * one figure. FILE gets `{"<key>": {"value", "unit", "limits": [{"of", "value"}]}}`.
 */

const usage = `npm run bench [-- --only NAME[,NAME]] [--json FILE]

  --only NAME   benchmarks, or keys of figures of them:
${benches.map(({ name, about }) => `                  ${name.padEnd(8)} ${about}`).join("\n")}
  --json FILE   the figures as JSON
`;

function readArguments(): { only: string | undefined; json: string | undefined } {
  try {
    const { values } = parseArgs({ options: { only: { type: "string" }, json: { type: "string" } } });
    return { only: values.only, json: values.json };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
}

// Leaving by this door, it stops what it has started and removes what it has made.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

const { only, json } = readArguments();
const names = only?.split(",");
const chosen = benches.filter(
  ({ name }) => !names || names.some((wanted) => wanted === name || wanted.startsWith(`${name}.`)),
);
const figures: Figure[] = [];
for (const { name, about, run } of chosen) {
  process.stderr.write(`${name}: ${about} ...\n`);
  await run((figure) => {
    const { key } = figure;
    const wanted = !names || names.some((one) => one === name || key === one || key.startsWith(`${one}.`));
    if (wanted) figures.push(figure);
  });
}
if (figures.length === 0) {
  process.stderr.write(`There is nothing to measure by the name "${only}".\n\n${usage}`);
  process.exit(2);
}
process.stdout.write(tableOf(figures));
if (json !== undefined) {
  const report = Object.fromEntries(figures.map(({ key, ...figure }) => [key, figure]));
  await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
}
