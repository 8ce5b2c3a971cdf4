import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { type FileFormat, formatOfFile, isGzipped } from "../../server/catalogue/formats.ts";
import { linesWithoutTexts } from "../../server/catalogue/without-texts.ts";
import { ApiError } from "./api.ts";

/** A catalogue's file: its format, its digest, and its bytes as they leave this machine. */

export function formatOf(file: string): FileFormat {
  const format = formatOfFile(file);
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
  const bytes = isGzipped(file) ? raw.pipe(createGunzip()) : raw;
  raw.on("error", (error) => bytes.destroy(error));
  try {
    if (formatOf(file).name === "ndjson") yield* linesWithoutTexts(bytes);
    else yield* bytes as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): Error {
  if (error instanceof ApiError) return error;
  return new ApiError(`${file} cannot be read: ${error instanceof Error ? error.message : error}.`);
}
