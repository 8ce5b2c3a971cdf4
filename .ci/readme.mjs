/**
 * Fails when a README promises what is not so: its shell blocks are run, its JSON is read, its relative links and the
 * npm scripts that it names must exist.
 *   node .ci/readme.mjs README.md...
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
const data = mkdtempSync(join(tmpdir(), "readme-"));
const env = { ...process.env, DATA_DIR: data };
/** @type {import("node:child_process").ChildProcess | undefined} */
let product;

/** `npm start` runs on while the other commands use it. */
async function start() {
  if (product) return;
  product = spawn("npm", ["start"], { env, stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: product.stdout })) {
    process.stdout.write(`  ${line}\n`);
    if (line.startsWith("ready ")) return void product.stdout.resume();
  }
  throw new Error("npm start did not get ready");
}

/** @param {string} command */
async function run(command) {
  process.stdout.write(`$ ${command}\n`);
  if (command === "npm start") return start();
  // A stage of its own.
  if (command === "npm test") return;
  const [code] = await once(spawn("bash", ["-c", command], { env, stdio: "inherit" }), "close");
  if (code !== 0) throw new Error(`"${command}" ended with ${code}`);
}

/**
 * @param {string} text
 * @param {string} language
 */
function blocks(text, language) {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"))].map(
    ([, block = ""]) => block,
  );
}

/** @param {string} file */
async function check(file) {
  const text = readFileSync(file, "utf8");
  for (const [, link = ""] of text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)) {
    if (!/^[a-z]+:/.test(link) && !existsSync(join(dirname(file), link))) {
      throw new Error(`${file} links to ${link}, which does not exist`);
    }
  }
  for (const [, name = ""] of text.matchAll(/\bnpm run ([\w:-]+)/g)) {
    if (!(name in scripts)) throw new Error(`${file} names "npm run ${name}", which does not exist`);
  }
  for (const block of blocks(text, "json")) JSON.parse(block);
  for (const block of blocks(text, "sh")) {
    const commands = block.split("\n").map((line) => line.replace(/(^|\s)#.*$/, "").trim());
    for (const command of commands) if (command !== "") await run(command);
  }
}

try {
  for (const file of process.argv.slice(2)) await check(file);
  process.stdout.write("what the README files say is so\n");
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  if (product) {
    const ended = once(product, "close");
    product.kill("SIGINT");
    await ended;
  }
  rmSync(data, { recursive: true, force: true });
}
