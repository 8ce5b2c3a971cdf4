import type { Executor } from "../../database/schema.ts";
import type { Revert } from "../reverts.ts";
import { changeRow, type OutboxRow, signedFor } from "./outbox.ts";
import { reasonOfRevert, receiptOf, succeeded } from "./receipts.ts";
import type { Receipt, RelayerParts } from "./relayer.ts";
import { ranOutOfGas } from "./transactions.ts";

/** What has become of a row, to be written together with others. */
export type Fate = (trx: Executor) => Promise<void>;

/** Finds out what has become of rows, and writes it down with all that follows from it. */
export interface Fates {
  /** What follows from a receipt; null if that is known already. `final` is the newest final block. */
  of(row: OutboxRow, receipt: Receipt, final: number): Promise<Fate | null>;
  /** The contracts would refuse a row now. It counts once the state in which they would can no longer change. */
  refused(row: OutboxRow, refusal: Revert): Promise<void>;
  /** As `refused`, in the final state. */
  refusedForGood(row: OutboxRow, refusal: Revert): Promise<Fate>;
  write(fates: readonly Fate[]): Promise<void>;
}

/** Transactions for one row after which running out of gas is held for its fate. */
const MOST_ATTEMPTS = 5;

/** What makes a row one that has to be sent; what was signed for it stays. */
const startAgain = { state: "accepted", nonce: null, block: null, error_json: null };

export function createFates({ chain, wallet, database, events, logger, wallClock }: RelayerParts): Fates {
  const { provider } = chain;
  const { db } = database;

  async function of(row: OutboxRow, receipt: Receipt, final: number): Promise<Fate | null> {
    const block = Number(receipt.blockNumber);
    const state = block <= final ? "final" : "mined";
    if (row.state === state && row.block === block) return null;
    if (succeeded(receipt)) return executed(row, receipt, state);
    if (isShortOfGas(row, receipt)) return change(row, startAgain);
    const reason = await reasonOfRevert(provider, row, wallet.address, receipt);
    if (state === "final") return failed(row, reason);
    return change(row, { state, block, error_json: JSON.stringify(reason) });
  }

  /** The contracts have not decided then: it is signed anew, with more gas, unless that was so time and again. */
  function isShortOfGas(row: OutboxRow, { transactionHash, gasUsed }: Receipt): boolean {
    const raw = signedFor(row).find(({ hash }) => hash === transactionHash)?.raw;
    if (raw === undefined || row.attempts >= MOST_ATTEMPTS || !ranOutOfGas(raw, gasUsed)) return false;
    logger?.warn({ sequence: row.sequence, gasUsed: Number(gasUsed) }, "a transaction ran out of gas");
    return true;
  }

  function executed(row: OutboxRow, receipt: Receipt, state: "mined" | "final"): Fate {
    const block = Number(receipt.blockNumber);
    const isNews = row.state !== "mined" || row.block !== block || row.error_json !== null;
    return change(row, { state, block, error_json: null }, (trx) =>
      isNews ? events.mined(trx, row, receipt) : Promise.resolve(),
    );
  }

  function failed(row: OutboxRow, revert: Revert): Fate {
    const error_json = JSON.stringify(revert);
    return change(row, { state: "failed", error_json }, (trx) => events.failed(trx, row, revert));
  }

  function change(row: OutboxRow, what: Partial<OutboxRow>, then?: (trx: Executor) => Promise<void>): Fate {
    return async (trx) => {
      if (await changeRow(trx, row, what, wallClock())) await then?.(trx);
    };
  }

  async function refused(row: OutboxRow, refusal: Revert): Promise<void> {
    // What the embedded chain has is final, and its latest block may be too old to ask what time does to a document.
    if (chain.embedded) return write([await refusedForGood(row, refusal)]);
    const { latest } = await chain.heads();
    await write([change(row, { block: latest, error_json: JSON.stringify(refusal) })]);
  }

  /** Anybody can submit a document that was signed: then it is refused to us because it has been executed. */
  async function refusedForGood(row: OutboxRow, refusal: Revert): Promise<Fate> {
    const elsewhere = await db
      .selectFrom("executed_documents")
      .select("transaction_hash")
      .where("document", "=", row.document_id ?? "")
      .executeTakeFirst();
    const receipt = elsewhere && (await receiptOf(provider, elsewhere.transaction_hash));
    return receipt ? executed(row, receipt, "final") : failed(row, refusal);
  }

  async function write(fates: readonly Fate[]): Promise<void> {
    if (fates.length === 0) return;
    await db.transaction().execute(async (trx) => {
      for (const fate of fates) await fate(trx);
    });
  }

  return { of, refused, refusedForGood, write };
}
