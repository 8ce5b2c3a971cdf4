/**
 * Loaded into every program that the bootstrap starts: asks the program to stop when the bootstrap has
 * died, and ends it when it does not. The variables are taken out of the environment, so that the program's
 * own children and worker threads do not take the bootstrap for their parent.
 */
import { onParentExit } from "./parent.mjs";

/** How long a program may take to stop, in milliseconds. */
const patience = 10_000;

const { BOOTSTRAP_PID: parent, BOOTSTRAP_STOP: signal } = process.env;
delete process.env.BOOTSTRAP_PID;
delete process.env.BOOTSTRAP_STOP;

if (parent !== undefined && signal !== undefined) {
  onParentExit(Number(parent), () => {
    process.kill(process.pid, signal);
    setTimeout(() => process.kill(process.pid, "SIGKILL"), patience).unref();
  });
}
