import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StartError } from "./errors.ts";

const LOCK_FILE = "lock.sqlite";
/** Beside the lock, not in it: closing a file that SQLite has locked would drop the lock of the whole process. */
const PID_FILE = "lock.pid";
const SQLITE_BUSY = 5;

export interface FolderLock {
  release(): void;
}

/**
 * Takes the data folder for this process; made when missing. The lock is the operating system's (by way of an
 * exclusive SQLite transaction), so it ends with the process however that ends, and none is ever stale.
 * @throws StartError naming the folder and the process that has it.
 */
export function lockFolder(directory: string): FolderLock {
  const lock = open(directory);
  try {
    lock.exec("begin exclusive");
  } catch (error) {
    lock.close();
    if (error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY) {
      throw new StartError(
        `The data folder ${directory} is in use by ${holderOf(directory)}: stop that one, or choose another DATA_DIR.`,
      );
    }
    throw unusable(directory, error);
  }
  const pidFile = join(directory, PID_FILE);
  try {
    writeFileSync(pidFile, `${process.pid}\n`);
  } catch (error) {
    lock.close();
    throw unusable(directory, error);
  }
  return {
    release() {
      if (!lock.isOpen) return;
      rmSync(pidFile, { force: true });
      lock.close();
    },
  };
}

function open(directory: string): DatabaseSync {
  try {
    mkdirSync(directory, { recursive: true });
    return new DatabaseSync(join(directory, LOCK_FILE), { timeout: 0 });
  } catch (error) {
    throw unusable(directory, error);
  }
}

function unusable(directory: string, error: unknown): StartError {
  const reason = error instanceof Error ? error.message : String(error);
  return new StartError(
    `The data folder ${directory} cannot be used (${reason}): make it a folder that can be written to, or choose another DATA_DIR.`,
  );
}

function holderOf(directory: string): string {
  try {
    const pid = Number.parseInt(readFileSync(join(directory, PID_FILE), "utf8"), 10);
    return Number.isInteger(pid) ? `another instance (process ${pid})` : "another instance";
  } catch {
    return "another instance";
  }
}
