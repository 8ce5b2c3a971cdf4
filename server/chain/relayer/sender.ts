import { nodeError, reasonOf } from "../node-error.ts";
import { decodeRevert, type Revert, revertData } from "../reverts.ts";
import type { Broadcaster } from "./broadcaster.ts";
import { createFates } from "./fates.ts";
import { changeRow, lastFinalNonce, type OutboxRow, openNonces, rowsIn, withSigned } from "./outbox.ts";
import { createPostponer } from "./postponer.ts";
import { receiptFor } from "./receipts.ts";
import type { RelayerParts } from "./relayer.ts";
import { signCall } from "./signing.ts";
import { estimateGas, feesOf, gasLimitFor } from "./transactions.ts";

/** Signs accepted rows and hands them to the node. */
export interface Sender {
  begin(): Promise<void>;
  /** @returns whether anything moved */
  round(): Promise<boolean>;
}

/** Transactions under way at once. */
const MOST_UNDER_WAY = 64;

/** What is to be done with an accepted row. */
type Plan = { readonly estimate: bigint } | { readonly refusal: Revert } | "mined" | "later";
type Planned = { readonly row: OutboxRow; readonly plan: Plan };

export function createSender(parts: RelayerParts, broadcaster: Broadcaster): Sender {
  const { chain, wallet, database, logger, wallClock } = parts;
  const { provider } = chain;
  const { db } = database;
  const fates = createFates(parts);
  const postponer = createPostponer(wallClock);
  let lastFinal = -1;

  async function round(): Promise<boolean> {
    const underWay = await rowsIn(db, "sent", { limit: MOST_UNDER_WAY });
    const room = MOST_UNDER_WAY - underWay.length;
    if (room === 0) return false;
    const accepted = await rowsIn(db, "accepted", { block: "none", limit: room + postponer.size });
    const rows = accepted.filter(({ sequence }) => !postponer.has(sequence)).slice(0, room);
    if (rows.length === 0) return false;
    const planned = await Promise.all(rows.map(async (row) => ({ row, plan: await planOf(row) })));
    const decided = await decide(planned, underWay[0]?.sequence ?? Number.POSITIVE_INFINITY);
    const kept = await keep(planned);
    // All at once, in order: the node's own answer takes longer than all else.
    await Promise.all(kept.map(launch));
    return decided || kept.length > 0;
  }

  async function launch(row: OutboxRow): Promise<void> {
    if (await broadcaster.launch(row)) postponer.postpone(row.sequence);
    else postponer.forget(row.sequence);
  }

  async function planOf(row: OutboxRow): Promise<Plan> {
    if (row.raw_transaction !== null && (await receiptFor(provider, row))) return "mined";
    try {
      const call = { from: wallet.address, to: row.target, data: row.calldata };
      return { estimate: await estimateGas(provider, call) };
    } catch (error) {
      const data = revertData(error);
      if (data !== undefined) return { refusal: decodeRevert(data) };
      if (nodeError(error) === undefined) throw error;
      // The node has something against this call alone: the others need not wait for it.
      logger?.warn({ sequence: row.sequence, reason: reasonOf(error) }, "the gas could not be estimated");
      postponer.postpone(row.sequence);
      return "later";
    }
  }

  /**
   * A call may need what another one before it does first, so a refusal counts only when nothing that was accepted
   * before is still on its way.
   */
  async function decide(planned: readonly Planned[], firstUnderWay: number): Promise<boolean> {
    let moved = false;
    let clear = true;
    for (const { row, plan } of planned) {
      if (plan === "mined") moved = (await changeRow(db, row, { state: "sent" }, wallClock())) || moved;
      if (typeof plan !== "object") continue;
      if ("estimate" in plan) clear = false;
      else if (clear && row.sequence < firstUnderWay) {
        moved = true;
        await fates.refused(row, plan.refusal);
      }
    }
    return moved;
  }

  /** Signs, and writes down what was signed before any node hears of it. */
  async function keep(planned: readonly Planned[]): Promise<OutboxRow[]> {
    const sendable = planned.flatMap(({ row, plan }) =>
      typeof plan === "object" && "estimate" in plan ? [{ row, estimate: plan.estimate }] : [],
    );
    if (sendable.length === 0) return [];
    const [fees, nonces] = await Promise.all([feesOf(provider), freeNonces(sendable.length)]);
    const { maxFeePerGas, maxPriorityFeePerGas } = fees;
    const changes = sendable.map(({ row, estimate }, index) => {
      const nonce = nonces[index] ?? 0;
      const gasLimit = gasLimitFor(estimate, row.attempts, fees);
      const call = { chainId: chain.chainId, to: row.target, data: row.calldata, nonce, gasLimit };
      const raw = signCall(wallet, { ...call, maxFeePerGas, maxPriorityFeePerGas });
      return { row, change: withSigned(row, raw, wallet.address, nonce) };
    });
    return db.transaction().execute(async (trx) => {
      const kept: OutboxRow[] = [];
      for (const { row, change } of changes) {
        if (await changeRow(trx, row, change, wallClock())) kept.push({ ...row, ...change });
      }
      return kept;
    });
  }

  /** The lowest nonces that neither the node nor the outbox has a use for: gaps are filled first. */
  async function freeNonces(count: number): Promise<number[]> {
    const [counted, open] = await Promise.all([
      provider.send("eth_getTransactionCount", [wallet.address, "pending"]),
      openNonces(db, wallet.address),
    ]);
    const free: number[] = [];
    for (let nonce = Math.max(Number(counted), lastFinal + 1); free.length < count; nonce += 1) {
      if (!open.has(nonce)) free.push(nonce);
    }
    return free;
  }

  return {
    async begin() {
      lastFinal = await lastFinalNonce(db, wallet.address);
    },
    round,
  };
}
