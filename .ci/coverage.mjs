/**
 * Fails unless Hardhat's coverage is whole: every line by its lcov file, every statement by the table that it
 * prints (lcov has no statements).
 *   node .ci/coverage.mjs LCOV TABLE
 */
import { readFileSync } from "node:fs";

const [lcov = "", table = ""] = process.argv.slice(2).map((file) => readFileSync(file, "utf8"));

/** One `contracts/X.sol:LINE` for each line that no test reached. */
function missedLines() {
  return lcov.split("end_of_record").flatMap((record) => {
    const file = /^SF:(.+)$/m.exec(record)?.[1];
    return [...record.matchAll(/^DA:(\d+),0$/gm)].map(([, line]) => `${file}:${line} is not reached`);
  });
}

/** The table's rows `║ path │ line % │ statement % │ lines ║`, without its total. */
function rows() {
  return [...table.matchAll(/^║ *(\S+\.sol) *│ *([\d.]+) *│ *([\d.]+) *│/gm)].map(
    ([, path, lines, statements]) => ({
      path,
      lines,
      statements,
    }),
  );
}

const files = rows();
const faults = missedLines();
for (const { path, lines, statements } of files) {
  if (lines !== "100.00") faults.push(`${path}: ${lines} % of lines`);
  if (statements !== "100.00") faults.push(`${path}: ${statements} % of statements`);
}
if (files.length === 0) faults.push("there is no coverage table: were any contracts tested?");

if (faults.length > 0) {
  process.stdout.write(`${faults.join("\n")}\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(`every line and statement of ${files.length} files is reached\n`);
}
