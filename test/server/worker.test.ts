import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { type HeldLock, type Locks, processLocks } from "../../server/database/locks.ts";
import { createSignal } from "../../server/signal.ts";
import { startWorker, type Worker, type WorkerOptions } from "../../server/worker.ts";

/** Long enough that no test waits for it. */
const NEVER = 3_600_000;

describe("a worker", () => {
  const workers: Worker[] = [];
  afterEach(async () => {
    for (const worker of workers.splice(0)) await worker.stop();
  });

  function start(options: Partial<WorkerOptions> & Pick<WorkerOptions, "round">): Worker {
    const worker = startWorker({
      ...{ name: "task", locks: processLocks(), wake: createSignal(), idleMilliseconds: NEVER },
      ...options,
    });
    workers.push(worker);
    return worker;
  }

  it("does round after round while there is more to do, then waits to be woken", async () => {
    const wake = createSignal();
    let rounds = 0;
    const worker = start({ wake, round: async () => ++rounds < 3 });
    await worker.caughtUp;
    expect(rounds).to.equal(3);
    wake.notify();
    await pause(1);
    expect(rounds).to.equal(4);
  });

  it("does not miss a notification that comes during a round", async () => {
    const wake = createSignal();
    let rounds = 0;
    const worker = start({
      wake,
      async round() {
        rounds += 1;
        if (rounds === 1) wake.notify();
        return false;
      },
    });
    await worker.caughtUp;
    await pause(1);
    expect(rounds).to.equal(2);
  });

  it("begins whenever it has won the lock, and leaves the task to whoever has it", async () => {
    const locks = processLocks();
    const did: string[] = [];
    const named = (name: string) => ({
      locks,
      begin: async () => void did.push(`${name} begins`),
      round: async () => {
        did.push(name);
        return false;
      },
    });
    const first = start(named("first"));
    await first.caughtUp;
    const second = start(named("second"));
    await second.caughtUp;
    expect(did).to.deep.equal(["first begins", "first"]);
    expect([first.active(), second.active()]).to.deep.equal([true, false]);
    await first.stop();
    const third = start(named("third"));
    await third.caughtUp;
    expect(did.slice(2)).to.deep.equal(["third begins", "third"]);
  });

  it("ends its rounds when the lock is lost, and begins again once it has it back", async () => {
    const lost = new AbortController();
    const held: HeldLock[] = [];
    const locks: Locks = {
      async tryAcquire() {
        const signal = held.length === 0 ? lost.signal : new AbortController().signal;
        held.push({ lost: signal, release: async () => {} });
        return held.at(-1);
      },
      async close() {},
    };
    const wake = createSignal();
    const begun: number[] = [];
    const begin = async () => void begun.push(held.length);
    const worker = start({ locks, wake, begin, round: async () => false });
    await worker.caughtUp;
    lost.abort();
    wake.notify();
    await pause(1);
    expect(begun).to.deep.equal([1, 2]);
  });

  it("says why a round failed, lets go of the lock and tries again", async () => {
    const locks = processLocks();
    const warnings: object[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    let rounds = 0;
    const worker = start({
      locks,
      logger: { warn: (details) => void warnings.push(details) },
      async round() {
        rounds += 1;
        if (rounds === 1) throw new Error("the node is down");
        resolve();
        return false;
      },
    });
    await worker.caughtUp;
    expect(worker.healthy()).to.equal(false);
    expect(warnings).to.deep.equal([{ worker: "task", failures: 1, reason: "the node is down" }]);
    const free = await locks.tryAcquire("task");
    await free?.release();
    expect(free).to.not.equal(undefined);
    await promise;
    await pause(1);
    expect(worker.healthy()).to.equal(true);
  });

  it("is not hurried by notifications after a failure", async () => {
    const wake = createSignal();
    let rounds = 0;
    const worker = start({
      wake,
      async round() {
        rounds += 1;
        throw new Error("the node is down");
      },
    });
    await worker.caughtUp;
    for (let count = 0; count < 5; count += 1) {
      wake.notify();
      await pause(1);
    }
    expect(rounds).to.equal(1);
  });

  it("stops after the round under way, and without it when that does not end", async function () {
    this.timeout(10_000);
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const { promise: end, resolve: finish } = Promise.withResolvers<boolean>();
    const worker = start({
      round() {
        begin();
        return end;
      },
    });
    await begun;
    const stopped = worker.stop();
    finish(false);
    await stopped;
    const stuck = start({ round: () => new Promise(() => {}) });
    await stuck.stop();
  });
});

describe("a signal", () => {
  it("wakes everybody who waits, each once", async () => {
    const signal = createSignal();
    const waiting = [signal.wait(NEVER), signal.wait(NEVER)];
    signal.notify();
    await Promise.all(waiting);
    expect(signal.count).to.equal(1);
  });

  it("wakes after its time, on an abort, and at once for an abort or a notification before", async () => {
    const signal = createSignal();
    await signal.wait(1);
    const abort = new AbortController();
    const waiting = signal.wait(NEVER, abort.signal);
    abort.abort();
    await waiting;
    await signal.wait(NEVER, abort.signal);
    const { count } = signal;
    signal.notify();
    await signal.wait(NEVER, undefined, count);
  });
});
