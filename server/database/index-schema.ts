/**
 * The index: every row follows from chain events (and the documents they name) alone, so all of it can be
 * dropped and rebuilt. Times are unix seconds, digests and addresses text, `position` is block * 2^20 + log index.
 */

export interface BlockRow {
  number: number;
  hash: string;
  parent_hash: string;
  timestamp: number;
  /** 1: the before-images of everything this block changed are kept, so it can be rolled back. */
  undo: number;
}

export interface CursorRow {
  id: number;
  block: number;
  block_hash: string;
}

export interface WorkRow {
  position: number;
  work_id: string;
  holder: string;
  /** Empty until the metadata document has been read. */
  title: string;
  original_title: string | null;
  language: string | null;
  genre: string | null;
  /** `[{ name, role }]` */
  creators_json: string;
  /** `[{ scheme, value }]` */
  identifiers_json: string;
  legal_class: string;
  trade_class: string;
  /** "registered" or "revoked" */
  status: string;
  /** Bit set: the encumbrance flags as the registry keeps them. */
  encumbrances: number;
  /** Last protected day, YYYY-MM-DD; null while the end is unknown. */
  protected_until: string | null;
  registered_at: number;
  priority_at: number;
  metadata_digest: string;
  /** 1 once the metadata document has been read and its digest checked. */
  metadata_available: number;
  registered_block: number;
  co_owner_count: number;
  /** The work that its metadata document names as this file's catalogue record. */
  record_id: string | null;
}

export interface CoOwnerRow {
  work_id: string;
  place: number;
  account: string;
  /** Decimal digits: up to 96 bits. */
  shares: string;
}

export interface DerivationRow {
  work_id: string;
  source_id: string;
}

export interface WorkEventRow {
  position: number;
  work_id: string;
  kind: string;
  block: number;
  transaction_hash: string;
  log_index: number;
  at: number;
  data_json: string;
}

export interface DepositRow {
  position: number;
  root: string;
  depositor: string;
  /** Leaves under the root. */
  count: number;
  /** Digest of the manifest document. */
  manifest: string;
  block: number;
  at: number;
  transaction_hash: string;
}

export interface InstitutionRow {
  account: string;
  name: string;
  /** Bit set of the accredited kinds. */
  kinds: number;
  /** "accredited", "suspended" or "revoked" */
  status: string;
  profile_digest: string;
  since: number;
  position: number;
}

export interface AttestationRow {
  id: string;
  institution: string;
  kind: string;
  subject_kind: string;
  subject_id: string;
  /** The official number. */
  reference: string;
  /** Digest of the attested document. */
  document: string | null;
  /** Minor units, decimal digits. */
  amount: string | null;
  /** ISO 4217 */
  currency: string | null;
  /** First and last day of validity, YYYY-MM-DD; null where there is no last one. */
  valid_from: string;
  valid_until: string | null;
  issued_at: number;
  revoked_at: number | null;
  position: number;
}

export interface ExecutedDocumentRow {
  document: string;
  signer: string;
  nonce: string;
  contract: string;
  transaction_hash: string;
  block: number;
  position: number;
}

export interface CancellationRow {
  position: number;
  signer: string;
  contract: string;
  /** The one nonce cancelled; null when all before `epoch` were. */
  nonce: string | null;
  epoch: string | null;
}

/** The tables that events write, by name. */
export interface EventTables {
  works: WorkRow;
  co_owners: CoOwnerRow;
  derivations: DerivationRow;
  work_events: WorkEventRow;
  deposits: DepositRow;
  institutions: InstitutionRow;
  attestations: AttestationRow;
  executed_documents: ExecutedDocumentRow;
  cancellations: CancellationRow;
}

export type EventTable = keyof EventTables;

/** By which columns the index names a row, per table; each is a unique key. */
export const EVENT_KEYS = {
  works: ["work_id"],
  co_owners: ["work_id", "place"],
  derivations: ["work_id", "source_id"],
  work_events: ["position"],
  deposits: ["position"],
  institutions: ["account"],
  attestations: ["id"],
  executed_documents: ["document"],
  cancellations: ["position"],
} as const satisfies { [T in EventTable]: readonly (keyof EventTables[T])[] };

/** The columns that name a row of table `T`. */
export type EventKey<T extends EventTable> = Pick<
  EventTables[T],
  (typeof EVENT_KEYS)[T][number] & keyof EventTables[T]
>;

/** The names of the event tables. */
export const EVENT_TABLES = Object.keys(EVENT_KEYS) as EventTable[];

const LOGS_PER_BLOCK = 2 ** 20;

/** Where an event stands in the chain, as one number that orders all events; fits 53 bits. */
export function positionOf(block: number, logIndex: number): number {
  const position = block * LOGS_PER_BLOCK + logIndex;
  if (logIndex >= LOGS_PER_BLOCK || !Number.isSafeInteger(position)) {
    throw new RangeError(`no position for log ${logIndex} of block ${block}`);
  }
  return position;
}
