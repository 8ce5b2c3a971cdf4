import { existsSync, realpathSync, statfsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { Failure } from "./failure.mjs";
import { runTool } from "./tool.mjs";

/** No scripts of packages, and a network that is down is noticed within seconds, not minutes. */
const options = [
  "--ignore-scripts",
  "--loglevel=warn",
  "--no-audit",
  "--no-fund",
  "--no-progress",
  "--no-update-notifier",
  "--fetch-retries=3",
  "--fetch-retry-factor=2",
  "--fetch-retry-mintimeout=1000",
];

/**
 * npm's own program file: the npm that runs us, or the one beside this Node, or the one on the PATH.
 * @returns {string}
 */
function npmProgram() {
  const beside = dirname(process.execPath);
  const onPath = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, "npm"))
    .filter((file) => existsSync(file))
    .map((file) => realpathSync(file));
  const candidates = [
    process.env.npm_execpath ?? "",
    join(beside, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
    join(beside, "node_modules", "npm", "bin", "npm-cli.js"),
    ...onPath,
  ];
  const found = candidates.find((file) => file.endsWith("npm-cli.js") && existsSync(file));
  if (found) return found;
  throw new Failure("npm was not found: install it beside Node, then run the command again.");
}

/**
 * Fails early where the disk is too full for what npm is about to bring.
 * @param {string} folder
 * @param {number} megabytes
 */
export function needRoom(folder, megabytes) {
  const { bavail, blocks, bsize } = statfsSync(folder);
  const free = Math.floor((bavail * bsize) / 1e6);
  // Some network file systems say nothing about their size.
  if (blocks === 0 || free >= megabytes) return;
  throw new Failure(
    `The disk is too full: ${megabytes} MB are needed in ${folder} and ${free} MB are free. ` +
      "Make room, then run the command again.",
  );
}

/**
 * Runs npm in a folder, under a given Node.
 * @param {string} node
 * @param {string} folder
 * @param {string[]} args
 */
export async function npm(node, folder, args) {
  await runTool("npm", node, [npmProgram(), ...args, "--prefix", folder, ...options]);
}
