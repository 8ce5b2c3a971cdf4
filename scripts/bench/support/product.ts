import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";

const root = join(import.meta.dirname, "../../..");
/** What the machine's own environment must not bring into a measurement. */
const OWN = ["DATABASE_URL", "IPFS_API_URL", "RPC_URL", "RELAYER_KEY", "DEPLOYMENTS_DIR", "CONFIRMATIONS"];

/** The product as its users run it: a process of its own. */
export interface RunningProduct {
  readonly url: string;
  /** Seconds from its start until it was ready. */
  readonly seconds: number;
  /** The most memory that it ever held, in megabytes; undefined where the system does not tell. */
  peakMB(): Promise<number | undefined>;
  /** Stops it as Ctrl-C does. */
  stop(): Promise<void>;
}

/** Starts the product on a data folder, on a free port. */
export async function startProduct(
  dataDirectory: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<RunningProduct> {
  const inherited = Object.entries(process.env).filter(([name]) => !OWN.includes(name));
  const start = performance.now();
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/start.ts"], {
    cwd: root,
    env: {
      ...Object.fromEntries(inherited),
      ...{ PORT: "0", DATA_DIR: dataDirectory, REQUESTS_PER_MINUTE: "1000000000", ...settings },
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "close");
  const errors: string[] = [];
  child.stderr.on("data", (data) => errors.push(String(data)));
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^ready (http:\/\/\S+)$/.exec(line)?.[1];
    if (!url) continue;
    return {
      url,
      seconds: (performance.now() - start) / 1000,
      peakMB: () => peakOf(child.pid ?? 0),
      async stop() {
        process.off("exit", kill);
        child.kill("SIGINT");
        await ended;
      },
    };
  }
  throw new Error(`The product did not start: ${errors.join("")}`);
}

async function peakOf(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}
