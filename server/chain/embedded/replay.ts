import type { Engine } from "./engine.ts";
import { JournalError, startAnew } from "./journal-error.ts";
import type { Commit, JournalHeader } from "./journal-format.ts";
import type { Timeline } from "./timeline.ts";

interface Replayed {
  readonly header: JournalHeader;
  readonly path: string;
  readonly commits: AsyncIterable<{ commit: Commit; line: number }>;
  /** Called after each commit with the number of transactions executed so far. */
  readonly onProgress: (transactions: number) => void;
}

/**
 * Executes a journal on an engine at its genesis block, each block at its old time, and compares the hash of the
 * last block of every commit: the hash stands for the whole history and state up to there.
 * @throws JournalError when the engine does not come to the same chain
 */
export async function replay(engine: Engine, timeline: Timeline, journal: Replayed): Promise<void> {
  const { header, path } = journal;
  if ((await engine.head()).hash !== header.genesisHash) throw otherEngine(engine, header, path, 1);
  let transactions = 0;
  for await (const { commit, line } of journal.commits) {
    try {
      transactions += await execute(engine, timeline, commit);
    } catch (error) {
      throw otherEngine(engine, header, path, line, error);
    }
    if ((await engine.head()).hash !== commit.head) throw otherEngine(engine, header, path, line);
    journal.onProgress(transactions);
  }
}

async function execute(engine: Engine, timeline: Timeline, commit: Commit): Promise<number> {
  let transactions = 0;
  for (const entry of commit.entries) {
    if ("shift" in entry) {
      timeline.shift(entry.shift);
      continue;
    }
    if ("tx" in entry) {
      await engine.transact(entry.tx, entry.at);
      transactions += 1;
    } else {
      await engine.mine(entry.at);
    }
    timeline.mined(entry.at);
  }
  return transactions;
}

function otherEngine(
  engine: Engine,
  header: JournalHeader,
  path: string,
  line: number,
  cause?: unknown,
): JournalError {
  const reason = cause instanceof Error ? ` (${cause.message})` : "";
  return new JournalError(
    `Line ${line} of the chain's journal ${path} does not give the block that it gave when it was written${reason}. ` +
      `It was started with ${header.engine}, and this is ${engine.version}: use the release that wrote it, ` +
      `or ${startAnew(path)}.`,
    { cause },
  );
}
