import { canonicalBytes } from "../../../domain/canonical.ts";
import { fingerprint, type WorkId } from "../../../domain/fingerprint.ts";
import type { OnixHeader, OnixIdentifier, OnixProduct } from "../types.ts";

/**
 * The canonical record of a product: what its fingerprint is made of. It names the record and nothing that a
 * correction may change, so a record that is sent again, in either flavour and with whatever else changed in it, is
 * the same work.
 *
 * - `recordReference` is by the standard the permanent name that a sender gives to a record of a product.
 * - `sender` says whose name it is: many senders count 1, 2, 3. Case, width and spaces of the name do not matter.
 * - `product` stands in for a sender that does not say who it is, so that two of them do not meet by chance.
 *
 * An ISBN is no part of it otherwise: it names an edition and not a work, is given late, mistyped, corrected and
 * used twice, and must neither join two records nor split one.
 */
export interface CanonicalRecord {
  readonly form: "onix-record-1";
  readonly recordReference: string;
  readonly sender: string | null;
  readonly product?: string;
}

/** @returns null for a product without a record reference: nothing names it for good */
export function canonicalRecord(
  product: OnixProduct,
  header: Pick<OnixHeader, "sender">,
): CanonicalRecord | null {
  const recordReference = product.recordReference?.normalize("NFC");
  if (!recordReference) return null;
  const sender = senderKey(header.sender);
  const record = { form: "onix-record-1", recordReference, sender } as const;
  return sender === null ? { ...record, product: productKey(product) } : record;
}

/** SHA-256 of the canonical record as canonical JSON (RFC 8785). */
export function recordFingerprint(record: CanonicalRecord): WorkId {
  return fingerprint(canonicalBytes(record));
}

function senderKey(sender: OnixHeader["sender"]): string | null {
  const name = sender?.name && plain(sender.name);
  if (name) return name;
  const [first] = [...(sender?.identifiers ?? [])].map(identifierKey).sort();
  return first ?? null;
}

function productKey({ isbn13, isbn13Valid, gtin13, identifiers }: OnixProduct): string {
  if (isbn13Valid) return `15::${isbn13}`;
  if (gtin13) return `03::${gtin13}`;
  return identifiers.map(identifierKey).sort()[0] ?? "";
}

function identifierKey({ type, typeName, value }: OnixIdentifier): string {
  return [type ?? "", plain(typeName ?? ""), value].join(":");
}

function plain(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}
