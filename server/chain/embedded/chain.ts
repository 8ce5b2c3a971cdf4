import { join } from "node:path";
import { DEMO_ACCOUNTS, type DemoAccount } from "./accounts.ts";
import { CHAIN, type Engine, openEngine } from "./engine.ts";
import { createGate } from "./gate.ts";
import { checkParameters, newHeader } from "./genesis.ts";
import { type Journal, type OpenFile, openJournal, readHeader } from "./journal.ts";
import { createJournal, journalExists } from "./journal-creation.ts";
import { readMethods } from "./reads.ts";
import { replay } from "./replay.ts";
import { methodRefused, toRpcError } from "./rpc-error.ts";
import { createTimeline, type Timeline } from "./timeline.ts";
import { createWriter } from "./writer.ts";
import { writeMethods } from "./writes.ts";

/** The part of a logger that the chain uses; pino's fits. */
export interface ChainLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface EmbeddedChainOptions {
  /** The chain's own folder; made if it is missing. One process at a time: the caller sees to that. */
  readonly directory: string;
  readonly logger?: ChainLogger;
  /** Follows the replay at the start: transactions executed so far, and all of them. */
  readonly onProgress?: (replayed: number, total: number) => void;
  /** Seconds since 1970; the machine's clock unless given. */
  readonly wallClock?: () => number;
  /** How the journal is opened for writing; node:fs unless given. */
  readonly openFile?: OpenFile;
}

/** A chain of one node in this process, as an EIP-1193 provider. */
export interface EmbeddedChain {
  readonly chainId: number;
  /** A UUID that names this chain among all that were ever started. */
  readonly instance: string;
  /** Ready-made accounts with coins; their keys are public knowledge. */
  readonly accounts: readonly DemoAccount[];
  /** @throws RpcError; the bytes of a revert are in its `data` */
  request(args: { readonly method: string; readonly params?: readonly unknown[] }): Promise<unknown>;
  /** Ends when everything accepted is durable; what still waits is refused. May be called again. */
  close(): Promise<void>;
}

/**
 * Opens the chain in a folder, or starts one there.
 *
 * Guarantees: a transaction that was answered with its hash is on the disk, and so is all that any answer ever
 * showed; after a crash the same blocks come back, hash for hash. Each transaction gets a block of its own.
 *
 * Limits: everything is held in memory, and replayed at each start. A registration of one work takes about 50 kB
 * and a thousandth of a second, a larger transaction in proportion; plan for 1 GB per 20,000 and no more than
 * 100,000. State proofs of the last 100,000 blocks are answered at once, older ones are computed from the genesis.
 * The engine notes every step of an execution until it ends: a loop that burns all the gas there is takes some
 * seconds and some gigabytes while it runs.
 *
 * @throws JournalError when the folder holds a journal that cannot be used, in a sentence that says what to do
 */
export async function openEmbeddedChain(options: EmbeddedChainOptions): Promise<EmbeddedChain> {
  const { directory } = options;
  const wallClock = options.wallClock ?? (() => Math.floor(Date.now() / 1000));
  const path = join(directory, "journal.ndjson");

  const found = (await journalExists(path)) ? await readHeader(path) : undefined;
  if (found !== undefined) checkParameters(found, path);
  const genesisTime = found?.genesisTime ?? wallClock();
  const engine = await openEngine({ genesisTime, directory });
  let journal: Journal | undefined;
  try {
    if (found === undefined) await createJournal(path, await newHeader(engine, genesisTime));
    journal = await openJournal(path, options.openFile);
    const { header, transactions: total, dropped } = journal;
    if (dropped > 0) {
      options.logger?.warn({ path, dropped }, "dropped the end of a write that was never acknowledged");
    }
    const timeline = createTimeline(genesisTime, wallClock);
    const onProgress = (replayed: number): void => options.onProgress?.(replayed, total);
    await replay(engine, timeline, { header, path, commits: journal.commits(), onProgress });
    options.logger?.info({ path, instance: header.instance, transactions: total }, "embedded chain open");
    const { number: height } = await engine.head();
    return assemble({ engine, journal, path, timeline, height });
  } catch (error) {
    await journal?.close();
    await engine.close();
    throw error;
  }
}

interface Parts {
  readonly engine: Engine;
  readonly journal: Journal;
  readonly path: string;
  readonly timeline: Timeline;
  readonly height: number;
}

function assemble({ engine, journal, path, timeline, height }: Parts): EmbeddedChain {
  const gate = createGate();
  const writer = createWriter({ engine, journal, gate, path, height });
  const reads = readMethods(engine, timeline);
  const writes = writeMethods(engine, timeline);
  let closed: Promise<void> | undefined;

  async function request(method: string, params: readonly unknown[]): Promise<unknown> {
    const write = writes.get(method);
    if (write !== undefined) return writer.submit(write(params));
    const read = reads.get(method);
    if (read === undefined) throw methodRefused(method);
    return gate.shared(async () => {
      if (writer.failure !== undefined) throw writer.failure;
      return read(params);
    });
  }

  async function close(): Promise<void> {
    await writer.close();
    await gate.exclusive(async () => {
      await journal.close();
      await engine.close();
    });
  }

  return {
    chainId: CHAIN.chainId,
    instance: journal.header.instance,
    accounts: DEMO_ACCOUNTS,
    async request({ method, params = [] }) {
      try {
        return await request(method, params);
      } catch (error) {
        throw toRpcError(error);
      }
    },
    close() {
      closed ??= close();
      return closed;
    },
  };
}
