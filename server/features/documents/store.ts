import type { Database } from "../../database/connection.ts";
import type { DocumentRow, Executor } from "../../database/schema.ts";
import {
  type DocumentContract,
  type DocumentMessage,
  type DocumentPlace,
  type DocumentType,
  type TypedDocument,
  typedConsent,
  typedDocument,
} from "../../domain/documents.ts";
import type { Citation } from "../../domain/merkle.ts";

/** A party to a document, with the nonce and the deadline of its own signature. */
export interface Party {
  readonly account: string;
  readonly role: "signer" | "consent";
  readonly nonce: string;
  /** Unix seconds. */
  readonly deadline: string;
}

/** `prepared` waits for signatures, `accepted` is on its way to the chain, `executed` and `failed` are its fate. */
export type DocumentState = "prepared" | "accepted" | "executed" | "failed";

/** A document as the gateway keeps it. */
export interface StoredDocument {
  readonly id: string;
  readonly type: DocumentType;
  readonly contract: DocumentContract;
  readonly state: DocumentState;
  readonly message: DocumentMessage;
  readonly citation: Citation | null;
  readonly parties: readonly Party[];
  readonly transaction: string | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly createdAt: number;
}

export async function insertDocument(trx: Executor, document: StoredDocument): Promise<void> {
  const row: DocumentRow = {
    id: document.id,
    type: document.type,
    contract: document.contract,
    typed_json: JSON.stringify(document.message),
    content_json: JSON.stringify({ citation: document.citation }),
    parties_json: JSON.stringify(document.parties),
    state: document.state,
    transaction_hash: null,
    error_json: null,
    created_at: document.createdAt,
    updated_at: document.createdAt,
    accepted_sequence: null,
  };
  await trx
    .insertInto("documents")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function findDocument(database: Database, id: string): Promise<StoredDocument | undefined> {
  const row = await database.db.selectFrom("documents").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) return undefined;
  return {
    id: row.id,
    type: row.type as DocumentType,
    contract: row.contract as DocumentContract,
    state: row.state as DocumentState,
    message: JSON.parse(row.typed_json) as DocumentMessage,
    citation: (JSON.parse(row.content_json) as { citation: Citation | null }).citation,
    parties: JSON.parse(row.parties_json) as Party[],
    transaction: row.transaction_hash,
    error: row.error_json ? (JSON.parse(row.error_json) as StoredDocument["error"]) : null,
    createdAt: row.created_at,
  };
}

/** Moves a document on, if it is still in the state that the move starts from. @returns whether it was */
export async function moveDocument(
  trx: Executor,
  id: string,
  from: readonly DocumentState[],
  change: Partial<DocumentRow>,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("documents")
    .set({ ...change, updated_at: Math.floor(Date.now() / 1000) })
    .where("id", "=", id)
    .where("state", "in", [...from])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The signatures collected so far, by party. */
export async function signaturesOf(database: Database, id: string): Promise<Map<string, string>> {
  const rows = await database.db
    .selectFrom("signatures")
    .select(["party", "signature_json"])
    .where("document_id", "=", id)
    .execute();
  return new Map(rows.map(({ party, signature_json }) => [party, JSON.parse(signature_json) as string]));
}

export async function keepSignature(
  trx: Executor,
  documentId: string,
  party: string,
  signature: string,
): Promise<void> {
  const created_at = Math.floor(Date.now() / 1000);
  await trx
    .insertInto("signatures")
    .values({ document_id: documentId, party, signature_json: JSON.stringify(signature), created_at })
    .onConflict((conflict) =>
      conflict.columns(["document_id", "party"]).doUpdateSet({ signature_json: JSON.stringify(signature) }),
    )
    .execute();
}

/** What a party signs: the document itself, or its consent, which nests the document. */
export function typedFor(document: StoredDocument, party: Party, place: DocumentPlace): TypedDocument {
  if (party.role === "signer") return typedDocument(document.type, document.message, place);
  const { account, nonce, deadline } = party;
  return typedConsent(document.type, { party: account, nonce, deadline }, document.message, place);
}
