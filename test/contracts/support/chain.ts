import type { Result } from "ethers";
import { network } from "hardhat";

/** One chain in this process for all tests of the contracts; each test starts from a snapshot of it. */
export const { ethers, networkHelpers } = await network.create();

export type Account = Awaited<ReturnType<typeof ethers.getSigners>>[number];

/** The time of the newest block. */
export async function now(): Promise<number> {
  return networkHelpers.time.latest();
}

/** When a transaction's block was made, Unix time. */
export async function timeOf(
  sent: Promise<{ getBlock(): Promise<{ timestamp: number } | null> }>,
): Promise<number> {
  const block = await (await sent).getBlock();
  if (!block) throw new Error("The transaction is in no block yet.");
  return block.timestamp;
}

/** What a function of a contract answers, by the names of its fields. */
export function fieldsOf(answer: unknown): Record<string, unknown> {
  return (answer as Result).toObject();
}
