import { spawn } from "node:child_process";
import { constants } from "node:os";
import { onParentExit } from "./parent.mjs";
import { root } from "./paths.mjs";

/**
 * How a program ended, and the signal, if any, by which this process was asked to stop meanwhile.
 * @typedef {{ code: number | null, signal: NodeJS.Signals | null, stoppedBy: NodeJS.Signals | undefined }} Outcome
 */

/** @type {NodeJS.Signals[]} */
const forwarded = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * One Ctrl-C arrives here twice, from the terminal and from npm, which passes on what it gets. The same
 * signal within this many milliseconds counts as one.
 */
const sameSignal = 1000;

/** How long a program may take to stop after npm itself was killed, in milliseconds. */
const patience = 10_000;

/** Under npm our parent is npm or its shell; started by hand it may be a shell that ends before us. */
const parentUnderNpm = process.env.npm_lifecycle_event === undefined ? undefined : process.ppid;

const stopWithParent = new URL("./stop-with-parent.mjs", import.meta.url).href;

/**
 * Runs a Node program in the project's folder to its end. Signals to this process are passed on, and the
 * program is stopped when this process or the npm above it dies, so that nothing is left behind.
 * @param {string} node
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {(text: string) => void} [onOutput] for a tool of the set-up: takes what it prints, and a tool that
 *   is to stop is killed; without it, the program has the terminal and gets the signal itself
 * @returns {Promise<Outcome>}
 */
export function run(node, args, env, onOutput) {
  // Half a set-up is done again at the next run, and faster than npm would take it back.
  const quiet = onOutput !== undefined;
  return new Promise((resolve, reject) => {
    const child = spawn(node, ["--import", stopWithParent, ...args], {
      cwd: root,
      env: { ...env, BOOTSTRAP_PID: String(process.pid), BOOTSTRAP_STOP: quiet ? "SIGKILL" : "SIGTERM" },
      stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit",
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text) => onOutput?.(text));
    }
    const leash = hold(child, quiet ? "SIGKILL" : undefined);
    child.once("error", (error) => {
      leash.release();
      reject(error);
    });
    child.once("close", (code, signal) => {
      leash.release();
      resolve({ code, signal, stoppedBy: leash.stoppedBy() });
    });
  });
}

/**
 * Passes signals and the death of npm on to a child until released.
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} [instead] what to send in place of the signal that came
 */
function hold(child, instead) {
  /** @type {NodeJS.Signals | undefined} */
  let stoppedBy;
  let stoppedAt = Number.NEGATIVE_INFINITY;
  const forward = (/** @type {NodeJS.Signals} */ signal) => {
    const now = performance.now();
    if (signal === stoppedBy && now - stoppedAt < sameSignal) return;
    stoppedBy = signal;
    stoppedAt = now;
    child.kill(instead ?? signal);
  };
  const endWithNpm = () => {
    forward("SIGTERM");
    setTimeout(() => child.kill("SIGKILL"), patience).unref();
  };
  const endWatch = parentUnderNpm === undefined ? () => {} : onParentExit(parentUnderNpm, endWithNpm);
  for (const signal of forwarded) process.on(signal, forward);
  return {
    stoppedBy: () => stoppedBy,
    release() {
      endWatch();
      for (const signal of forwarded) process.off(signal, forward);
    },
  };
}

/**
 * Ends this process the way a program ended: with its exit code, or by the signal that killed it.
 * @param {{ code: number | null, signal: NodeJS.Signals | null }} outcome
 */
export function leaveLike({ code, signal }) {
  if (signal === null) {
    process.exitCode = code ?? 1;
    return;
  }
  // As the first process of a container we would survive our own signal: then the code stands.
  process.exitCode = 128 + constants.signals[signal];
  process.kill(process.pid, signal);
}
