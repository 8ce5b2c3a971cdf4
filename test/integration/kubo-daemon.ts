import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { freePort } from "./ports.ts";

/** A Kubo node of its own: fresh repository, loopback only, no peers, on a free port; it syncs what it keeps. */
export interface KuboNode {
  /** Starts the daemon and gives the address of its RPC API, the same each time. */
  start(): Promise<string>;
  /** Kills the daemon as a power switch would, and waits until it is gone. */
  kill(): Promise<void>;
  /** Kills the daemon and removes the repository. */
  remove(): Promise<void>;
}

/** Sets up a repository. KUBO_BINARY names the `ipfs` program; without it there is nothing to test against. */
export async function newKuboNode(): Promise<KuboNode> {
  const binary = process.env.KUBO_BINARY ?? "";
  await access(binary).catch(() => {
    throw new Error(
      `KUBO_BINARY must name Kubo's "ipfs" program (it is "${binary}"): .ci/kubo.sh builds one.`,
    );
  });
  const repository = await mkdtemp(join(tmpdir(), "kubo-"));
  const env = { ...process.env, IPFS_PATH: repository, IPFS_TELEMETRY: "off" };
  await promisify(execFile)(binary, ["init", "--empty-repo", "--profile=test"], { env });
  await isolate(join(repository, "config"), await freePort());
  let kill = async (): Promise<void> => undefined;

  async function start(): Promise<string> {
    const daemon = spawn(binary, ["daemon", "--offline"], { env, stdio: ["ignore", "pipe", "ignore"] });
    const exited = once(daemon, "exit");
    const killAtExit = (): void => void daemon.kill("SIGKILL");
    process.once("exit", killAtExit);
    kill = async () => {
      process.off("exit", killAtExit);
      daemon.kill("SIGKILL");
      await exited;
    };
    let port: string | undefined;
    for await (const line of createInterface(daemon.stdout)) {
      port ??= /RPC API server listening on \/ip4\/127\.0\.0\.1\/tcp\/(\d+)/.exec(line)?.[1];
      if (line.includes("Daemon is ready") && port !== undefined) {
        // Unread, its output would fill the pipe and stop it.
        daemon.stdout.resume();
        return `http://127.0.0.1:${port}`;
      }
    }
    throw new Error(`Kubo ended before it was ready: run "${binary} daemon" to see why.`);
  }

  return {
    start,
    kill: () => kill(),
    async remove() {
      await kill();
      await rm(repository, { recursive: true, force: true });
    },
  };
}

/**
 * Beyond the test profile (no bootstrap, no discovery, nothing fetched): no swarm, no gateway, nothing provided. Each
 * block is on the disk before it is acknowledged, as in production.
 */
async function isolate(file: string, port: number): Promise<void> {
  const config = JSON.parse(await readFile(file, "utf8"));
  config.Addresses.API = `/ip4/127.0.0.1/tcp/${port}`;
  config.Addresses.Swarm = [];
  config.Addresses.Gateway = [];
  config.Provide = { ...config.Provide, Enabled: false };
  for (const mount of config.Datastore.Spec.mounts) if ("sync" in mount) mount.sync = true;
  await writeFile(file, JSON.stringify(config));
}
