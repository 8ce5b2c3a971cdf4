import canonicalize from "canonicalize";
import { ContentError, reasonOf } from "./errors.ts";
import { MAX_CONTENT_BYTES } from "./limits.ts";

// ignoreBOM keeps a byte order mark in the text, where it is seen, instead of dropping it.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The canonical JSON of a value (RFC 8785): one value, one sequence of bytes, one digest.
 * Properties that are undefined are left out, as JSON.stringify does.
 * @throws ContentError `content-not-json` for what JSON cannot say (lone surrogates, NaN, infinities, bigints,
 *   cycles, nothing at all); `content-too-large` over 1 MiB
 */
export function encodeCanonicalJson(value: unknown): Uint8Array {
  const bytes = new TextEncoder().encode(canonicalText(value));
  if (bytes.length > MAX_CONTENT_BYTES) {
    throw new ContentError(
      "content-too-large",
      `The document has ${bytes.length} bytes as canonical JSON; at most ${MAX_CONTENT_BYTES} are taken: shorten it.`,
    );
  }
  return bytes;
}

/**
 * The text of strictly valid UTF-8; a byte order mark stays in it.
 * @throws ContentError `content-not-json`
 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw notJson("it is not valid UTF-8");
  }
}

/**
 * Reads bytes that must be canonical JSON to the last byte. Doubled keys, spare blanks, other spellings of a
 * number and a byte order mark are refused, so a reader never sees another value than the one that was signed.
 * @throws ContentError `content-not-json`
 */
export function decodeCanonicalJson(bytes: Uint8Array): unknown {
  const text = decodeUtf8(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw notJson(reasonOf(error));
  }
  if (canonicalText(value) !== text) throw notJson("it is JSON, but not in canonical form (RFC 8785)");
  return value;
}

function canonicalText(value: unknown): string {
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch (error) {
    throw notJson(reasonOf(error));
  }
  if (text === undefined) throw notJson("there is no value");
  return text;
}

function notJson(reason: string): ContentError {
  return new ContentError("content-not-json", `The document cannot be taken as JSON: ${reason}.`);
}
