import type { EventReader, Header, LedgerEvent, RawLog } from "./events.ts";
import type { LogSource } from "./source.ts";

/** One block and what happened in it. */
export interface IndexedBlock {
  readonly header: Header;
  readonly events: readonly LedgerEvent[];
}

/** Headers asked for at once. */
const PARALLEL_HEADERS = 32;

/**
 * Blocks from `from` on that may still change, each linked to the one before and its logs asked for by its hash.
 * They end where the chain does, or where it changed while it was read.
 */
export async function linkedBlocks(
  source: LogSource,
  read: EventReader,
  run: { from: number; to: number; parent: string | undefined },
): Promise<IndexedBlock[]> {
  const blocks: IndexedBlock[] = [];
  let { parent } = run;
  for (let number = run.from; number <= run.to; number += 1) {
    const header = await source.header(number);
    if (!header || (parent !== undefined && header.parent_hash !== parent)) break;
    const logs = await source.logsOf(header);
    if (!logs) break;
    blocks.push({ header, events: eventsOf(logs, header.timestamp, read) });
    parent = header.hash;
  }
  return blocks;
}

/** The blocks of logs that cannot change any more. */
export async function settledBlocks(
  source: LogSource,
  read: EventReader,
  logs: readonly RawLog[],
): Promise<IndexedBlock[]> {
  const groups = [...Map.groupBy(logs, ({ blockNumber }) => Number(blockNumber))].sort(([a], [b]) => a - b);
  const blocks: IndexedBlock[] = [];
  for (let start = 0; start < groups.length; start += PARALLEL_HEADERS) {
    const some = groups.slice(start, start + PARALLEL_HEADERS);
    const read_ = some.map(async ([number, group]) => {
      const header = await headerFor(source, number, group);
      return { header, events: eventsOf(group, header.timestamp, read) };
    });
    blocks.push(...(await Promise.all(read_)));
  }
  return blocks;
}

function eventsOf(logs: readonly RawLog[], at: number, read: EventReader): LedgerEvent[] {
  return logs.flatMap((log) => read(log, at) ?? []).sort((a, b) => a.position - b.position);
}

async function headerFor(source: LogSource, number: number, logs: readonly RawLog[]): Promise<Header> {
  const [first] = logs;
  const hash = first?.blockHash ?? "";
  if (typeof first?.blockTimestamp === "string") {
    return { number, hash, parent_hash: "", timestamp: Number(first.blockTimestamp) };
  }
  const header = await source.header(number);
  if (header?.hash === hash) return header;
  throw new Error(
    `The node gave logs of block ${number}, and then another block, or none, with that number.`,
  );
}
