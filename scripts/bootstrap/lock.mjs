import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cacheFolder } from "./paths.mjs";
import { say } from "./progress.mjs";

const file = join(cacheFolder, "lock");

/** How often the holder touches its lock and how often the others look at it, in milliseconds. */
const heartbeat = 2000;
const lookEvery = 200;

/** A lock that nobody touched during this many looks is nobody's. Counted, since clocks jump and machines sleep. */
const looksUntilStale = 100;

/** What a holder that was killed had started may outlive it for a moment, in milliseconds. */
const afterlife = 3000;

/**
 * Runs `work` while no other process of this project sets anything up. A holder that died, by kill -9 or
 * with its machine, blocks nobody for long.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(work) {
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(join(cacheFolder, ".gitignore"), "*\n");
  const token = JSON.stringify({ pid: process.pid, host: hostname(), id: randomUUID() });
  await acquire(token);
  const beat = setInterval(() => touch(token), heartbeat);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    if (look().token === token) rmSync(file, { force: true });
  }
}

/** @param {string} token */
async function acquire(token) {
  let unchanged = 0;
  let told = false;
  let last = look();
  while (!create(file, token)) {
    const now = look();
    unchanged = now.token === last.token && now.touchedAt === last.touchedAt ? unchanged + 1 : 0;
    last = now;
    if (isDead(now.token) || unchanged > looksUntilStale) {
      takeAway(now.token);
      await sleep(afterlife);
    } else {
      if (!told) say("Another run of this project is setting it up; waiting for it to finish ...");
      told = true;
      await sleep(lookEvery);
    }
  }
}

/**
 * @param {string} path
 * @param {string} token
 * @returns {boolean} whether the file is there now because of us
 */
function create(path, token) {
  try {
    writeFileSync(path, token, { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/**
 * Removes a stale lock; should somebody faster have put a live one in its place since our look, it goes back.
 * @param {string} seen
 */
function takeAway(seen) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    throw error;
  }
  const taken = readFileSync(aside, "utf8");
  if (taken !== seen) create(file, taken);
  rmSync(aside, { force: true });
}

/** @param {string} token */
function isDead(token) {
  try {
    const { pid, host } = JSON.parse(token);
    return host === hostname() && !isRunning(pid);
  } catch {
    // Being written just now, or torn by a crash: then its age decides.
    return false;
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** @param {string} token */
function touch(token) {
  if (look().token === token) utimesSync(file, new Date(), new Date());
}

/** What the lock says and when it was last touched; empty when there is none. */
function look() {
  try {
    return { token: readFileSync(file, "utf8"), touchedAt: statSync(file).mtimeMs };
  } catch (error) {
    if (codeOf(error) === "ENOENT") return { token: "", touchedAt: 0 };
    throw error;
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
