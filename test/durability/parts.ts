import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Program, type Settings, startGateway, startScript } from "../e2e/processes.ts";
import { newKuboNode } from "../integration/kubo-daemon.ts";
import { freePort } from "../integration/ports.ts";
import { startPostgres } from "../integration/postgres-server.ts";
import { demo } from "../server/support/people.ts";

/** The product with all its parts in processes of their own, each of which can be killed and comes back. */

export type Victim = "gateway" | "node" | "SQL server" | "IPFS";

export interface Part {
  /** SIGKILL: nothing is finished, nothing is said. */
  kill(): Promise<void>;
  /** Starts it again, where it was. @returns when it answers */
  start(): Promise<void>;
}

export interface Gateway extends Part {
  /** Always the same. */
  readonly url: string;
}

export interface Stack {
  /** Of the gateway, or the first of them. */
  readonly url: string;
  readonly gateways: readonly Gateway[];
  /** The chain's JSON-RPC. */
  readonly rpcUrl: string;
  readonly parts: ReadonlyMap<Victim, Part>;
  /** `npm run rebuild -- --check`. @returns what it says */
  check(): Promise<string>;
  /** Kills all of it and removes its folders. */
  remove(): Promise<void>;
}

/** A program on a port of its own, that says when it is ready. */
async function served(start: (settings: Settings) => Program): Promise<Gateway> {
  const port = String(await freePort());
  let program: Program | undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    async start() {
      program = start({ PORT: port });
      await program.ready;
    },
    async kill() {
      const ended = await program?.signal("SIGKILL");
      program = undefined;
      if (ended && ended.signal !== "SIGKILL") throw new Error(`it had ended by itself: ${ended.stderr}`);
    },
  };
}

function gatewayPart(folder: string, settings: Settings): Promise<Gateway> {
  const unlimited = { REQUESTS_PER_MINUTE: "1000000" };
  return served((port) => startGateway(folder, { ...unlimited, ...settings, ...port }));
}

async function checked(settings: Settings): Promise<string> {
  const { stdout, stderr } = await startScript("rebuild", settings, { arguments: ["--check"] }).ended;
  return stdout.trim() || stderr.trim();
}

async function deployed(settings: Settings): Promise<void> {
  const { code, stderr } = await startScript("deploy", { ADMINISTRATOR_DELAY: "0", ...settings }).ended;
  if (code !== 0) throw new Error(stderr);
}

/** Everything embedded in one gateway. */
export async function embeddedStack(): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), "durability-"));
  const gateway = await gatewayPart(folder, {});
  await gateway.start();
  return {
    url: gateway.url,
    gateways: [gateway],
    rpcUrl: `${gateway.url}/rpc`,
    parts: new Map([["gateway", gateway]]),
    async check() {
      // The embedded parts are one process's at a time.
      await gateway.kill();
      const said = await checked({ DATA_DIR: folder });
      await gateway.start();
      return said;
    },
    async remove() {
      await gateway.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL, Kubo, a node, and gateways on them. */
export async function externalStack(count = 1): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), "durability-"));
  const [sqlServer, kubo] = [await startPostgres({ durable: true }), await newKuboNode()];
  const ipfs: Part = { start: async () => void (await kubo.start()), kill: () => kubo.kill() };
  const node = await served((port) => {
    return startScript("../test/durability/chain-node", { DATA_DIR: join(folder, "node"), ...port });
  });
  const ipfsApiUrl = await kubo.start();
  await node.start();
  const settings = {
    DATABASE_URL: await sqlServer.createDatabase(),
    IPFS_API_URL: ipfsApiUrl,
    RPC_URL: node.url,
    RELAYER_KEY: demo("operator").privateKey,
    DEPLOYMENTS_DIR: join(folder, "deployments"),
  };
  await deployed({ ...settings, DEPLOYER_KEY: settings.RELAYER_KEY });
  const first = await gatewayPart(join(folder, "gateway-1"), settings);
  const gateways = [first];
  for (let number = 2; number <= count; number += 1) {
    gateways.push(await gatewayPart(join(folder, `gateway-${number}`), settings));
  }
  for (const gateway of gateways) await gateway.start();
  return {
    url: first.url,
    gateways,
    rpcUrl: settings.RPC_URL,
    parts: new Map<Victim, Part>([
      ["gateway", first],
      ["node", node],
      ["SQL server", sqlServer],
      ["IPFS", ipfs],
    ]),
    check: () => checked(settings),
    async remove() {
      for (const gateway of [...gateways, node]) await gateway.kill();
      await kubo.remove();
      await sqlServer.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
