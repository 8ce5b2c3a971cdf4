import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** What the bootstrap keeps between runs; survives `npm ci`, ignored by git through its own .gitignore. */
export const cacheFolder = join(root, ".bootstrap");

/**
 * The Node major that the project pins, from `config.node` in package.json.
 * @returns {string}
 */
export function pinnedMajor() {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8")).config.node;
}
