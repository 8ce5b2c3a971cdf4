import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as prettier from "prettier";
import { codesSolidity } from "../server/domain/tables/solidity.ts";

/*
 * generate-codes.ts [--check] [FILE]: writes contracts/libraries/Codes.sol (or FILE) from the code tables. With
 * --check it only compares, and exits 1 if the file is stale.
 */

const options = process.argv.slice(2);
const library = fileURLToPath(new URL("../contracts/libraries/Codes.sol", import.meta.url));
const target = options.find((option) => option !== "--check") ?? library;

const format: prettier.Options = {
  printWidth: 110,
  tabWidth: 4,
  ...(await prettier.resolveConfig(library)),
  parser: "slang",
  plugins: ["prettier-plugin-solidity"],
};

const fresh = await prettier.format(codesSolidity(), format);
const current = await readFile(target, "utf8").catch(() => "");

if (current === fresh) {
  process.stdout.write(`${target} is up to date\n`);
} else if (options.includes("--check")) {
  process.stderr.write(`${target} is stale: run scripts/generate-codes.ts\n`);
  process.exitCode = 1;
} else {
  await writeFile(target, fresh);
  process.stdout.write(`wrote ${target}\n`);
}
