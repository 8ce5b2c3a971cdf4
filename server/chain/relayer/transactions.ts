import { type JsonRpcApiProvider, Transaction } from "ethers";
import { nodeError } from "../node-error.ts";

/** What sending transactions takes, and what differs from node to node about it. */

/** Most gas that one transaction may use on any chain (EIP-7825). */
export const MOST_TRANSACTION_GAS = 1n << 24n;

/** What a transaction may cost, in the smallest unit of the chain's coin. */
export interface Fees {
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
  /** What the node holds for enough at the moment, base fee and tip together. */
  readonly price: bigint;
  /** Most gas that a transaction may use on this chain. */
  readonly mostGas: bigint;
}

export async function estimateGas(
  provider: JsonRpcApiProvider,
  call: { from: string; to: string; data: string },
): Promise<bigint> {
  return BigInt((await provider.send("eth_estimateGas", [call, "pending"])) as string);
}

/**
 * The gas limit for an estimate. Half above it: what others do in between can make a call dearer, and so can the
 * time alone (to cite a deposit costs more once its second is over). Twice, and so on, for a row of which
 * transactions were signed before.
 */
export function gasLimitFor(estimate: bigint, attempts: number, { mostGas }: Fees): bigint {
  const wanted = (estimate * BigInt(3 + attempts)) / 2n;
  return wanted > mostGas && estimate <= mostGas ? mostGas : wanted;
}

/** Fees that stay enough while the base fee doubles twice. */
export async function feesOf(provider: JsonRpcApiProvider): Promise<Fees> {
  const [price, tip, block] = (await Promise.all([
    provider.send("eth_gasPrice", []).then(BigInt),
    provider.send("eth_maxPriorityFeePerGas", []).then(BigInt),
    provider.send("eth_getBlockByNumber", ["latest", false]),
  ])) as [bigint, bigint, { gasLimit: string }];
  // A chain without fees takes no tip either.
  const maxPriorityFeePerGas = price === 0n ? 0n : tip;
  const mostGas = smallest(MOST_TRANSACTION_GAS, BigInt(block.gasLimit));
  return { maxFeePerGas: price * 4n + maxPriorityFeePerGas, maxPriorityFeePerGas, price, mostGas };
}

/**
 * The fees with which to sign a transaction anew that was not mined, or null if what it offers still does: it
 * covers the price, and at least half the tip. Nodes let one transaction replace another only if both its fees are
 * a tenth higher; here it is an eighth.
 */
export function higherFees(raw: string, now: Fees): Fees | null {
  const { maxFeePerGas, maxPriorityFeePerGas } = Transaction.from(raw);
  const offered = { fee: maxFeePerGas ?? 0n, tip: maxPriorityFeePerGas ?? 0n };
  if (offered.fee >= now.price && offered.tip * 2n >= now.maxPriorityFeePerGas) return null;
  return {
    maxFeePerGas: largest(now.maxFeePerGas, (offered.fee * 9n) / 8n + 1n),
    maxPriorityFeePerGas: largest(now.maxPriorityFeePerGas, (offered.tip * 9n) / 8n + 1n),
    price: now.price,
    mostGas: now.mostGas,
  };
}

function largest(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function smallest(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

/**
 * Whether a transaction was reverted for want of gas: then it has used all of it, or all but the 64th part that a call
 * to another contract leaves. A refusal of the contracts leaves what the limit had above the estimate.
 */
export function ranOutOfGas(raw: string, gasUsed: string): boolean {
  return BigInt(gasUsed) * 64n >= Transaction.from(raw).gasLimit * 63n;
}

/** The node has this very transaction already. */
export function isKnown(error: unknown): boolean {
  return says(error, /already ?known|known transaction|already imported|already exists/i);
}

/** The account's nonce has gone past the transaction's. */
export function isNonceUsed(error: unknown): boolean {
  return says(
    error,
    /nonce.{0,20}too low|nonce has already been used|old ?nonce|NONCE_EXPIRED|invalid nonce/i,
  );
}

/** Another transaction has the nonce, and this one does not pay enough to take its place. */
export function isOutbid(error: unknown): boolean {
  return says(error, /underpriced|fee too low to replace|REPLACEMENT_UNDERPRICED/i);
}

/** Unavailable, over a limit, failed inside (EIP-1474): codes that do not say that a transaction is not wanted. */
const UNDECIDED: readonly number[] = [-32002, -32005, -32603];

/** The node has decided against a transaction; anything else may mean that it has it. */
export function isRefusal(error: unknown): boolean {
  const answer = nodeError(error);
  return answer !== undefined && !UNDECIDED.includes(answer.code);
}

function says(error: unknown, words: RegExp): boolean {
  const { message } = nodeError(error) ?? {};
  return message !== undefined && words.test(message);
}
