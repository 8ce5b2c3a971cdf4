import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type EmbeddedChain,
  type EmbeddedChainOptions,
  openEmbeddedChain,
} from "../../../../../server/chain/embedded/chain.ts";
import { RpcError } from "../../../../../server/chain/embedded/rpc-error.ts";

/** Folders and chains of one test, cleared up by `clear`. */
export function createBench() {
  const folders: string[] = [];
  const chains: EmbeddedChain[] = [];
  return {
    async folder(): Promise<string> {
      const folder = await mkdtemp(join(tmpdir(), "embedded-chain-"));
      folders.push(folder);
      return folder;
    },
    async open(
      directory: string,
      options: Omit<EmbeddedChainOptions, "directory"> = {},
    ): Promise<EmbeddedChain> {
      const chain = await openEmbeddedChain({ directory, ...options });
      chains.push(chain);
      return chain;
    },
    async clear(): Promise<void> {
      await Promise.all(chains.splice(0).map((chain) => chain.close()));
      await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
    },
  };
}

export function journalPath(directory: string): string {
  return join(directory, "journal.ndjson");
}

/** The journal's lines without the zeros of space set aside behind them. */
export async function journalText(directory: string): Promise<string> {
  return (await readFile(journalPath(directory), "utf8")).replace(/\0+$/, "");
}

export interface Block {
  number: string;
  hash: string;
  stateRoot: string;
  timestamp: string;
  baseFeePerGas: string;
  transactions: string[];
}

export async function blockAt(chain: EmbeddedChain, number: number | "latest"): Promise<Block> {
  const tag = number === "latest" ? number : `0x${number.toString(16)}`;
  return (await chain.request({ method: "eth_getBlockByNumber", params: [tag, false] })) as Block;
}

/** Everything that must come back: each block with its receipts, and who has what at the end. */
export async function history(chain: EmbeddedChain): Promise<unknown> {
  const last = Number((await blockAt(chain, "latest")).number);
  const blocks: unknown[] = [];
  for (let number = 0; number <= last; number++) {
    const tag = `0x${number.toString(16)}`;
    const receipts = await chain.request({ method: "eth_getBlockReceipts", params: [tag] });
    blocks.push({ block: await blockAt(chain, number), receipts });
  }
  const balances = await Promise.all(
    chain.accounts.map(({ address }) =>
      chain.request({ method: "eth_getBalance", params: [address, "latest"] }),
    ),
  );
  return { blocks, balances };
}

/** The error that a request is refused with. */
export async function refused(request: Promise<unknown>): Promise<RpcError> {
  try {
    await request;
  } catch (error) {
    if (error instanceof RpcError) return error;
    throw error;
  }
  throw new Error("the request was answered");
}

/** The message of what a promise is rejected with. */
export async function failureOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error("it succeeded");
}
