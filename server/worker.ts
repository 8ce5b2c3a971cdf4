import { reasonOf } from "./chain/node-error.ts";
import type { HeldLock, Locks } from "./database/locks.ts";
import { createSignal, type Signal } from "./signal.ts";

/** A task that one process among all gateways on a database does, over and over, until it is stopped. */
export interface Worker {
  /** Resolves when there was nothing to do for once, somebody else has the task, or a round failed. */
  readonly caughtUp: Promise<void>;
  /** Whether the last round went well. */
  healthy(): boolean;
  /** Whether it is this process that has the task. */
  active(): boolean;
  /** Ends after the round under way, or without it if that takes too long: a round may end anywhere. */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  /** Name of the lock that keeps other processes out. */
  readonly name: string;
  readonly locks: Locks;
  /** One round. @returns whether there may be more to do at once */
  readonly round: () => Promise<boolean>;
  /** Once, whenever the lock was won. */
  readonly begin?: () => Promise<void>;
  /** Wakes a worker that has nothing to do. */
  readonly wake: Signal;
  /** How long it sleeps at most. */
  readonly idleMilliseconds: number;
  readonly logger?: { warn(details: object, message: string): void } | undefined;
}

const FIRST_RETRY_MILLISECONDS = 200;
const LAST_RETRY_MILLISECONDS = 10_000;
const LOCK_RETRY_MILLISECONDS = 1_000;
const STOP_MILLISECONDS = 2_000;

export function startWorker(options: WorkerOptions): Worker {
  const { name, locks, wake, logger } = options;
  const stopping = new AbortController();
  const { promise: caughtUp, resolve: haveCaughtUp } = Promise.withResolvers<void>();
  let failures = 0;
  let active = false;

  async function work(lock: HeldLock): Promise<void> {
    await options.begin?.();
    while (!stopping.signal.aborted && !lock.lost.aborted) {
      const { count } = wake;
      const more = await options.round();
      failures = 0;
      if (more) continue;
      haveCaughtUp();
      await wake.wait(options.idleMilliseconds, stopping.signal, count);
    }
  }

  async function holdLock(): Promise<void> {
    const lock = await locks.tryAcquire(name);
    if (!lock) {
      haveCaughtUp();
      return pause(LOCK_RETRY_MILLISECONDS, stopping.signal);
    }
    active = true;
    try {
      await work(lock);
    } finally {
      active = false;
      await lock.release();
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await holdLock();
      } catch (error) {
        failures += 1;
        logger?.warn(
          { worker: name, failures, reason: reasonOf(error) },
          "a round failed; it is tried again",
        );
        haveCaughtUp();
        await pause(retryMilliseconds(failures), stopping.signal);
      }
    }
    haveCaughtUp();
  }

  const running = run();
  return {
    caughtUp,
    healthy: () => failures === 0,
    active: () => active,
    async stop() {
      stopping.abort();
      const ended = new AbortController();
      await Promise.race([running, pause(STOP_MILLISECONDS, ended.signal)]);
      ended.abort();
    },
  };
}

function retryMilliseconds(failures: number): number {
  return Math.min(LAST_RETRY_MILLISECONDS, FIRST_RETRY_MILLISECONDS * 2 ** Math.min(failures - 1, 10));
}

/** Unlike a wait for news, it lasts: what keeps failing is not tried again for every document that comes in. */
function pause(milliseconds: number, abort: AbortSignal): Promise<void> {
  return createSignal().wait(milliseconds, abort);
}
