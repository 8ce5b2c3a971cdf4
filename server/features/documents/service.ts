import { createHash } from "node:crypto";
import type { JsonRpcApiProvider } from "ethers";
import type { Ledger } from "../../chain/ledger.ts";
import { enqueue } from "../../chain/relayer/outbox.ts";
import type { ContentStore } from "../../content/store.ts";
import type { Database } from "../../database/connection.ts";
import {
  type DocumentContract,
  type DocumentType,
  documentId,
  EPOCH_SHIFT,
  typedDocument,
} from "../../domain/documents.ts";
import { Refusal } from "../../http/problem.ts";
import type { Signal } from "../../signal.ts";
import { type Built, build } from "./build.ts";
import { encodeSubmission } from "./calldata.ts";
import type { Draft } from "./contents.ts";
import { claimKey, documentUnder, type KeyedRequest } from "./idempotency.ts";
import { takeNonce } from "./nonces.ts";
import { rehearse } from "./rehearsal.ts";
import { isSignedBy } from "./signatures.ts";
import {
  findDocument,
  insertDocument,
  keepSignature,
  moveDocument,
  type Party,
  type StoredDocument,
  signaturesOf,
  typedFor,
} from "./store.ts";

/** Documents from the draft to the chain: prepare, collect the parties' signatures, accept, hand to the relayer. */

export interface DocumentDependencies {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly content: ContentStore;
  readonly provider: JsonRpcApiProvider;
  /** The account that submits. */
  readonly relayer: string;
  /** Told when something was accepted. */
  readonly accepted: Signal;
}

export type DocumentService = ReturnType<typeof documentService>;

const DEFAULT_TERM_SECONDS = 30 * 24 * 3600;

/** A deadline lies no further ahead: what nobody signs in a year is forgotten. */
export const MOST_TERM_SECONDS = 366 * 24 * 3600;

export function documentService(deps: DocumentDependencies) {
  const { database, ledger, content, provider } = deps;

  /** Makes a document, with its metadata pinned; the same key and draft give the same document. */
  async function prepare(draft: Draft, idempotencyKey?: string): Promise<StoredDocument> {
    const hash = createHash("sha256").update(JSON.stringify(draft)).digest("hex");
    const request = idempotencyKey === undefined ? undefined : { key: idempotencyKey, hash };
    const known = request && (await documentUnder(database.db, request));
    if (known !== undefined) return get(known);
    const built = await build(draft, { ledger, find: findForCancelling });
    return keep(draft.type, built, draft, request);
  }

  /** Gives what was built its nonces and deadline, pins what it names, and stores it. */
  async function keep(
    type: DocumentType,
    built: Built,
    wish: { nonce?: string | undefined; deadline?: string | undefined },
    request?: KeyedRequest,
  ): Promise<StoredDocument> {
    const now = await chainTime();
    const deadline = deadlineOf(wish.deadline, now);
    const nonce = await nonceFor(built, wish.nonce);
    const message = { ...built.message, nonce, deadline };
    const place = ledger.place(built.contract);
    if (built.pins.length > 0) await content.putMany(built.pins);
    const parties: Party[] = [{ account: built.signer, role: "signer", nonce, deadline }];
    for (const account of built.consents) {
      const own = String(await takeNonce(database, ledger, built.contract, account));
      parties.push({ account, role: "consent", nonce: own, deadline });
    }
    const document: StoredDocument = {
      id: documentId(typedDocument(type, message, place)),
      type,
      contract: built.contract,
      state: "prepared",
      message,
      citation: built.citation,
      parties,
      transaction: null,
      error: null,
      createdAt: Math.floor(Date.now() / 1000),
    };
    const kept = await database.db.transaction().execute(async (trx) => {
      const id = request ? await claimKey(trx, request, document.id) : document.id;
      if (id === document.id) await insertDocument(trx, document);
      return id;
    });
    return get(kept);
  }

  /** Takes signatures; with the last of them the document is accepted and will reach the chain, once. */
  async function sign(
    id: string,
    signatures: readonly { party: string; signature: string }[],
  ): Promise<StoredDocument> {
    const document = await get(id);
    if (document.state === "prepared") await checkDeadline(document);
    for (const { party, signature } of signatures) await check(document, party, signature);
    if (document.state !== "prepared") return document;
    await database.db.transaction().execute(async (trx) => {
      for (const { party, signature } of signatures) await keepSignature(trx, id, party, signature);
    });
    const collected = await signaturesOf(database, id);
    if (document.parties.every(({ account }) => collected.has(account))) await accept(document, collected);
    return get(id);
  }

  /** A document that waits for other parties would take a late signature without asking the chain. */
  async function checkDeadline({ parties }: StoredDocument): Promise<void> {
    const now = await chainTime();
    if (parties.every(({ deadline }) => now <= Number(deadline))) return;
    throw new Refusal("conflict", "expired", "The deadline in the document has passed: prepare it anew.");
  }

  async function check(document: StoredDocument, account: string, signature: string): Promise<void> {
    const party = document.parties.find((candidate) => candidate.account === account);
    if (!party) {
      throw new Refusal("invalid", "not-a-party", `${account} is no party to this document.`);
    }
    const typed = typedFor(document, party, ledger.place(document.contract));
    if (await isSignedBy(provider, account, typed, signature)) return;
    throw new Refusal(
      "invalid",
      "bad-signature",
      `The signature is not that of ${account} over this document: sign its typed data as it stands.`,
    );
  }

  async function accept(document: StoredDocument, collected: ReadonlyMap<string, string>): Promise<void> {
    if (document.type === "Catalogue") {
      // Its batches go into the outbox one after the other; the contract checks each of them.
      await moveDocument(database.db, document.id, ["prepared"], { state: "accepted" });
      deps.accepted.notify();
      return;
    }
    const data = submissionOf(document, collected);
    const to = ledger.place(document.contract).address;
    try {
      await rehearse(provider, { from: deps.relayer, to, data });
    } catch (error) {
      // Somebody else may have been faster, here or on the chain itself: then it is done, and nothing is wrong.
      if (await isUnderWay(document.id)) return;
      throw error;
    }
    await database.db.transaction().execute(async (trx) => {
      if (!(await moveDocument(trx, document.id, ["prepared"], { state: "accepted" }))) return;
      const sequence = await enqueue(trx, { documentId: document.id, target: to, calldata: data });
      await moveDocument(trx, document.id, ["accepted"], { accepted_sequence: sequence });
    });
    deps.accepted.notify();
  }

  async function isUnderWay(id: string): Promise<boolean> {
    if ((await get(id)).state !== "prepared") return true;
    const executed = await database.db
      .selectFrom("executed_documents")
      .select("block")
      .where("document", "=", id)
      .executeTakeFirst();
    return executed !== undefined;
  }

  async function get(id: string): Promise<StoredDocument> {
    const document = await findDocument(database, id);
    if (document) return document;
    throw new Refusal("not-found", "document-not-found", "This gateway prepared no document with this id.");
  }

  async function nonceFor({ contract, signer }: Built, wished: string | undefined): Promise<string> {
    if (wished === undefined) return String(await takeNonce(database, ledger, contract, signer));
    const nonce = BigInt(wished);
    const registry = ledger[contract];
    if (await registry.isNonceSpent(signer, nonce)) {
      throw new Refusal(
        "conflict",
        "nonce-spent",
        "The nonce was spent or cancelled: leave it out to get a free one.",
      );
    }
    const epoch = await registry.epochOf(signer);
    if (nonce >> EPOCH_SHIFT !== epoch) {
      throw new Refusal(
        "conflict",
        "wrong-epoch",
        `The upper 64 bits of a nonce are the signer's epoch, now ${epoch}.`,
      );
    }
    return wished;
  }

  /** The next block's time at the earliest: an embedded chain's clock may run ahead. */
  async function chainTime(): Promise<number> {
    const blockAt = async (tag: string) =>
      (await provider.send("eth_getBlockByNumber", [tag, false])) as { timestamp: string } | null;
    // Not every node makes up a pending block.
    const block = (await blockAt("pending")) ?? (await blockAt("latest"));
    return Math.max(Number(block?.timestamp ?? 0), Math.floor(Date.now() / 1000));
  }

  async function findForCancelling(
    id: string,
  ): Promise<{ contract: DocumentContract; signer: string; nonce: string } | undefined> {
    const document = await findDocument(database, id);
    const signer = document?.parties.find(({ role }) => role === "signer");
    return document && signer
      ? { contract: document.contract, signer: signer.account, nonce: signer.nonce }
      : undefined;
  }

  return { prepare, keep, sign, get };
}

function submissionOf(document: StoredDocument, collected: ReadonlyMap<string, string>): string {
  if (document.type === "Catalogue") throw new Error("A catalogue is submitted batch by batch.");
  const [signer, ...others] = document.parties;
  const consents = others.map(({ account, nonce, deadline }) => {
    return { party: account, nonce, deadline, signature: collected.get(account) ?? "0x" };
  });
  const signature = collected.get(signer?.account ?? "") ?? "0x";
  return encodeSubmission(
    document.type,
    document.contract,
    document.message,
    signature,
    consents,
    document.citation,
  );
}

function deadlineOf(wished: string | undefined, now: number): string {
  if (wished === undefined) return String(now + DEFAULT_TERM_SECONDS);
  const deadline = Math.floor(Date.parse(wished) / 1000);
  if (deadline <= now) {
    throw new Refusal("invalid", "expired", "The deadline has passed: give one in the future.");
  }
  if (deadline > now + MOST_TERM_SECONDS) {
    throw new Refusal(
      "invalid",
      "deadline-too-far",
      "The deadline is more than a year ahead: give an earlier one.",
    );
  }
  return String(deadline);
}
