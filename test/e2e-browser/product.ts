import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "../..");

/** How long the product may take to start, and an import to be indexed, in milliseconds. */
const patience = 120_000;

export interface Product {
  /** Where it answers: `http://127.0.0.1:PORT`. */
  url: string;
  /** Imports records as a catalogue and waits until they are on the ledger; gives their work ids in order. */
  importWorks: (records: object[]) => Promise<string[]>;
  /** Stops it as Ctrl-C does, and removes its data. */
  stop: () => Promise<void>;
}

/** Starts the real product on a free port with empty data. */
export async function startProduct(): Promise<Product> {
  const folder = await mkdtemp(join(tmpdir(), "e2e-browser-"));
  const process_ = spawn(process.execPath, ["--import", "tsx", "scripts/start.ts"], {
    cwd: root,
    env: { ...process.env, PORT: "0", DATA_DIR: join(folder, "data") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  process_.stderr.on("data", (chunk) => {
    said += chunk;
  });

  async function stop(): Promise<void> {
    if (process_.exitCode === null && process_.signalCode === null) {
      const exit = once(process_, "exit");
      process_.kill("SIGINT");
      await exit;
    }
    await rm(folder, { recursive: true, force: true });
  }

  try {
    const url = await readyUrl();
    return { url, importWorks: (records) => importWorks(url, folder, records), stop };
  } catch (error) {
    await stop();
    throw error;
  }

  function readyUrl(): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const late = setTimeout(() => process_.kill("SIGKILL"), patience);
    // The lines are read to the end: a full pipe would stop the product.
    createInterface({ input: process_.stdout }).on("line", (line) => {
      const url = /^ready (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
    process_.once("exit", () => reject(new Error(`the product ended without being ready:\n${said}`)));
    return promise.finally(() => clearTimeout(late));
  }
}

async function importWorks(url: string, folder: string, records: object[]): Promise<string[]> {
  const file = join(folder, "works.ndjson");
  await writeFile(file, records.map((record) => `${JSON.stringify(record)}\n`).join(""));
  const args = ["--import", "tsx", "scripts/import.ts", file, "--json", "--url", url];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  const report: { refused: number; records: { workId: string; reasons: unknown }[] } = JSON.parse(stdout);
  if (report.refused > 0) throw new Error(`the import refused records: ${stdout}`);
  const workIds = report.records.map(({ workId }) => workId);
  for (const workId of workIds) await untilRegistered(url, workId);
  return workIds;
}

async function untilRegistered(url: string, workId: string): Promise<void> {
  const deadline = Date.now() + patience;
  while (!(await fetch(`${url}/api/v1/works/${workId}`)).ok) {
    if (Date.now() > deadline) throw new Error(`${workId} was imported and never appeared`);
    await pause(200);
  }
}
