import type { Broadcaster } from "./broadcaster.ts";
import { createFates, type Fate } from "./fates.ts";
import { changeRow, type OutboxRow, rowsIn } from "./outbox.ts";
import { receiptFor, receiptsFor, refusalAt } from "./receipts.ts";
import type { RelayerParts } from "./relayer.ts";

/** Follows rows from the node to finality. */
export interface Settler {
  /** @returns whether anything moved */
  round(): Promise<boolean>;
}

/** Rows of a kind that one round looks at: with a batch of works in it, a row is half a megabyte. */
const MOST_SETTLED = 100;
/** Seconds after which a transaction without a receipt is sent again, and one with a receipt is looked at again. */
const PATIENCE_SECONDS = 15;

export function createSettler(parts: RelayerParts, broadcaster: Broadcaster): Settler {
  const { chain, wallet, database, wallClock } = parts;
  const { provider } = chain;
  const { db } = database;
  const fates = createFates(parts);
  let recheckedAt = wallClock();
  let recheckAfter = 0;

  async function round(): Promise<boolean> {
    const sent = await rowsIn(db, "sent", { limit: MOST_SETTLED });
    const { final } = await chain.heads();
    const mined = await rowsIn(db, "mined", { block: { upTo: final }, limit: MOST_SETTLED });
    const settled = await settle([...sent, ...mined, ...(await due(final))], final);
    return (await reconsider(final)) || settled;
  }

  async function settle(rows: readonly OutboxRow[], final: number): Promise<boolean> {
    const receipts = await receiptsFor(provider, rows);
    const written: Fate[] = [];
    const lost: OutboxRow[] = [];
    for (const [index, row] of rows.entries()) {
      const receipt = receipts[index];
      if (!receipt) lost.push(row);
      else written.push(...[await fates.of(row, receipt, final)].filter((fate) => fate !== null));
    }
    await fates.write(written);
    // Dropped, or its block was reorganised away; what was sent just now only waits. One by one: the order counts.
    const resent = lost.filter((row) => row.state === "mined" || isDue(row));
    for (const row of resent) await broadcaster.resend(row);
    return written.length > 0 || resent.length > 0;
  }

  function isDue({ updated_at }: OutboxRow): boolean {
    return wallClock() - updated_at >= PATIENCE_SECONDS;
  }

  /** Now and then, rows whose block may still vanish, to be sent again soon if it has. */
  async function due(final: number): Promise<OutboxRow[]> {
    if (wallClock() - recheckedAt < PATIENCE_SECONDS) return [];
    const page = { block: { above: final }, after: recheckAfter, limit: MOST_SETTLED };
    const rows = await rowsIn(db, "mined", page);
    recheckAfter = rows.length < MOST_SETTLED ? 0 : (rows.at(-1)?.sequence ?? 0);
    if (recheckAfter === 0) recheckedAt = wallClock();
    return rows;
  }

  /** Rows that the contracts would have refused as of a block that is final now: do they in the final state? */
  async function reconsider(final: number): Promise<boolean> {
    const rows = await rowsIn(db, "accepted", { block: { upTo: final }, limit: MOST_SETTLED });
    const written: Fate[] = [];
    for (const row of rows) {
      const refusal = (await receiptFor(provider, row))
        ? null
        : await refusalAt(provider, row, wallet.address, final);
      if (refusal) written.push(await fates.refusedForGood(row, refusal));
      else await changeRow(db, row, { block: null, error_json: null }, wallClock());
    }
    await fates.write(written);
    return rows.length > 0;
  }

  return { round };
}
