import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const root = join(import.meta.dirname, "../..");

export const nodeMajor = Number.parseInt(process.versions.node, 10);

/**
 * Stands in for npm, so that no test needs a network: notes its arguments in npm.log, and "installs" the tsx of the
 * real project and, as a package of another Node, a script that runs this one under that version's name.
 */
const npm = `
import { appendFileSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const args = process.argv.slice(2);
const folder = args[args.indexOf("--prefix") + 1];
appendFileSync("npm.log", args.join(" ") + "\\n");
if (existsSync("npm.error")) {
  process.stderr.write("npm error code ENOTFOUND\\n");
  process.exit(1);
}
rmSync(join(folder, "node_modules"), { recursive: true, force: true });
mkdirSync(join(folder, "node_modules"));
if (existsSync("npm.hangs")) {
  writeFileSync("npm.pid", String(process.pid));
  while (existsSync("npm.hangs")) await pause(20);
}
if (args[0] === "ci") symlinkSync(process.env.REAL_TSX, "node_modules/tsx", "dir");
else {
  const [name, major] = args.find((arg) => arg.includes("@")).split("@");
  const bin = join(folder, "node_modules", name, "bin");
  mkdirSync(bin, { recursive: true });
  const script = '[ "$1" = --version ] && echo v' + major + '.0.0 || exec "' + process.execPath + '" "$@"';
  writeFileSync(join(bin, "node"), "#!/bin/sh\\n" + script + "\\n", { mode: 0o755 });
}
`;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running bootstrap, or what runs it. */
export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** What it has said so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
}

/** A small project of its own with the real bootstrap in it, whose program `import` is what a test makes it. */
export class BootstrapProject {
  readonly folder = mkdtempSync(join(tmpdir(), "bootstrap-"));
  readonly #started: ChildProcess[] = [];

  constructor() {
    cpSync(join(root, "scripts/bootstrap"), join(this.folder, "scripts/bootstrap"), { recursive: true });
    cpSync(join(root, "scripts/bootstrap.mjs"), join(this.folder, "scripts/bootstrap.mjs"));
    this.write("npm-cli.js", npm);
    this.pinNode(nodeMajor);
    this.lock("1.0.0");
    this.program("process.stdout.write(['ran', ...process.argv.slice(2)].join(' '));");
  }

  write(path: string, content: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }

  /** The process id that a file holds, once it holds one. */
  async pidIn(path: string): Promise<number> {
    const read = () => (this.has(path) ? Number(readFileSync(join(this.folder, path), "utf8")) : 0);
    await until(() => read() > 0);
    return read();
  }

  remove(path: string): void {
    rmSync(join(this.folder, path), { recursive: true, force: true });
  }

  pinNode(major: number): void {
    this.write("package.json", JSON.stringify({ type: "module", config: { node: String(major) } }));
  }

  program(source: string): void {
    this.write("scripts/import.ts", source);
  }

  /** Writes a lockfile that names one version of one package. */
  lock(version: string): void {
    const packages = { "": { name: "project" }, "node_modules/tsx": { version } };
    this.write("package-lock.json", JSON.stringify({ packages }));
  }

  /** Writes npm's own record of having installed one version of that package. */
  npmRecord(version: string): void {
    const packages = { "node_modules/tsx": { version } };
    this.write("node_modules/.package-lock.json", JSON.stringify({ packages }));
  }

  /** The arguments of each call of npm. */
  npmCalls(): string[] {
    if (!this.has("npm.log")) return [];
    return readFileSync(join(this.folder, "npm.log"), "utf8").trimEnd().split("\n");
  }

  /** Runs the bootstrap to its end; `nodeOptions` go to the Node under it. */
  run(args: readonly string[] = [], nodeOptions: readonly string[] = []): Promise<Ended> {
    return this.start(args, nodeOptions).ended;
  }

  start(args: readonly string[] = [], nodeOptions: readonly string[] = []): Started {
    return this.spawn([...nodeOptions, "scripts/bootstrap.mjs", "import", ...args]);
  }

  /** Starts Node in the project, outside of any npm but with the stand-in for it at hand. */
  spawn(args: readonly string[], extra: Readonly<Record<string, string>> = {}): Started {
    const { npm_lifecycle_event: _event, NODE_OPTIONS: _options, ...inherited } = process.env;
    const env = {
      ...inherited,
      npm_execpath: join(this.folder, "npm-cli.js"),
      REAL_TSX: join(root, "node_modules/tsx"),
      ...extra,
    };
    const child = spawn(process.execPath, args, { cwd: this.folder, env, stdio: ["ignore", "pipe", "pipe"] });
    this.#started.push(child);
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (data) => {
      stdout += data;
    });
    child.stderr.on("data", (data) => {
      stderr += data;
    });
    const ended = once(child, "close").then(([code, signal]) => ({ code, signal, stdout, stderr }));
    return { child, ended, stdout: () => stdout, stderr: () => stderr };
  }

  /** Removes the project and whatever still runs in it. */
  dispose(): void {
    for (const child of this.#started) child.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Waits until something holds; the test's own time limit ends a wait in vain. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(20);
}

/** Whether a process with this id runs. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
