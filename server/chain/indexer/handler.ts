import type { IndexWriter } from "../../database/index-writer.ts";
import type { DocumentContract } from "../../domain/documents.ts";
import type { LedgerEvent } from "./events.ts";
import type { Described } from "./metadata.ts";

export interface HandlerContext {
  readonly writer: IndexWriter;
  /** What the metadata documents of these events say. */
  readonly described: Described;
  address(contract: DocumentContract): string;
}

/** Writes the rows that follow from one event, and only those. */
export type Handler = (event: LedgerEvent, context: HandlerContext) => Promise<void>;

/** A token id or bytes32 as the ledger writes it. */
export function idOf(value: unknown): string {
  return typeof value === "bigint" ? `0x${value.toString(16).padStart(64, "0")}` : String(value);
}

/** Puts an event into a work's history. */
export function remember(
  event: LedgerEvent,
  { writer }: HandlerContext,
  workId: string,
  kind: string,
  data: Readonly<Record<string, unknown>>,
): void {
  writer.insert("work_events", {
    position: event.position,
    work_id: workId,
    kind,
    block: event.block,
    transaction_hash: event.transactionHash,
    log_index: event.logIndex,
    at: event.at,
    data_json: JSON.stringify(data),
  });
}
