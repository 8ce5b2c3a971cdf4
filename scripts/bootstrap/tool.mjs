import { adviceOn, Failure, Stopped } from "./failure.mjs";
import { run } from "./run.mjs";

/** What npm says of a package that it could not unpack, and then counts as installed. */
const leftHalf = /TAR_ENTRY_ERROR/;

/** How much of a failed tool's output is shown, in lines. */
const shownLines = 25;

/**
 * Runs a tool of the set-up (npm, Vite) quietly; when it fails, its known causes become one sentence, and
 * otherwise the end of its output is shown.
 * @param {string} name what to call it in an error
 * @param {string} node
 * @param {string[]} args
 */
export async function runTool(name, node, args) {
  let output = "";
  const { code, stoppedBy } = await run(node, args, { ...process.env, NO_COLOR: "1" }, (text) => {
    output += text;
  });
  if (stoppedBy !== undefined) throw new Stopped(stoppedBy);
  if (code === 0 && !leftHalf.test(output)) return;
  const advice = adviceOn(output);
  if (advice !== undefined) throw new Failure(advice);
  const end = output.trimEnd().split("\n").slice(-shownLines).join("\n");
  throw new Failure(`${end}\n${name} failed; the lines above say why.`);
}
