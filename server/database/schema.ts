import type { Generated, Kysely } from "kysely";
import type { BlockRow, CursorRow, EventTables } from "./index-schema.ts";

/**
 * The application's own tables: unlike the index they cannot be rebuilt from the chain. Times are unix seconds.
 */
export interface DocumentRow {
  id: string;
  /** The EIP-712 primary type. */
  type: string;
  contract: string;
  typed_json: string;
  content_json: string;
  parties_json: string;
  state: string;
  transaction_hash: string | null;
  error_json: string | null;
  created_at: number;
  updated_at: number;
  /** The outbox row that carries it to the chain, once accepted. */
  accepted_sequence: number | null;
}

export interface SignatureRow {
  document_id: string;
  party: string;
  signature_json: string;
  created_at: number;
}

export interface OutboxTable {
  /** Given by the database; rises in the order of acceptance. */
  sequence: Generated<number>;
  document_id: string | null;
  target: string;
  calldata: string;
  state: string;
  relayer: string | null;
  nonce: number | null;
  raw_transaction: string | null;
  transaction_hash: string | null;
  block: number | null;
  attempts: number;
  error_json: string | null;
  created_at: number;
  updated_at: number;
}

/** The next nonce that the gateway hands out to a signer, within the signer's epoch. */
export interface DocumentNonceRow {
  contract: string;
  signer: string;
  epoch: string;
  next: number;
}

export interface IdempotencyKeyRow {
  scope: string;
  key: string;
  /** Digest of the request, so that the same key with another request is refused. */
  request_hash: string;
  document_id: string | null;
  created_at: number;
}

export interface SessionRow {
  token_hash: string;
  account: string;
  expires_at: number;
  created_at: number;
}

export interface LoginNonceRow {
  nonce: string;
  expires_at: number;
}

export interface CatalogueRow {
  id: string;
  name: string;
  registrant: string;
  /** "receiving", "awaiting-signature", "registering", "done", "refused" or "cancelled" */
  state: string;
  /** "ndjson", "onix" or "csv" */
  format: string;
  /** Digest of the file, by which a broken transfer is taken up again. */
  source: string | null;
  /** Records taken in so far. */
  received: number;
  details_json: string;
  created_at: number;
  updated_at: number;
}

/** A run of a catalogue's works under one signature, small enough for its Merkle trees to be held in memory. */
export interface CataloguePartRow {
  catalogue_id: string;
  part: number;
  first_place: number;
  works: number;
  /** The document that registers its works. */
  document_id: string;
  /** The document that deposits them first, for priority. */
  deposit_id: string;
  /** The place of the first work that is in no batch yet. */
  next_place: number;
}

export interface CatalogueRecordRow {
  catalogue_id: string;
  line: number;
  ref: string;
  outcome: string;
  work_id: string | null;
  reasons_json: string;
  work_json: string;
  /** The document that corrects the work, for one that is on the ledger with other metadata. */
  document_id: string | null;
  /** The record's leaf in the catalogue's tree, for a work to be registered. */
  place: number | null;
}

/** A sealed agreement: its name, which is the digest of what is sealed, and its key. */
export interface AgreementRow {
  digest: string;
  /** Base64: the key, sealed with the gateway's own. */
  wrapped_key: string;
  created_at: number;
}

export interface AgreementReaderRow {
  digest: string;
  account: string;
  /** "party" or "reader" */
  role: string;
  granted_by: string;
  granted_at: number;
}

export interface UndoTable {
  sequence: Generated<number>;
  block: number;
  table_name: string;
  key_json: string;
  /** The row before the block's first change to it; null when there was none. */
  before_json: string | null;
}

export interface MigrationRow {
  number: number;
  name: string;
  applied_at: number;
}

/** Every table, with the types that both databases read and write. */
export interface Schema extends EventTables {
  migrations: MigrationRow;
  blocks: BlockRow;
  cursor: CursorRow;
  undo: UndoTable;
  documents: DocumentRow;
  signatures: SignatureRow;
  outbox: OutboxTable;
  document_nonces: DocumentNonceRow;
  idempotency_keys: IdempotencyKeyRow;
  sessions: SessionRow;
  login_nonces: LoginNonceRow;
  catalogues: CatalogueRow;
  catalogue_parts: CataloguePartRow;
  catalogue_records: CatalogueRecordRow;
  agreements: AgreementRow;
  agreement_readers: AgreementReaderRow;
}

/** A connection pool or a transaction: whatever can run a query. */
export type Executor = Kysely<Schema>;
