import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A program in a process of its own. */
export interface Child {
  readonly process: ChildProcess;
  /** All that it has printed. */
  output(): string;
  /** Resolves once it has printed `lines` lines. @throws when it ends before that. */
  printed(lines: number): Promise<void>;
  /** Kills it as a power cut would, without a chance to tidy up. */
  kill(): Promise<void>;
}

/** Runs a program of this folder, which does its work in `directory`, while `use` lasts. */
export async function withChild(
  program: string,
  directory: string,
  use: (child: Child) => Promise<void> | void,
): Promise<void> {
  const child = startChild(program, directory);
  try {
    await use(child);
  } finally {
    await child.kill();
  }
}

function startChild(program: string, directory: string): Child {
  const path = fileURLToPath(new URL(program, import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", path, directory], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    output += chunk;
  });
  return {
    process: child,
    output: () => output,
    async printed(lines) {
      while (output.split("\n").length <= lines) {
        if (child.exitCode !== null) throw new Error(`${program} ended with code ${child.exitCode}`);
        await Promise.race([once(child.stdout, "data"), ended]);
      }
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
