import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";

const USER = "ledger";
const PASSWORD = "correct horse";
const DEBIAN_VERSIONS = "/usr/lib/postgresql";

/** A PostgreSQL of the test's own, in a temporary folder, on a free port of the loopback interface. */
export interface PostgresServer {
  readonly port: number;
  readonly password: string;
  /** Makes an empty database and answers its URL. `options` end the `create database` statement. */
  createDatabase(options?: string): Promise<string>;
  /** Runs SQL as the superuser in the database that `url` names. */
  run(url: string, text: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the newest PostgreSQL on this machine.
 * @throws when there is none: the tests that need it must fail then, not pass unseen.
 */
export async function startPostgres(): Promise<PostgresServer> {
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
  const settings = ["listen_addresses=127.0.0.1", `unix_socket_directories=${folder}`, "fsync=off"];
  const server = spawn(
    join(bin, "postgres"),
    ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
    { ...account, cwd: folder, stdio: "ignore" },
  );
  const kill = () => server.kill("SIGKILL");
  process.once("exit", kill);
  const urlOf = (database: string) =>
    `postgres://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/${database}`;
  await answering(urlOf("postgres"), server);
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
    async stop() {
      process.off("exit", kill);
      if (server.exitCode === null) {
        server.kill("SIGINT");
        await once(server, "exit");
      }
      rmSync(folder, { recursive: true, force: true });
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

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

async function answering(url: string, server: ChildProcess): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with code ${server.exitCode}`);
    try {
      await runSql(url, "select 1");
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
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
