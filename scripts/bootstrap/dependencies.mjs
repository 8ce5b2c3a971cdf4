import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { needRoom, npm } from "./npm.mjs";
import { root } from "./paths.mjs";
import { withProgress } from "./progress.mjs";

const lockfile = join(root, "package-lock.json");
const installed = join(root, "node_modules");
const stamp = join(installed, ".bootstrap-stamp");

/** npm writes its own record of what it installed, as the last act of an install. */
const npmRecord = join(installed, ".package-lock.json");

/** What node_modules must have been installed from: this lockfile, for this kind of machine. */
export function dependenciesDigest() {
  const hash = createHash("sha256").update(readFileSync(lockfile)).digest("hex");
  return `${hash} ${process.platform} ${process.arch}`;
}

/**
 * The packages of the lockfile, installed under the pinned Node. Done when a whole install left its stamp,
 * or when npm, run by hand, left exactly what the lockfile names.
 * @param {string} node
 * @returns {{ done: () => boolean, make: () => Promise<void> }}
 */
export function dependencies(node) {
  return {
    done() {
      if (existsSync(stamp)) return readFileSync(stamp, "utf8") === dependenciesDigest();
      if (!existsSync(npmRecord) || !fitsRecord()) return false;
      writeFileSync(stamp, dependenciesDigest());
      return true;
    },
    async make() {
      rmSync(stamp, { force: true });
      if (!existsSync(installed)) needRoom(root, 900);
      await withProgress("Installing the packages that package-lock.json names", () =>
        npm(node, root, ["ci", "--include=dev", "--include=optional"]),
      );
      writeFileSync(stamp, dependenciesDigest());
    },
  };
}

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} Entry */

/** Whether npm's record of the install names what the lockfile names, no more and no less. */
function fitsRecord() {
  const wanted = packagesOf(lockfile);
  const found = packagesOf(npmRecord);
  const same = (/** @type {string} */ path) =>
    wanted[path]?.version === found[path]?.version && wanted[path]?.integrity === found[path]?.integrity;
  const mayLack = (/** @type {Entry | undefined} */ entry) =>
    entry?.optional === true && !(entry.libc === undefined && isForThisMachine(entry));
  return (
    Object.keys(found).every((path) => path in wanted && same(path)) &&
    Object.keys(wanted).every((path) => path in found || mayLack(wanted[path]))
  );
}

/**
 * @param {string} file
 * @returns {Record<string, Entry>} by path; without the project itself, which only a lockfile has
 */
function packagesOf(file) {
  const { "": _project, ...packages } = JSON.parse(readFileSync(file, "utf8")).packages;
  return packages;
}

/** @param {Entry} entry */
function isForThisMachine({ os, cpu }) {
  return os?.includes(process.platform) === true && cpu?.includes(process.arch) === true;
}
