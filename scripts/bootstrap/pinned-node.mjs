import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "./failure.mjs";
import { needRoom, npm } from "./npm.mjs";
import { cacheFolder, pinnedMajor } from "./paths.mjs";
import { withProgress } from "./progress.mjs";

/**
 * npm's package with the Node binary of one platform: what the package `node` would fetch by an install
 * script of its own, taken directly, so that no script has to run.
 */
function platformPackage() {
  const system = process.platform === "win32" ? "win" : process.platform;
  const prefix = system === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  return `${prefix}-${system}-${process.arch}`;
}

/**
 * The Node that the project pins: this process's own if its major fits, else one that is installed once
 * from npm into the cache folder.
 * @returns {{ path: string, done: () => boolean, make: () => Promise<void> }}
 */
export function pinnedNode() {
  const major = pinnedMajor();
  if (process.versions.node.startsWith(`${major}.`)) {
    return { path: process.execPath, done: () => true, make: async () => {} };
  }
  const name = platformPackage();
  const folder = join(cacheFolder, `node-${major}-${process.platform}-${process.arch}`);
  const binary = ["node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node"];
  const path = join(folder, ...binary);
  return {
    path,
    // The folder gets its name only when it is whole, so that an interrupted install never counts.
    done: () => existsSync(path),
    make: () => withProgress(`Fetching Node ${major}`, () => install(name, major, folder, binary)),
  };
}

/**
 * @param {string} name
 * @param {string} major
 * @param {string} folder
 * @param {string[]} binary
 */
async function install(name, major, folder, binary) {
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  needRoom(fresh, 200);
  await npm(process.execPath, fresh, ["install", "--no-save", "--no-package-lock", `${name}@${major}`]);
  const { status, stdout } = spawnSync(join(fresh, ...binary), ["--version"], { encoding: "utf8" });
  if (status !== 0 || !stdout.startsWith(`v${major}.`)) {
    throw new Failure(
      `The Node ${major} from npm does not run on this machine: install Node ${major} yourself, ` +
        "then run the command again.",
    );
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
}
