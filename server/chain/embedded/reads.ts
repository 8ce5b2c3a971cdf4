import type { Engine } from "./engine.ts";
import type { Timeline } from "./timeline.ts";

type ReadMethod = (params: readonly unknown[]) => Promise<unknown>;

/** Read methods that the engine answers itself. Filters are the engine's too, and end with the process. */
const FORWARDED = [
  "eth_blobBaseFee",
  "eth_blockNumber",
  "eth_call",
  "eth_chainId",
  "eth_coinbase",
  "eth_estimateGas",
  "eth_feeHistory",
  "eth_getBalance",
  "eth_getBlockByHash",
  "eth_getBlockByNumber",
  "eth_getBlockTransactionCountByHash",
  "eth_getBlockTransactionCountByNumber",
  "eth_getCode",
  "eth_getFilterChanges",
  "eth_getFilterLogs",
  "eth_getLogs",
  "eth_getProof",
  "eth_getStorageAt",
  "eth_getTransactionByBlockHashAndIndex",
  "eth_getTransactionByBlockNumberAndIndex",
  "eth_getTransactionByHash",
  "eth_getTransactionCount",
  "eth_getTransactionReceipt",
  "eth_newBlockFilter",
  "eth_newFilter",
  "eth_newPendingTransactionFilter",
  "eth_syncing",
  "eth_uninstallFilter",
  "net_version",
  "web3_clientVersion",
  "web3_sha3",
];

/** Methods with one answer for ever. */
const FIXED: readonly (readonly [string, unknown])[] = [
  // The engine knows the keys of the demo accounts, but signs for nobody.
  ["eth_accounts", []],
  // The base fee stays at zero and no tip is asked, so wallets need not offer any.
  ["eth_gasPrice", "0x0"],
  ["eth_maxPriorityFeePerGas", "0x0"],
  ["net_listening", true],
];

/** All that can be asked of the chain and changes nothing. What is not in here or in writes.ts is refused. */
export function readMethods(engine: Engine, timeline: Timeline): ReadonlyMap<string, ReadMethod> {
  /** The engine's own clock is not the chain's, so it is told the time when it makes up a pending block. */
  async function forward(method: string, params: readonly unknown[]): Promise<unknown> {
    if (params.includes("pending")) await engine.setTime(timeline.next());
    return engine.request(method, params);
  }

  return new Map<string, ReadMethod>([
    ...FORWARDED.map((method): [string, ReadMethod] => [method, (params) => forward(method, params)]),
    ...FIXED.map(([method, answer]): [string, ReadMethod] => [method, async () => answer]),
    ["eth_call", (params) => forward("eth_call", inPresent(params))],
    ["eth_estimateGas", (params) => forward("eth_estimateGas", inPresent(params))],
    ["eth_getBlockReceipts", (params) => blockReceipts(forward, params)],
  ]);
}

/**
 * Blocks are made only for transactions, so the latest may be weeks old, and a contract called in it would take
 * that for the time of day. The pending block has the same state, and the time is now.
 */
function inPresent(params: readonly unknown[]): readonly unknown[] {
  const [call, block, ...others] = params;
  return block === undefined || block === "latest" ? [call, "pending", ...others] : params;
}

/** The engine lacks this method; null for a block that does not exist, as elsewhere. */
async function blockReceipts(
  request: (method: string, params: readonly unknown[]) => Promise<unknown>,
  params: readonly unknown[],
): Promise<unknown> {
  const [id] = params;
  const isHash = typeof id === "string" && id.length === 66;
  const block = await request(isHash ? "eth_getBlockByHash" : "eth_getBlockByNumber", [id, false]);
  if (block === null || typeof block !== "object" || !("transactions" in block)) return null;
  const hashes: unknown[] = Array.isArray(block.transactions) ? block.transactions : [];
  return Promise.all(hashes.map((hash) => request("eth_getTransactionReceipt", [hash])));
}
