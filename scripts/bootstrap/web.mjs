import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { dependenciesDigest } from "./dependencies.mjs";
import { binary } from "./packages.mjs";
import { cacheFolder, root } from "./paths.mjs";
import { withProgress } from "./progress.mjs";
import { runTool } from "./tool.mjs";

/** Everything the pages may be made of: their own sources and what they share with the server. */
const sources = [join(root, "web"), join(root, "server")];
const built = join(root, "web", "dist");
const stamp = join(built, ".bootstrap-stamp");

/**
 * The web app, built whenever a source of it has changed since.
 * @param {string} node
 * @returns {{ done: () => boolean, make: () => Promise<void> }}
 */
export function webApp(node) {
  return {
    done: () => existsSync(stamp) && readFileSync(stamp, "utf8") === sourcesDigest(),
    make: () => withProgress("Building the web app", () => build(node)),
  };
}

/**
 * Built beside and then put in place, so that neither an interrupted build nor a build under a running
 * gateway leaves half an app.
 * @param {string} node
 */
async function build(node) {
  const digest = sourcesDigest();
  const fresh = join(cacheFolder, "web");
  await runTool("The build of the web app", node, [
    binary("vite"),
    "build",
    "web",
    "--outDir",
    fresh,
    "--emptyOutDir",
    "--logLevel",
    "warn",
  ]);
  writeFileSync(join(fresh, ".bootstrap-stamp"), digest);
  rmSync(built, { recursive: true, force: true });
  renameSync(fresh, built);
}

/** One digest over the names and contents of all sources and the versions of all packages. */
function sourcesDigest() {
  const hash = createHash("sha256").update(dependenciesDigest());
  for (const file of sources.flatMap(filesUnder)) {
    const content = readFileSync(file);
    hash.update(`\0${relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesUnder(folder) {
  if (!existsSync(folder) || folder === built) return [];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesUnder(path) : [path];
    });
}
