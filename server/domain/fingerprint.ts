import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { canonicalBytes } from "./canonical.ts";
import { InvalidInput } from "./errors.ts";

/** SHA-256 of the master file as 0x and 64 lower-case hex digits: the name of the work and its ERC-721 token id. */
export type WorkId = `0x${string}`;

const FORM = /^(?:0x)?([0-9a-f]{64})$/i;
const ZERO = "0".repeat(64);

/** The fingerprint of no bytes at all: a valid hash that can identify nobody's work. */
export const EMPTY_FINGERPRINT: WorkId = toWorkId(sha256(new Uint8Array()));

function toWorkId(digest: Uint8Array): WorkId {
  return `0x${bytesToHex(digest)}`;
}

/**
 * Reads a fingerprint with or without 0x, in either case, and writes it in the ledger's form.
 * @throws InvalidInput for any other form and for zero, which stands for "no work" on chain
 */
export function parseWorkId(text: string): WorkId {
  const hex = FORM.exec(text.trim())?.[1]?.toLowerCase();
  if (hex === undefined) {
    const shown = text.slice(0, 80);
    throw new InvalidInput("not-a-fingerprint", `"${shown}" is not a SHA-256 fingerprint: use 64 hex digits`);
  }
  if (hex === ZERO) throw new InvalidInput("zero-fingerprint", "a fingerprint of zeros names no work");
  return `0x${hex}`;
}

/** Whether the text is a fingerprint in the ledger's own form. */
export function isWorkId(text: string): text is WorkId {
  return /^0x[0-9a-f]{64}$/.test(text) && !text.endsWith(ZERO);
}

/** Hashes a file piece by piece, in constant memory. `finish` can be called once. */
export function fingerprinter(): { add(bytes: Uint8Array): void; finish(): WorkId } {
  const hash = sha256.create();
  return {
    add: (bytes) => void hash.update(bytes),
    finish: () => toWorkId(hash.digest()),
  };
}

/** The fingerprint of a whole file. */
export function fingerprint(bytes: Uint8Array): WorkId {
  return toWorkId(sha256(bytes));
}

/**
 * The fingerprint of a stream of bytes (a Blob's stream, a Node file stream), in constant memory; `onBytes` hears
 * each piece's length, for a progress bar.
 */
export async function fingerprintStream(
  stream: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>,
  onBytes?: (length: number) => void,
): Promise<WorkId> {
  const hash = fingerprinter();
  for await (const bytes of pieces(stream)) {
    hash.add(bytes);
    onBytes?.(bytes.length);
  }
  return hash.finish();
}

/** Not every browser can iterate over a ReadableStream. */
async function* pieces(
  stream: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (Symbol.asyncIterator in stream) return yield* stream;
  const reader = (stream as ReadableStream<Uint8Array>).getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
}

/**
 * The fingerprint of a text that has no file: SHA-256 of its UTF-8 bytes after NFC. Nothing else is changed; line
 * breaks and spaces count.
 * @throws InvalidInput for an empty text, and for lone surrogates, which UTF-8 cannot carry
 */
export function textFingerprint(text: string): WorkId {
  if (!text.isWellFormed())
    throw new InvalidInput("lone-surrogate", "the text holds half a character (a lone surrogate)");
  if (text === "") throw new InvalidInput("empty-text", "an empty text has no fingerprint");
  return fingerprint(new TextEncoder().encode(text.normalize("NFC")));
}

/** One file of a work of many: its path inside the work, its SHA-256 (64 hex digits, 0x or not), its size in bytes. */
export type ManifestFile = { path: string; sha256: string; size: number };

/**
 * The fingerprint of a work of many files: SHA-256 of the canonical JSON of `[{path, sha256, size}, …]`, sorted by
 * path (UTF-16 code units). Paths are relative, in NFC, with forward slashes; digests are written without 0x.
 */
export function manifestFingerprint(files: Iterable<ManifestFile>): WorkId {
  return fingerprint(manifestBytes(files));
}

/** The bytes that {@link manifestFingerprint} hashes: what the owner keeps beside the files. */
export function manifestBytes(files: Iterable<ManifestFile>): Uint8Array {
  const entries = [...files]
    .map(manifestEntry)
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  if (entries.length === 0) throw new InvalidInput("empty-manifest", "a manifest names at least one file");
  for (const [index, entry] of entries.entries()) {
    if (entry.path === entries[index - 1]?.path) {
      throw new InvalidInput("path-repeated", `the manifest names "${entry.path}" twice`);
    }
  }
  return canonicalBytes(entries);
}

function manifestEntry(file: ManifestFile): ManifestFile {
  const path = file.path.normalize("NFC");
  const parts = path.split("/");
  const strange = parts.some((part) => part === "" || part === "." || part === "..");
  if (strange || /[\\\p{Cc}]/u.test(path) || !path.isWellFormed()) {
    const rule = "use a relative path with forward slashes and without . or ..";
    throw new InvalidInput("not-a-path", `"${path.slice(0, 80)}" cannot stand in a manifest: ${rule}`);
  }
  if (!Number.isSafeInteger(file.size) || file.size < 0) {
    throw new InvalidInput("not-a-size", `the size of "${path}" is ${file.size}: give its length in bytes`);
  }
  return { path, sha256: parseWorkId(file.sha256).slice(2), size: file.size };
}
