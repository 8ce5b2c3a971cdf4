import pg from "pg";
import { postgresConfig } from "./postgres.ts";

const HEARTBEAT_MILLISECONDS = 5_000;

/** A lock that is held; `lost` aborts if it no longer is, and its holder must then stop. */
export interface HeldLock {
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/** Named locks among all gateways on one database, for work that only one of them may do. */
export interface Locks {
  /** The lock, or undefined while somebody else holds it. */
  tryAcquire(name: string): Promise<HeldLock | undefined>;
  /** Releases all that this process holds. */
  close(): Promise<void>;
}

/** For the embedded database, which one process has to itself: holders are only told apart within it. */
export function processLocks(): Locks {
  const held = new Set<string>();
  return {
    async tryAcquire(name) {
      if (held.has(name)) return undefined;
      held.add(name);
      const releaseOnce = once(async () => void held.delete(name));
      return { lost: new AbortController().signal, release: releaseOnce };
    },
    async close() {
      held.clear();
    },
  };
}

/**
 * Advisory locks of PostgreSQL. Each has a connection of its own: the server frees it the moment its holder dies,
 * and a heartbeat tells a holder that the server is gone. Between the two a holder may work on for a moment:
 * what it writes must still be fenced (see `moveCursor`).
 */
export function postgresLocks(databaseUrl: string): Locks {
  const held = new Set<HeldLock>();
  return {
    async tryAcquire(name) {
      const client = new pg.Client({ ...postgresConfig(databaseUrl), query_timeout: HEARTBEAT_MILLISECONDS });
      const lost = new AbortController();
      client.on("error", () => lost.abort());
      client.on("end", () => lost.abort());
      if (!(await locking(client, name))) return undefined;
      const stopBeating = beat(client, lost);
      const lock: HeldLock = {
        lost: lost.signal,
        release: once(async () => {
          held.delete(lock);
          stopBeating();
          await client.end();
        }),
      };
      held.add(lock);
      return lock;
    },
    async close() {
      await Promise.all([...held].map((lock) => lock.release()));
    },
  };
}

/**
 * Connects and tries. Unless that goes well, the connection is closed: a server that answers too late would else give
 * it a lock that nobody knows of.
 */
async function locking(client: pg.Client, name: string): Promise<boolean> {
  let locked = false;
  try {
    await client.connect();
    locked = await lockOn(client, name);
  } finally {
    if (!locked) await client.end();
  }
  return locked;
}

async function lockOn(client: pg.Client, name: string): Promise<boolean> {
  const key = `copyright-ledger ${name}`;
  const { rows } = await client.query<{ locked: boolean }>(
    "select pg_try_advisory_lock(hashtextextended($1, 0)) as locked",
    [key],
  );
  return rows[0]?.locked === true;
}

function beat(client: pg.Client, lost: AbortController): () => void {
  const timer = setInterval(() => {
    client.query("select 1").catch(() => {
      lost.abort();
      clearInterval(timer);
    });
  }, HEARTBEAT_MILLISECONDS);
  timer.unref();
  return () => clearInterval(timer);
}

function once(action: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= action();
    return done;
  };
}
