import { withoutText } from "../domain/catalogue-record.ts";
import { readNdjson } from "./ndjson.ts";

/** An NDJSON catalogue as it leaves its owner's machine: with the fingerprints of texts in place of the texts. */
export async function* linesWithoutTexts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
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
