import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** The product as its users run it: processes of its own. */

const root = join(import.meta.dirname, "../..");

/** Runs a script of the project to its end. */
export async function runScript(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawnScript(name, args, env);
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (data) => {
    stdout += data;
  });
  child.stderr?.on("data", (data) => {
    stderr += data;
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout, stderr };
}

export interface RunningProduct {
  readonly url: string;
  /** SIGKILL: nothing is finished, nothing is said. */
  kill(): Promise<void>;
  /** SIGINT, as Ctrl-C sends it. @returns the exit code */
  interrupt(): Promise<number | null>;
}

/** Starts the product on a data folder, on a free port. */
export async function startProduct(
  dataDirectory: string,
  env: Readonly<Record<string, string>> = {},
): Promise<RunningProduct> {
  const child = spawnScript("start", [], { PORT: "0", DATA_DIR: dataDirectory, ...env });
  const ended = once(child, "close");
  const errors: string[] = [];
  child.stderr?.on("data", (data) => errors.push(String(data)));
  const url = await readyLine(child, errors);
  return {
    url,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    async interrupt() {
      child.kill("SIGINT");
      const [code] = (await ended) as [number | null];
      return code;
    },
  };
}

function spawnScript(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", `scripts/${name}.ts`, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function readyLine(child: ChildProcess, errors: readonly string[]): Promise<string> {
  if (!child.stdout) throw new Error("The product has no output.");
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^ready (http:\/\/\S+)$/.exec(line)?.[1];
    if (url) return url;
  }
  throw new Error(`The product did not start: ${errors.join("")}`);
}
