import type { LedgerEvent } from "./events.ts";
import type { Handler, HandlerContext } from "./handler.ts";
import { institutionHandlers } from "./institution-handlers.ts";
import { workHandlers } from "./work-handlers.ts";

/** What becomes of documents and deposits, whichever contract took them. */
const documentHandlers: Readonly<Record<string, Handler>> = {
  async DocumentExecuted(event, { writer, address }) {
    writer.insert("executed_documents", {
      document: String(event.args.document),
      signer: String(event.args.signer),
      nonce: String(event.args.nonce),
      contract: address(event.contract),
      transaction_hash: event.transactionHash,
      block: event.block,
      position: event.position,
    });
  },
  async NonceCancelled(event, { writer, address }) {
    writer.insert("cancellations", {
      position: event.position,
      signer: String(event.args.signer),
      contract: address(event.contract),
      nonce: String(event.args.nonce),
      epoch: null,
    });
  },
  async EpochRaised(event, { writer, address }) {
    writer.insert("cancellations", {
      position: event.position,
      signer: String(event.args.signer),
      contract: address(event.contract),
      nonce: null,
      epoch: String(event.args.epoch),
    });
  },
  async Deposited(event, { writer }) {
    writer.insert("deposits", {
      position: event.position,
      root: String(event.args.root),
      depositor: String(event.args.depositor),
      count: Number(event.args.count),
      manifest: String(event.args.manifest),
      block: event.block,
      at: event.at,
      transaction_hash: event.transactionHash,
    });
  },
};

const handlers: Readonly<Record<string, Handler>> = {
  ...documentHandlers,
  ...workHandlers,
  ...institutionHandlers,
};

/** The events that the index is made of. */
export const HANDLED_EVENTS: readonly string[] = Object.keys(handlers);

/** Events that say nothing that another one does not say, or that the index has no use for. */
export const IGNORED_EVENTS: readonly string[] = [
  "Transfer",
  "Approval",
  "ApprovalForAll",
  "Locked",
  "Unlocked",
  "MetadataUpdate",
  "BatchMetadataUpdate",
  "EIP712DomainChanged",
  "AuthorityUpdated",
  "CatalogueBatchRegistered",
  "WorkSkipped",
  "ConsentGiven",
  "SubjectKindSet",
];

/** Writes what an event says: one function per event, the same rows however often and whenever it is read. */
export async function handle(event: LedgerEvent, context: HandlerContext): Promise<void> {
  await handlers[event.name]?.(event, context);
}
