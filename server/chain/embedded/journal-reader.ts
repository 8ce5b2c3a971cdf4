import { createReadStream } from "node:fs";
import { damaged, JournalError, startAnew } from "./journal-error.ts";
import {
  type Commit,
  commitSchema,
  decodeLine,
  headerSchema,
  JOURNAL_FORMAT,
  JOURNAL_VERSION,
  type JournalHeader,
  NO_SUM,
} from "./journal-format.ts";

const LINE_FEED = 0x0a;
const CHUNK_BYTES = 1 << 20;

interface Line {
  readonly bytes: Buffer;
  /** Where the next line starts, in bytes. */
  readonly end: number;
  /** False for what stands after the last line feed. */
  readonly finished: boolean;
}

/** A verified line of the journal and where it ends. */
export interface JournalLine {
  /** 1 for the header. */
  readonly number: number;
  readonly body: JournalHeader | Commit;
  readonly sum: string;
  /** The offset after its line feed, in bytes. */
  readonly end: number;
}

/**
 * The journal line by line; memory stays flat. A torn last line, which was never acknowledged, ends it like the
 * end of the file does.
 * @throws JournalError for a journal of another kind or version, and for damage to what was acknowledged
 */
export async function* readJournal(path: string): AsyncGenerator<JournalLine> {
  let number = 0;
  let sum = NO_SUM;
  let torn = false;
  for await (const line of splitLines(path)) {
    if (torn && line.finished) throw damaged(path, number);
    if (torn || (!line.finished && number > 0)) return;
    number += 1;
    const decoded = decodeLine(line.bytes.toString("utf8"), sum);
    if (decoded === undefined) {
      if (number === 1) throw notAJournal(path, line.bytes);
      // Space is set aside as zeros. Zeros inside a line are blocks of it that never reached the disk.
      if (!line.bytes.includes(0)) throw damaged(path, number);
      torn = true;
      continue;
    }
    sum = decoded.sum;
    const body = number === 1 ? toHeader(decoded.body, path) : commitSchema.parse(decoded.body);
    yield { number, body, sum, end: line.end };
  }
  if (number === 0) throw notAJournal(path, Buffer.alloc(0));
}

async function* splitLines(path: string): AsyncGenerator<Line> {
  let rest = Buffer.alloc(0);
  let end = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    rest = Buffer.concat([rest, chunk]);
    let start = 0;
    for (let at = rest.indexOf(LINE_FEED); at !== -1; at = rest.indexOf(LINE_FEED, start)) {
      end += at + 1 - start;
      yield { bytes: rest.subarray(start, at), end, finished: true };
      start = at + 1;
    }
    rest = rest.subarray(start);
  }
  if (rest.length > 0) yield { bytes: rest, end: end + rest.length, finished: false };
}

function toHeader(body: unknown, path: string): JournalHeader {
  const header = headerSchema.safeParse(body);
  if (header.success) return header.data;
  const version = typeof body === "object" && body !== null && "version" in body ? body.version : "unknown";
  throw new JournalError(
    `The chain's journal ${path} has format version ${version}, and this release reads version ` +
      `${JOURNAL_VERSION}: use the release that wrote it, or ${startAnew(path)}.`,
  );
}

/** The header is written to another file first and renamed, so it is never torn. */
function notAJournal(path: string, firstLine: Buffer): JournalError {
  return firstLine.includes(JOURNAL_FORMAT)
    ? damaged(path, 1)
    : new JournalError(`${path} is not a chain's journal: put the right file there, or ${startAnew(path)}.`);
}
