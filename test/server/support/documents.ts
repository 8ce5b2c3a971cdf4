import { expect } from "chai";
import type { Signer, Wallet } from "ethers";
import type { z } from "zod";
import type { TypedDocument } from "../../../server/domain/documents.ts";
import type { draft } from "../../../server/features/documents/contents.ts";
import type { documentView } from "../../../server/features/documents/view.ts";
import type { Answer } from "./api.ts";
import { eventsOf } from "./events.ts";
import type { TestProduct } from "./product.ts";

/** What a caller sends to prepare a document. */
export type DocumentDraft = z.input<typeof draft>;
export type DocumentView = z.output<typeof documentView>;

/** Prepares a document, and expects that it can be. */
export async function prepare(
  { api }: TestProduct,
  document: DocumentDraft,
  headers: Record<string, string> = {},
): Promise<DocumentView> {
  const answer = await api.post<DocumentView>("/documents", document, { headers });
  expect(answer.status, answer.text).to.equal(201);
  return answer.body;
}

/** What a party of a document is asked to sign. */
export function typedDataOf(document: DocumentView, account: string): TypedDocument {
  const party = document.parties.find((candidate) => candidate.account === account);
  if (!party) throw new Error(`${account} is no party to this document.`);
  return party.typedData as unknown as TypedDocument;
}

export async function signatureOf(
  document: DocumentView,
  signer: Signer,
  account?: string,
): Promise<{ party: string; signature: string }> {
  const party = account ?? (await signer.getAddress());
  const { domain, types, message } = typedDataOf(document, party);
  return { party, signature: await signer.signTypedData(domain, types, { ...message }) };
}

/** Submits signatures; the answer may be a refusal. */
export function submit(
  { api }: TestProduct,
  { id }: Pick<DocumentView, "id">,
  ...signatures: { party: string; signature: string }[]
): Promise<Answer<DocumentView>> {
  return api.post<DocumentView>(`/documents/${id}/signatures`, { signatures });
}

/** Follows a document by its events until nothing more comes. */
export async function ended({ url }: TestProduct, id: string): Promise<DocumentView> {
  const events = await eventsOf<DocumentView>(`${url}/api/v1/documents/${id}/events`);
  return events.at(-1) ?? expect.fail("the stream of events ended without one");
}

/** Signs a prepared document with these keys, submits it, and expects it on the chain for good. */
export async function execute(
  product: TestProduct,
  document: DocumentView,
  ...signers: Wallet[]
): Promise<DocumentView> {
  const signatures = await Promise.all(signers.map((signer) => signatureOf(document, signer)));
  const answer = await submit(product, document, ...signatures);
  expect(answer.status, answer.text).to.equal(202);
  const executed = await ended(product, document.id);
  expect(executed, JSON.stringify(executed.error)).to.include({ state: "executed", finality: "final" });
  return executed;
}

/** Prepares, signs and submits, and expects the document on the chain for good. */
export async function perform(
  product: TestProduct,
  document: DocumentDraft,
  ...signers: Wallet[]
): Promise<DocumentView> {
  return execute(product, await prepare(product, document), ...signers);
}
