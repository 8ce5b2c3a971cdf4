import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { binary } from "./packages.mjs";
import { root } from "./paths.mjs";

/**
 * One program: given what the user added on the command line, the steps are the arguments that Node gets, run
 * in order until one fails; `after` is run in any case. `web` says that the web app must be built first.
 * @typedef {{
 *   web?: boolean,
 *   env?: Record<string, string>,
 *   steps: (args: string[]) => string[][],
 *   after?: () => string[],
 * }} Program
 */

/**
 * A script of this folder's parent, with the settings that the user may keep in .env.
 * @param {string} name
 * @returns {Program}
 */
const script = (name) => ({
  steps: (args) => {
    const settings = existsSync(join(root, ".env")) ? ["--env-file=.env"] : [];
    return [[...settings, "--import", "tsx", `scripts/${name}.ts`, ...args]];
  },
});

/** In a terminal Hardhat's command asks its makers' servers for news, unless it believes to be in CI. */
const offline = { CI: "true" };

/**
 * Hardhat's mocha over the tests of some folders, or over the test files that the user names.
 * @param {string[]} folders
 * @param {string[]} options
 * @returns {Program}
 */
const hardhatTests = (folders, ...options) => ({
  env: offline,
  steps: (args) => {
    const files = args.some((arg) => arg.endsWith(".ts")) ? [] : folders.flatMap(testFiles);
    return [[binary("hardhat"), "test", "mocha", ...options, ...args, ...files]];
  },
});

/**
 * Mocha by itself, for tests that start real servers and browsers of their own.
 * @param {string[]} folders
 * @param {string[]} options
 * @returns {(args: string[]) => string[]}
 */
const mocha =
  (folders, ...options) =>
  (args) => [
    ...["--import", "tsx", binary("mocha"), "--no-config", "--forbid-only", "--forbid-pending"],
    ...["--timeout=120000", ...options, ...args, ...folders.flatMap(testFiles)],
  ];

/** The gateway's own tests again, with servers in the place of its embedded parts. */
const gatewayOnServers = mocha(
  ["test/server/features", "test/server/http"],
  "--require=test/integration/gateway-servers.ts",
);

/**
 * @param {string} folder
 * @returns {string[]} the test files in it and below, relative to the project
 */
function testFiles(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return testFiles(path);
      return entry.name.endsWith(".test.ts") ? [path] : [];
    });
}

const build = () => [binary("hardhat"), "build", "--force"];

const contracts = ["test/contracts", "test/invariants"];
const solidity = "contracts/**/*.sol";

/** @type {Record<string, Program>} */
export const programs = {
  start: { ...script("start"), web: true },
  test: hardhatTests([...contracts, "test/server", "test/web", "test/e2e"]),
  import: script("import"),
  rebuild: script("rebuild"),
  bench: script("bench"),
  deploy: script("deploy"),
  gas: { ...script("gas"), env: offline },
  codes: script("generate-codes"),
  build: { env: offline, steps: (args) => [[...build(), ...args]] },
  typecheck: { steps: (args) => [[binary("typescript", "tsc"), "--noEmit", ...args]] },
  // Coverage leaves instrumented bytecode in typechain-types, which the product must never deploy.
  coverage: { ...hardhatTests(contracts, "--coverage"), after: build },
  integration: { steps: (args) => [mocha(["test/integration"])(args), gatewayOnServers(args)] },
  // A test that failed may leave an import behind that goes on trying.
  durability: { steps: (args) => [mocha(["test/durability"], "--exit")(args)] },
  e2e: { steps: (args) => [mocha(["test/e2e-browser"])(args)], web: true },
  lint: {
    steps: () => [
      [binary("@biomejs/biome", "biome"), "ci"],
      [binary("solhint"), "--disc", "--noPoster", "--max-warnings=0", solidity],
      [binary("prettier"), "--check", solidity],
    ],
  },
  format: {
    steps: () => [
      [binary("@biomejs/biome", "biome"), "check", "--write"],
      [binary("prettier"), "--write", "--log-level=warn", solidity],
    ],
  },
};
