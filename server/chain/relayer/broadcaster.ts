import { Transaction } from "ethers";
import { reasonOf } from "../node-error.ts";
import { changeRow, type OutboxRow, openNonces, rowsIn, signedFor, withSigned } from "./outbox.ts";
import { receiptFor } from "./receipts.ts";
import type { RelayerParts } from "./relayer.ts";
import { signCall } from "./signing.ts";
import { type Fees, feesOf, higherFees, isKnown, isNonceUsed, isOutbid, isRefusal } from "./transactions.ts";

/** Gives the node what was signed, and deals with its refusals. */
export interface Broadcaster {
  /** Broadcasts what was signed before a crash, or by another process, once more. */
  begin(): Promise<void>;
  /** Broadcasts a row's newest transaction for the first time. @returns whether the node would not have it */
  launch(row: OutboxRow): Promise<boolean>;
  /** Broadcasts again what has no receipt (any more), at a higher fee if what it offers has become too little. */
  resend(row: OutboxRow): Promise<void>;
}

const FIRST_PAGE = 64;

export function createBroadcaster(parts: RelayerParts): Broadcaster {
  const { chain, wallet, database, logger, wallClock } = parts;
  const { provider } = chain;
  const { db } = database;

  async function begin(): Promise<void> {
    let after = 0;
    for (;;) {
      const rows = await rowsIn(db, "sent", { after, limit: FIRST_PAGE });
      for (const row of rows) {
        const problem = await offer(row);
        if (problem && !isOutbid(problem)) await release(row, reasonOf(problem));
      }
      after = rows.at(-1)?.sequence ?? after;
      if (rows.length < FIRST_PAGE) return;
    }
  }

  async function launch(row: OutboxRow): Promise<boolean> {
    const problem = await offer(row);
    if (!problem || isOutbid(problem)) return false;
    if (isNonceUsed(problem)) await release(row, reasonOf(problem));
    else await retract(row, reasonOf(problem));
    return !isNonceUsed(problem);
  }

  async function resend(row: OutboxRow): Promise<void> {
    // Its key is no longer this relayer's: what it has signed may still be mined, but not be replaced.
    if (row.relayer !== wallet.address) return release(row, "the relayer has another key now");
    if (await hasGapBelow(row)) return release(row, "the nonce before it is free again");
    const change = await signedAnew(row, await feesOf(provider));
    if (!(await changeRow(db, row, change, wallClock()))) return;
    const current = { ...row, ...change };
    const problem = await offer(current);
    if (!problem || isOutbid(problem)) return;
    if (isNonceUsed(problem)) return release(current, reasonOf(problem));
    logger?.warn(
      { sequence: row.sequence, reason: reasonOf(problem) },
      "the node refused a transaction again",
    );
  }

  /**
   * Whether nothing will ever take a nonce before the row's: another use of the key had it, and was reorganised away
   * or dropped.
   */
  async function hasGapBelow({ nonce }: OutboxRow): Promise<boolean> {
    const [counted, open] = await Promise.all([
      provider.send("eth_getTransactionCount", [wallet.address, "pending"]),
      openNonces(db, wallet.address),
    ]);
    for (let before = Number(counted); before < (nonce ?? 0); before += 1) {
      if (!open.has(before)) return true;
    }
    return false;
  }

  /** The same transaction at the same nonce, for what it costs now; or as it stands. */
  async function signedAnew(row: OutboxRow, now: Fees): Promise<Partial<OutboxRow>> {
    const newest = signedFor(row).at(-1)?.raw ?? "";
    const fees = higherFees(newest, now);
    if (fees === null) return { state: "sent", block: null, error_json: null };
    const { chainId, to, data, nonce, gasLimit } = Transaction.from(newest);
    const { maxFeePerGas, maxPriorityFeePerGas } = fees;
    const call = { chainId, to: to ?? row.target, data, nonce, gasLimit };
    const raw = signCall(wallet, { ...call, maxFeePerGas, maxPriorityFeePerGas });
    return withSigned(row, raw, wallet.address, nonce);
  }

  /** @returns what the node has against it, or undefined when it has it. @throws when it does not tell */
  async function offer(row: OutboxRow): Promise<unknown> {
    try {
      await provider.send("eth_sendRawTransaction", [signedFor(row).at(-1)?.raw]);
    } catch (error) {
      if (isKnown(error)) return undefined;
      if (isNonceUsed(error) || isOutbid(error) || isRefusal(error)) return error;
      throw error;
    }
    return undefined;
  }

  /** Takes back what no node has ever taken: it is as if it had not been signed. */
  async function retract(row: OutboxRow, reason: string): Promise<void> {
    warn(row, reason);
    const before = signedFor(row).slice(0, -1);
    await changeRow(
      db,
      row,
      {
        state: "accepted",
        nonce: null,
        raw_transaction: before.length === 0 ? null : before.map(({ raw }) => raw).join(" "),
        transaction_hash: before.at(-1)?.hash ?? null,
      },
      wallClock(),
    );
  }

  /** Lets a row be signed anew, at another nonce. What was signed stays with it, for it may yet be mined. */
  async function release(row: OutboxRow, reason: string): Promise<void> {
    if (await receiptFor(provider, row)) return;
    warn(row, reason);
    const change = { state: "accepted", nonce: null, block: null, error_json: null };
    await changeRow(db, row, change, wallClock());
  }

  function warn({ sequence, nonce }: OutboxRow, reason: string): void {
    logger?.warn({ sequence, nonce, reason }, "a transaction is to be signed anew");
  }

  return { begin, launch, resend };
}
