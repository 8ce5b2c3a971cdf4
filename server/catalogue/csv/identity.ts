import { canonicalBytes } from "../../domain/canonical.ts";
import { InvalidInput } from "../../domain/errors.ts";
import { fingerprint, type WorkId } from "../../domain/fingerprint.ts";
import { parseIdentifier } from "../../domain/identifiers.ts";

/** What a row says of itself that may name it. */
export interface RowNames {
  /** Who sends the catalogue. */
  readonly issuer: string | undefined;
  readonly ref: string | undefined;
  readonly isbn: string | undefined;
  readonly title: string;
  readonly creators: readonly { readonly name: string; readonly role: string }[];
}

/**
 * The canonical record of a row: what its fingerprint is made of. It names the row and nothing that a correction may
 * change, so a row that is sent again with whatever else changed in it is the same work. The first of these that the
 * row has:
 *
 * - `ref`, its own reference, with `issuer`, whose reference it is: many publishers count 1, 2, 3;
 * - `isbn`, which no two publishers share;
 * - `title` and `creators`, with `issuer`.
 */
export type CanonicalRow = { readonly form: "csv-record-1" } & (
  | { readonly issuer: string | null; readonly ref: string }
  | { readonly isbn: string }
  | { readonly issuer: string | null; readonly title: string; readonly creators: RowNames["creators"] }
);

export function canonicalRow(names: RowNames): CanonicalRow {
  const { ref, isbn, title, creators } = names;
  const form = "csv-record-1";
  const issuer = names.issuer ?? null;
  if (ref !== undefined) return { form, issuer, ref: clean(ref) };
  if (isbn !== undefined) return { form, isbn: normalIsbn(isbn) };
  return {
    form,
    issuer,
    title: clean(title),
    creators: creators.map(({ name, role }) => ({ name: clean(name), role })),
  };
}

/** SHA-256 of the canonical row as canonical JSON (RFC 8785). */
export function rowFingerprint(names: RowNames): WorkId {
  return fingerprint(canonicalBytes(canonicalRow(names)));
}

function clean(text: string): string {
  return text.toWellFormed().normalize("NFC").trim();
}

/** A mistyped ISBN is refused with the work; until then it stands as it is. */
function normalIsbn(text: string): string {
  try {
    return parseIdentifier("isbn", text).value;
  } catch (error) {
    if (error instanceof InvalidInput) return clean(text);
    throw error;
  }
}
