import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { readNdjson } from "../../server/catalogue/ndjson.ts";
import { withoutText } from "../../server/domain/catalogue-record.ts";
import { ApiError } from "./api.ts";

/** A catalogue's file: its format, its digest, and its bytes as they leave this machine. */

const formats = [
  { name: "ndjson", ending: /\.(ndjson|jsonl)(\.gz)?$/i, contentType: "application/x-ndjson" },
  { name: "onix", ending: /\.(xml|onix)(\.gz)?$/i, contentType: "application/xml" },
  { name: "csv", ending: /\.(csv|tsv)(\.gz)?$/i, contentType: "text/csv" },
] as const;

export function formatOf(file: string): (typeof formats)[number] {
  const format = formats.find(({ ending }) => ending.test(file));
  if (format) return format;
  throw new ApiError(`${file} is no catalogue by its name: use .ndjson, .xml or .csv, each also with .gz.`);
}

/** SHA-256 of the file as it lies there. */
export async function digestOfFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    for await (const bytes of createReadStream(file)) hash.update(bytes as Uint8Array);
  } catch (error) {
    throw unreadable(file, error);
  }
  return `0x${hash.digest("hex")}`;
}

/** The file's bytes, unpacked, and without the texts of works. */
export async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  const raw = createReadStream(file);
  const bytes = file.toLowerCase().endsWith(".gz") ? raw.pipe(createGunzip()) : raw;
  raw.on("error", (error) => bytes.destroy(error));
  try {
    if (formatOf(file).name === "ndjson") yield* linesWithoutTexts(bytes);
    else yield* bytes as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw unreadable(file, error);
  }
}

async function* linesWithoutTexts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let last = 0;
  for await (const { line, value, problem } of readNdjson(bytes)) {
    // Empty lines are kept, so that the report's lines are the file's.
    const before = "\n".repeat(line - last - 1);
    yield encoder.encode(`${before}${problem === null ? JSON.stringify(leaving(value)) : "unreadable"}\n`);
    last = line;
  }
}

function leaving(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  try {
    return withoutText(value as Record<string, unknown>);
  } catch {
    // Its text has no fingerprint; the report says that one is missing.
    const { text: _, ...rest } = value as Record<string, unknown>;
    return rest;
  }
}

function unreadable(file: string, error: unknown): Error {
  if (error instanceof ApiError) return error;
  return new ApiError(`${file} cannot be read: ${error instanceof Error ? error.message : error}.`);
}
