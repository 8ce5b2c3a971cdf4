import type { z } from "zod";
import type { catalogueSchema, recordSchema } from "../server/features/catalogues/routes.ts";
import type { attestationSchema } from "../server/features/institutions/attestations.ts";
import type { workSchema } from "../server/features/works/view.ts";
import type { asOf } from "../server/http/schemas.ts";

/** The shapes of `/api/v1` as the pages read them. Times are RFC 3339 UTC, dates YYYY-MM-DD. */

/** The block an answer was read at, and whether it can still change. */
export type AsOf = z.output<typeof asOf>;

/** One page of a list; `next` is the cursor of the following page, null at the end. */
export interface Page<Item> {
  items: Item[];
  next: string | null;
  asOf: AsOf;
}

/** `title` is empty until the metadata document has been read; `protectedUntil` is null while the end is not known. */
export type Work = z.output<typeof workSchema>;

export type Creator = Work["creators"][number];

export type Identifier = Work["identifiers"][number];

export type Attestation = z.output<typeof attestationSchema>;

export interface HistoryEntry {
  kind: string;
  at: string;
  block: number;
  transaction: string;
  logIndex: number;
  data: Record<string, unknown>;
}

export interface CoOwner {
  account: string;
  /** A whole number in decimal digits. */
  shares: string;
}

export interface WorkDetail extends Work {
  record: string | null;
  files: string[];
  coOwners: CoOwner[];
  derivedFrom: string[];
  derivatives: string[];
  attestations: Attestation[];
  history: HistoryEntry[];
  document: unknown;
  asOf: AsOf;
}

export interface Verification {
  fingerprint: string;
  registered: boolean;
  /** Also given, with registered false, when the registration has been revoked. */
  work: Work | null;
  asOf: AsOf;
}

export interface Institution {
  account: string;
  name: string;
  kinds: string[];
  status: "accredited" | "suspended" | "revoked";
  profile: { cid: string; uri: string };
  since: string;
}

export interface Network {
  chainId: number;
  embedded: boolean;
  /** Where the embedded chain answers, on this server. */
  rpcPath: string | null;
  contracts: Record<string, string>;
  /** Of the embedded chain; everybody knows their keys. */
  demoAccounts: { role: string; address: string; privateKey: string }[];
}

export type Catalogue = z.output<typeof catalogueSchema>;

export type CatalogueRecord = z.output<typeof recordSchema>;

/** What a wallet signs by eth_signTypedData_v4, but for the type of the domain. */
export interface TypedData {
  domain: { name: string; version: string; chainId: number; verifyingContract: string };
  types: Record<string, { name: string; type: string }[]>;
  primaryType: string;
  message: Record<string, unknown>;
}

/** A document as it is signed. */
export interface SignableDocument {
  id: string;
  parties: { account: string; signed: boolean; typedData: TypedData }[];
}

/** RFC 9457 */
export interface Problem {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  code?: string;
  traceId?: string;
}
