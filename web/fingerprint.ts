import { parseWorkId } from "../server/domain/fingerprint.ts";

/** The fingerprint that `text` is, in the ledger's own form, or null when it is none. */
export function asFingerprint(text: string): string | null {
  try {
    return parseWorkId(text);
  } catch {
    return null;
  }
}
