import { type JsonRpcApiProvider, Transaction } from "ethers";
import { nodeError } from "../node-error.ts";
import { decodeRevert, type Revert, revertData } from "../reverts.ts";
import { type OutboxRow, signedFor } from "./outbox.ts";
import type { Receipt } from "./relayer.ts";

/** Rows whose receipts are asked for at once. */
const PARALLEL_ROWS = 32;

/**
 * The receipt that decides about a row: of the first of its transactions that succeeded, for only that one can have
 * done anything; else of one that was reverted at the row's nonce, where no other will come. Null while there is
 * none: what was reverted at a nonce that the row no longer has, decides nothing.
 */
export async function receiptFor(provider: JsonRpcApiProvider, row: OutboxRow): Promise<Receipt | null> {
  let reverted: Receipt | null = null;
  for (const { raw, hash } of signedFor(row)) {
    const receipt = await receiptOf(provider, hash);
    if (receipt && succeeded(receipt)) return receipt;
    if (receipt && row.nonce !== null && Transaction.from(raw).nonce === row.nonce) reverted = receipt;
  }
  return reverted;
}

/** The receipts of many rows, in their order. */
export async function receiptsFor(
  provider: JsonRpcApiProvider,
  rows: readonly OutboxRow[],
): Promise<(Receipt | null)[]> {
  const receipts: (Receipt | null)[] = [];
  for (let start = 0; start < rows.length; start += PARALLEL_ROWS) {
    const some = rows.slice(start, start + PARALLEL_ROWS);
    receipts.push(...(await Promise.all(some.map((row) => receiptFor(provider, row)))));
  }
  return receipts;
}

export async function receiptOf(provider: JsonRpcApiProvider, hash: string): Promise<Receipt | null> {
  return (await provider.send("eth_getTransactionReceipt", [hash])) as Receipt | null;
}

export function succeeded({ status }: Receipt): boolean {
  return Number(status) === 1;
}

/** What the contracts say to a row's call in the state at the end of a block: null if they would take it. */
export async function refusalAt(
  provider: JsonRpcApiProvider,
  row: OutboxRow,
  from: string,
  block: number,
): Promise<Revert | null> {
  try {
    const call = { from, to: row.target, data: row.calldata };
    await provider.send("eth_call", [call, `0x${block.toString(16)}`]);
    return null;
  } catch (error) {
    const data = revertData(error);
    if (data === undefined) throw error;
    return decodeRevert(data);
  }
}

/** Why a mined transaction was reverted, by calling it once more where it failed, as far as that tells. */
export async function reasonOfRevert(
  provider: JsonRpcApiProvider,
  row: OutboxRow,
  from: string,
  { blockNumber }: Receipt,
): Promise<Revert> {
  const unknown = { code: "reverted", message: "The transaction was reverted on chain.", values: {} };
  try {
    return (await refusalAt(provider, row, from, Number(blockNumber))) ?? unknown;
  } catch (error) {
    if (nodeError(error) === undefined) throw error;
    return unknown;
  }
}
