import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { freePort } from "./ports.ts";

const USER = "ledger";
const PASSWORD = "correct horse";
const DEBIAN_VERSIONS = "/usr/lib/postgresql";
const MOST_STARTS = 50;

/** A PostgreSQL of the test's own, in a temporary folder, on a free port of the loopback interface. */
export interface PostgresServer {
  readonly port: number;
  readonly password: string;
  /** Makes an empty database and answers its URL. `options` end the `create database` statement. */
  createDatabase(options?: string): Promise<string>;
  /** Runs SQL as the superuser in the database that `url` names. */
  run(url: string, text: string): Promise<void>;
  /** Kills it as a power switch would: the postmaster first, its processes end when they notice. */
  kill(): Promise<void>;
  /** Starts it again after that, where it was. @returns when it answers */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Whether what it has committed is on the disk, as in production. A test that throws all away needs it not. */
  readonly durable?: boolean;
}

/**
 * Starts the newest PostgreSQL on this machine.
 * @throws when there is none: the tests that need it must fail then, not pass unseen.
 */
export async function startPostgres({ durable = false }: PostgresOptions = {}): Promise<PostgresServer> {
  const bin = binaries();
  const folder = mkdtempSync(join(tmpdir(), "postgres-"));
  const account = unprivileged();
  const data = join(folder, "data");
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, PASSWORD);
  if (account.uid !== undefined) {
    for (const path of [folder, passwordFile]) chownSync(path, account.uid, account.gid);
  }
  const initialise = ["-D", data, "-U", USER, "-A", "scram-sha-256", "--pwfile", passwordFile, "-E", "UTF8"];
  execFileSync(join(bin, "initdb"), [...initialise, "--locale=C.UTF-8", "--no-sync"], {
    ...account,
    cwd: folder,
    stdio: "pipe",
  });
  const port = await freePort();
  const settings = ["listen_addresses=127.0.0.1", `unix_socket_directories=${folder}`];
  if (!durable) settings.push("fsync=off");
  const parameters = ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])];
  const spawnServer = (): ChildProcess =>
    spawn(join(bin, "postgres"), parameters, { ...account, cwd: folder, stdio: "ignore" });
  const urlOf = (database: string) =>
    `postgres://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/${database}`;
  let server: ChildProcess | undefined;

  async function start(): Promise<void> {
    for (let attempt = 1; server === undefined; attempt += 1) {
      const started = spawnServer();
      if (await isAnswering(urlOf("postgres"), started)) server = started;
      // Processes of a server that was killed may still hold its memory.
      else if (attempt === MOST_STARTS) throw new Error(`PostgreSQL ended with code ${started.exitCode}`);
      else await pause(200);
    }
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = server;
    server = undefined;
    if (!ending || ending.exitCode !== null) return;
    ending.kill(signal);
    await once(ending, "exit");
  }

  const killAtExit = () => server?.kill("SIGKILL");
  process.once("exit", killAtExit);
  await start();
  let databases = 0;
  return {
    port,
    password: PASSWORD,
    async createDatabase(options = "") {
      const name = `test_${++databases}`;
      await runSql(urlOf("postgres"), `create database ${name} ${options}`);
      return urlOf(name);
    },
    run: runSql,
    start,
    kill: () => end("SIGKILL"),
    async stop() {
      process.off("exit", killAtExit);
      await end("SIGINT");
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

function binaries(): string {
  const versions = existsSync(DEBIAN_VERSIONS) ? readdirSync(DEBIAN_VERSIONS) : [];
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  if (newest) return join(DEBIAN_VERSIONS, newest, "bin");
  try {
    return execFileSync("pg_config", ["--bindir"], { encoding: "utf8" }).trim();
  } catch {
    throw new Error(
      "these tests need PostgreSQL: install it (apt-get install postgresql) and run them again",
    );
  }
}

/** PostgreSQL refuses to run as root: root runs it as the account its package makes. */
function unprivileged(): { uid: number; gid: number } | { uid?: never; gid?: never } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** Waits for a server that was started. @returns false if it ends instead */
async function isAnswering(url: string, server: ChildProcess): Promise<boolean> {
  while (server.exitCode === null) {
    try {
      await runSql(url, "select 1");
      return true;
    } catch {
      await pause(50);
    }
  }
  return false;
}

async function runSql(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
