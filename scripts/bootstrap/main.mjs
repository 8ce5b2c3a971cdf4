import { delimiter, dirname } from "node:path";
import { dependencies } from "./dependencies.mjs";
import { adviceOn, Failure, Stopped } from "./failure.mjs";
import { withLock } from "./lock.mjs";
import { root } from "./paths.mjs";
import { pinnedNode } from "./pinned-node.mjs";
import { programs } from "./programs.mjs";
import { say } from "./progress.mjs";
import { leaveLike, run } from "./run.mjs";
import { webApp } from "./web.mjs";

/**
 * Sets up what is missing or out of date, then runs a program to its end and ends as it does.
 * @param {string[]} commandLine the program's name and its arguments
 */
export async function main([name = "", ...args]) {
  try {
    const program = Object.hasOwn(programs, name) ? programs[name] : undefined;
    if (!program) {
      const known = Object.keys(programs).join(", ");
      throw new Failure(`There is no program called "${name}": choose one of ${known}.`);
    }
    process.chdir(root);
    const node = await setUp(program);
    leaveLike(await runProgram(node, program, args));
  } catch (error) {
    if (error instanceof Stopped) return leaveLike({ code: null, signal: error.signal });
    const known = error instanceof Failure ? error.message : adviceOn(String(error));
    if (known === undefined) throw error;
    say(known);
    process.exitCode = 1;
  }
}

/**
 * @param {import("./programs.mjs").Program} program
 * @returns {Promise<string>} the Node to run under
 */
async function setUp(program) {
  const node = pinnedNode();
  const tasks = [node, dependencies(node.path), ...(program.web ? [webApp(node.path)] : [])];
  if (!tasks.every((task) => task.done())) {
    await withLock(async () => {
      for (const task of tasks) if (!task.done()) await task.make();
    });
  }
  return node.path;
}

/**
 * @param {string} node
 * @param {import("./programs.mjs").Program} program
 * @param {string[]} args
 */
async function runProgram(node, program, args) {
  const env = {
    ...process.env,
    ...program.env,
    // Whatever a program starts by the name of node gets the pinned one too.
    PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ""}`,
  };
  /** @type {import("./run.mjs").Outcome} */
  let outcome = { code: 0, signal: null, stoppedBy: undefined };
  for (const step of program.steps(args)) {
    outcome = await run(node, step, env);
    if (outcome.code !== 0 || outcome.stoppedBy !== undefined) break;
  }
  if (!program.after) return outcome;
  const after = await run(node, program.after(), env);
  return outcome.code === 0 ? after : outcome;
}
