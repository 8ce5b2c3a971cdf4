import { id as topicOf } from "ethers";
import type { Chain } from "../../chain/connection.ts";
import type { Ledger } from "../../chain/ledger.ts";
import type { OutboxRow } from "../../chain/relayer/outbox.ts";
import type { Receipt } from "../../chain/relayer/relayer.ts";
import { MOST_TRANSACTION_GAS } from "../../chain/relayer/transactions.ts";
import type { PlacedWork } from "./store.ts";

/** How many works a batch holds, and what its receipt says of them. */

/** Gas of a work in a batch that cites a deposit, beside its title, and of a byte of its title; with room to spare. */
const GAS_PER_WORK = 95_000n;
const GAS_PER_TITLE_BYTE = 40n;
export const MOST_WORKS_OF_BATCH = 250;

const REGISTERED = topicOf("WorkRegistered(uint256,address,string,bytes32,uint8,uint8,uint16,uint40)");
const SKIPPED = topicOf("WorkSkipped(bytes32,uint256)");

/** Three quarters of what a transaction may use: the estimate adds a fifth. */
export async function gasBudget({ provider }: Chain): Promise<bigint> {
  const block = (await provider.send("eth_getBlockByNumber", ["latest", false])) as { gasLimit: string };
  const limit = BigInt(block.gasLimit);
  return ((limit < MOST_TRANSACTION_GAS ? limit : MOST_TRANSACTION_GAS) * 3n) / 4n;
}

/** As many works from the start as fit the gas. At least one. */
export function fitting(works: readonly PlacedWork[], budget: bigint): PlacedWork[] {
  const encoder = new TextEncoder();
  let gas = 0n;
  const batch: PlacedWork[] = [];
  for (const work of works) {
    gas += GAS_PER_WORK + GAS_PER_TITLE_BYTE * BigInt(encoder.encode(work.entry.title).length);
    if (gas > budget && batch.length > 0) break;
    batch.push(work);
  }
  return batch;
}

export function registeredIn(receipt: Receipt): string[] {
  return topicsOf(receipt, REGISTERED, 1);
}

export function skippedIn(receipt: Receipt): string[] {
  return topicsOf(receipt, SKIPPED, 2);
}

function topicsOf({ logs }: Receipt, event: string, place: number): string[] {
  return logs.filter(({ topics }) => topics[0] === event).flatMap(({ topics }) => topics[place] ?? []);
}

/** The works of a batch that never came onto the chain, from the call itself. */
export function workIdsIn({ calldata }: OutboxRow, ledger: Ledger): string[] {
  const [, , works] = ledger.works.interface.decodeFunctionData("registerBatch", calldata);
  return (works as { fingerprint: string }[]).map(({ fingerprint }) => fingerprint);
}
