import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Deployment } from "../../../server/chain/deployment.ts";
import { temporaryFolder } from "../support/imported.ts";
import { say } from "../support/measure.ts";
import { PACKAGES, writeProject } from "./project.ts";

/** Ponder is no part of the project: it is installed beside it, once, into the user's cache folder. */
const caches = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
const packages = join(caches, "copyright-ledger-bench", `ponder-${PACKAGES.ponder}`);
const PORT = 42_169;
/** Ponder leaves out of its backfill the blocks that it holds for not final. */
const UNSETTLED_BLOCKS = 40;
const STARTED = "Started backfill indexing";
const COMPLETED = "Completed backfill indexing across all chains";
const INDEXED = "Indexed block range";

interface Line {
  readonly time: number;
  readonly msg: string;
  readonly event_count?: number;
}

/**
 * How many events a second Ponder indexes, on the database that it brings along, by its own clock: from the beginning
 * of its backfill to the end, without its start.
 * @returns undefined when npm cannot install it
 * @throws when it has not indexed all events
 */
export async function ponderEventsPerSecond(options: {
  readonly rpcUrl: string;
  readonly deployment: Deployment;
  readonly events: number;
}): Promise<number | undefined> {
  const { rpcUrl, deployment, events } = options;
  if (!(await isInstalled())) return undefined;
  const folder = temporaryFolder();
  await writeProject(folder, packages, deployment.contracts, deployment.block);
  for (let block = 0; block < UNSETTLED_BLOCKS; block += 1) await mine(rpcUrl);
  const lines = await backfill(folder, rpcUrl);
  const at = (msg: string): number => lines.find((line) => line.msg === msg)?.time ?? Number.NaN;
  const indexed = lines.reduce(
    (sum, { msg, event_count = 0 }) => sum + (msg === INDEXED ? event_count : 0),
    0,
  );
  if (indexed !== events) throw new Error(`Ponder has indexed ${indexed} of ${events} events`);
  return events / ((at(COMPLETED) - at(STARTED)) / 1_000);
}

async function isInstalled(): Promise<boolean> {
  const program = join(packages, "node_modules/ponder/package.json");
  if (existsSync(program)) return true;
  say(`installing Ponder ${PACKAGES.ponder} into ${packages}`);
  await mkdir(packages, { recursive: true });
  const manifest = { private: true, dependencies: PACKAGES };
  await writeFile(join(packages, "package.json"), JSON.stringify(manifest));
  const npm = spawn("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: packages,
    stdio: "ignore",
  });
  await Promise.race([once(npm, "close"), once(npm, "error")]);
  return existsSync(program);
}

/** Runs Ponder until its backfill is complete. @returns what it said */
async function backfill(folder: string, rpcUrl: string): Promise<Line[]> {
  const program = join(packages, "node_modules/ponder/dist/esm/bin/ponder.js");
  const args = ["start", "--schema", "bench", "--port", String(PORT), "--log-format", "json"];
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { ...process.env, LEDGER_RPC_URL: rpcUrl, PONDER_TELEMETRY_DISABLED: "1", DATABASE_URL: "" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const ended = once(child, "close");
  const lines: Line[] = [];
  for await (const text of createInterface({ input: child.stdout })) {
    const line = parsed(text);
    if (line) lines.push(line);
    if (line?.msg === COMPLETED) break;
  }
  process.off("exit", kill);
  child.kill("SIGKILL");
  await ended;
  if (lines.at(-1)?.msg !== COMPLETED) {
    throw new Error(`Ponder ended before its time: ${lines.map(({ msg }) => msg).join("; ")}`);
  }
  return lines;
}

function parsed(text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
}

async function mine(rpcUrl: string): Promise<void> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "evm_mine", params: [] });
  const headers = { "content-type": "application/json" };
  const response = await fetch(rpcUrl, { method: "POST", headers, body });
  const { error } = (await response.json()) as { error?: { message: string } };
  if (error) throw new Error(`the chain refused an empty block: ${error.message}`);
}
