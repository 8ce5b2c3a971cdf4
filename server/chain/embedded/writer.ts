import type { Engine } from "./engine.ts";
import type { Gate } from "./gate.ts";
import type { Journal } from "./journal.ts";
import { reasonOf } from "./journal-error.ts";
import { ENTRY_OVERHEAD, type JournalEntry, LINE_OVERHEAD } from "./journal-format.ts";
import { RPC_CODE, RpcError, toRpcError } from "./rpc-error.ts";

/** A change of the chain that is waiting for its turn. */
export interface Write {
  /** The length of its transaction in the journal, in bytes. */
  readonly size: number;
  /**
   * Executes it on the engine.
   * @returns what the journal has to say to bring it about again, and what its caller is told
   * @throws RpcError when it is not valid; nothing has changed then
   */
  execute(): Promise<{ entries: readonly JournalEntry[]; result: string }>;
}

export interface Writer {
  /** @returns what `execute` gave as result, once it is durable */
  submit(write: Write): Promise<string>;
  /** Why nothing is answered any more, or undefined. */
  readonly failure: RpcError | undefined;
  /** Refuses what is still waiting, and returns when what has begun is durable. */
  close(): Promise<void>;
}

interface Queued {
  readonly write: Write;
  readonly resolve: (result: string) => void;
  readonly reject: (error: RpcError) => void;
}

/** A commit ends at the first of these: writes, bytes of transactions, milliseconds of execution. */
const MAX_WRITES = 64;
const MAX_BYTES = 1 << 20;
const MAX_MILLISECONDS = 50;

interface Parts {
  readonly engine: Engine;
  readonly journal: Journal;
  readonly gate: Gate;
  readonly path: string;
  /** The number of the engine's last block. */
  readonly height: number;
}

/**
 * Group commit. Writes that wait together are executed one after the other and made durable by one fsync, while
 * the gate keeps every reader out; only then are they answered, refusals included, since a refusal ("nonce too
 * low") tells of what was executed before it. Room on the disk is set aside before anything is executed, so a full
 * disk refuses a write and never leaves the engine ahead of the journal.
 */
export function createWriter({ engine, journal, gate, path, height: startHeight }: Parts): Writer {
  const queue: Queued[] = [];
  let height = startHeight;
  let failure: RpcError | undefined;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (queue.length > 0 && failure === undefined) await gate.exclusive(commitGroup);
    running = undefined;
  }

  async function commitGroup(): Promise<void> {
    const startedAt = performance.now();
    const entries: JournalEntry[] = [];
    const answers: ((lost?: RpcError) => void)[] = [];
    let bytes = LINE_OVERHEAD;
    const hasRoom = (): boolean =>
      answers.length < MAX_WRITES && bytes < MAX_BYTES && performance.now() - startedAt < MAX_MILLISECONDS;
    for (let next = queue.shift(); next !== undefined; next = hasRoom() ? queue.shift() : undefined) {
      const { write, resolve, reject } = next;
      try {
        bytes += write.size + 2 * ENTRY_OVERHEAD;
        await setAside(bytes);
        const done = await write.execute();
        entries.push(...done.entries);
        answers.push((lost) => (lost === undefined ? resolve(done.result) : reject(lost)));
      } catch (error) {
        answers.push((lost) => reject(lost ?? toRpcError(error)));
      }
    }
    const lost = await persist(entries);
    for (const answer of answers) answer(lost);
  }

  async function setAside(bytes: number): Promise<void> {
    try {
      await journal.reserve(bytes);
    } catch (error) {
      throw new RpcError(
        RPC_CODE.unavailable,
        `${reasonOf(error, path)}, so nothing was executed: make room there and send it again.`,
      );
    }
  }

  /** @returns why it is not durable, or undefined when it is */
  async function persist(entries: JournalEntry[]): Promise<RpcError | undefined> {
    try {
      const head = await engine.head();
      const blocks = entries.filter((entry) => "at" in entry).length;
      if (head.number !== height + blocks) throw new Error(`block ${head.number} is not accounted for`);
      height = head.number;
      if (entries.length > 0) await journal.append({ entries, head: head.hash });
      return undefined;
    } catch (error) {
      // The engine is ahead of the journal now. Nobody may see that, so it ends here for readers as well.
      const lost = new RpcError(
        RPC_CODE.unavailable,
        `${reasonOf(error, path)}. The embedded chain has stopped: make sure the disk is sound and start again.`,
      );
      stop(lost);
      return lost;
    }
  }

  function stop(reason: RpcError): void {
    failure ??= reason;
    for (const { reject } of queue.splice(0)) reject(failure);
  }

  return {
    submit(write) {
      if (failure !== undefined) return Promise.reject(failure);
      return new Promise((resolve, reject) => {
        queue.push({ write, resolve, reject });
        running ??= run();
      });
    },
    get failure() {
      return failure;
    },
    async close() {
      stop(new RpcError(RPC_CODE.unavailable, "The embedded chain is closed."));
      await running;
    },
  };
}
