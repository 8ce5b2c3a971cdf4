import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";

/**
 * The file behind a package's command, as its package.json names it.
 * @param {string} packageName
 * @param {string} [command] where it is not the package's own name
 * @returns {string}
 */
export function binary(packageName, command = packageName) {
  const folder = join(root, "node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof bin === "string" ? bin : bin[command]);
}
