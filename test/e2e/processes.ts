import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Programs of the project in processes of their own, with all that they say. */

const root = join(import.meta.dirname, "../..");

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Program {
  readonly pid: number;
  /** The address that it is ready at. @throws with what it said when it ends before */
  readonly ready: Promise<string>;
  readonly ended: Promise<Ended>;
  /** Waits until its error output says so. @throws with all that it said when it ends without */
  says(what: RegExp): Promise<void>;
  /** @returns how it ended */
  signal(signal: NodeJS.Signals): Promise<Ended>;
}

export type Settings = Readonly<Record<string, string>>;

/** What the machine's own environment must not bring into a test. */
const OWN = ["DATABASE_URL", "IPFS_API_URL", "RPC_URL", "RELAYER_KEY", "DEPLOYMENTS_DIR", "CONFIRMATIONS"];

export interface ScriptOptions {
  readonly arguments?: readonly string[];
  /** The size that its files can have, in blocks of 512 bytes. */
  readonly limit?: number | undefined;
}

/** Starts a script of the project. */
export function startScript(
  name: string,
  settings: Settings,
  { arguments: parameters = [], limit }: ScriptOptions = {},
): Program {
  const command = [process.execPath, "--import", "tsx", `scripts/${name}.ts`, ...parameters];
  const limited = ["sh", "-c", `ulimit -f ${limit}; exec "$@"`, "sh", ...command];
  const [program = "", ...args] = limit === undefined ? command : limited;
  const inherited = Object.entries(process.env).filter(([variable]) => !OWN.includes(variable));
  const env = { ...Object.fromEntries(inherited), ...settings };
  const child = spawn(program, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = outcome(child);
  const ready = readyLine(child, ended);
  // Whoever asks hears of it.
  ready.catch(() => undefined);
  return {
    pid: child.pid ?? 0,
    ready,
    ended,
    async says(what) {
      let text = "";
      const heard = new Promise<true>((resolve) => {
        child.stderr?.on("data", (piece: string) => {
          text += piece;
          if (what.test(text)) resolve(true);
        });
      });
      if ((await Promise.race([heard, ended])) !== true) throw new Error(`it never said ${what}: ${text}`);
    },
    signal(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

/** Starts the gateway on a free port. */
export function startGateway(dataDirectory: string, settings: Settings = {}, limit?: number): Program {
  return startScript("start", { PORT: "0", DATA_DIR: dataDirectory, ...settings }, { limit });
}

async function outcome(child: ChildProcess): Promise<Ended> {
  const said = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream]?.setEncoding("utf8").on("data", (text: string) => {
      said[stream] += text;
    });
  }
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  return { code, signal, ...said };
}

function readyLine(child: ChildProcess, ended: Promise<Ended>): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stdout) {
      createInterface({ input: child.stdout }).on("line", (line) => {
        const url = /^ready (http:\/\/\S+)$/.exec(line)?.[1];
        if (url) resolve(url);
      });
    }
    void ended.then(({ stderr }) => reject(new Error(`it ended without being ready: ${stderr}`)));
  });
}
