import { Stopped } from "./failure.mjs";

/** Everything the bootstrap says goes to stderr: stdout belongs to the program, whose output may be JSON. */
const out = process.stderr;

/**
 * @param {string} line
 */
export function say(line) {
  out.write(`${line}\n`);
}

/**
 * Runs a piece of long work and says so: one line at its start and one at its end, or in a terminal a
 * single line that counts the seconds.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(what, work) {
  const start = performance.now();
  const seconds = () => `${Math.round((performance.now() - start) / 1000)} s`;
  const rewind = out.isTTY ? "\r\u001b[K" : "";
  if (!out.isTTY) say(`${what} ...`);
  const timer = out.isTTY
    ? setInterval(() => out.write(`${rewind}${what} ... ${seconds()}`), 1000)
    : setInterval(() => say(`${what} ... ${seconds()}`), 30_000);
  try {
    const result = await work();
    out.write(`${rewind}${what}: done in ${seconds()}\n`);
    return result;
  } catch (error) {
    out.write(`${rewind}${what}: ${error instanceof Stopped ? "stopped" : "failed"} after ${seconds()}\n`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}
