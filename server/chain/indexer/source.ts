import type { JsonRpcApiProvider } from "ethers";
import { nodeError } from "../node-error.ts";
import type { Header, RawLog } from "./events.ts";

/** Blocks and logs of the chain, page by page. */
export interface LogSource {
  /** Null while the node does not have the block. */
  header(block: number): Promise<Header | null>;
  /** Logs of a run of blocks that cannot change any more; `to` may come out smaller than asked for. */
  logs(from: number, to: number): Promise<{ logs: RawLog[]; to: number }>;
  /** Logs of one block, which may still vanish: null if it has. */
  logsOf(block: Header): Promise<RawLog[] | null>;
}

interface RpcBlock {
  readonly number: string;
  readonly hash: string;
  readonly parentHash: string;
  readonly timestamp: string;
}

const FIRST_PAGE = 100;
const MOST_BLOCKS = 10_000;
/** What a page should hold at most, so that memory stays flat however full the blocks are. */
const MANY_LOGS = 5_000;

/** Which logs are wanted: of these contracts, with one of these first topics. */
export interface LogFilter {
  readonly address: readonly string[];
  readonly topics: readonly [readonly string[]];
}

export function logSource(provider: JsonRpcApiProvider, wanted: LogFilter): LogSource {
  let page = FIRST_PAGE;

  async function header(block: number): Promise<Header | null> {
    const found = (await provider.send("eth_getBlockByNumber", [hex(block), false])) as RpcBlock | null;
    return found
      ? {
          number: Number(found.number),
          hash: found.hash,
          parent_hash: found.parentHash,
          timestamp: Number(found.timestamp),
        }
      : null;
  }

  return {
    header,
    async logs(from, to) {
      for (;;) {
        const end = Math.min(to, from + page - 1);
        try {
          const filter = { ...wanted, fromBlock: hex(from), toBlock: hex(end) };
          const logs = (await provider.send("eth_getLogs", [filter])) as RawLog[];
          if (logs.length > MANY_LOGS) page = Math.max(1, Math.floor(page / 2));
          else if (end < to && logs.length < MANY_LOGS / 4) page = Math.min(MOST_BLOCKS, page * 2);
          return { logs, to: end };
        } catch (error) {
          // Nodes limit a range by blocks, by logs, by bytes or by time, each in its own words: halve whatever
          // they refuse. A node that does not answer at all has nothing against the range.
          if (end === from || !refusesRange(error)) throw error;
          page = Math.max(1, Math.floor((end - from + 1) / 2));
        }
      }
    },
    async logsOf({ number, hash }) {
      try {
        return (await provider.send("eth_getLogs", [{ ...wanted, blockHash: hash }])) as RawLog[];
      } catch (error) {
        // A block that was reorganised away is an error to most nodes.
        if (nodeError(error) && (await header(number))?.hash !== hash) return null;
        throw error;
      }
    },
  };
}

function refusesRange(error: unknown): boolean {
  if (nodeError(error)) return true;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "SERVER_ERROR" || code === "TIMEOUT";
}

function hex(block: number): string {
  return `0x${block.toString(16)}`;
}
