import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { syncFolder } from "./journal-creation.ts";
import { JournalError, startAnew } from "./journal-error.ts";
import {
  type Commit,
  commitSchema,
  encodeLine,
  headerSchema,
  type JournalHeader,
  NO_SUM,
} from "./journal-format.ts";
import { type JournalLine, readJournal } from "./journal-reader.ts";

/** The parts of an open file that the journal writes with. */
export type JournalFile = Pick<FileHandle, "write" | "datasync" | "truncate" | "close">;

/** Opens an existing file for reading and writing. */
export type OpenFile = (path: string) => Promise<JournalFile>;

export interface Journal {
  readonly header: JournalHeader;
  /** How many transactions it held when it was opened. */
  readonly transactions: number;
  /** How many bytes of a torn last line were dropped when it was opened. */
  readonly dropped: number;
  /** All that it held when it was opened, with the line each commit stands on. */
  commits(): AsyncGenerator<{ commit: Commit; line: number }>;
  /**
   * Sets space aside on the disk, so that the next `append` of at most so many bytes finds room. A failure
   * changes nothing, and it may be tried again.
   */
  reserve(bytes: number): Promise<void>;
  /**
   * Makes a commit durable: it has reached the disk when this returns. After a failure it is not known how much
   * of it has, and nothing more must be appended.
   */
  append(commit: Commit): Promise<void>;
  /** Gives back the space that was set aside, and closes the file. */
  close(): Promise<void>;
}

/** Space is set aside in steps of this size, in bytes. */
const RESERVE_STEP = 1 << 20;

/**
 * The first line of a journal.
 * @throws JournalError
 */
export async function readHeader(path: string): Promise<JournalHeader> {
  for await (const { body } of readJournal(path)) return headerSchema.parse(body);
  throw new JournalError(`${path} is empty: ${startAnew(path)}.`);
}

/**
 * Checks a journal from its first to its last line, drops a torn last one, and opens it for appending. One
 * process at a time: the caller holds the folder.
 * @throws JournalError
 */
export async function openJournal(
  path: string,
  openFile: OpenFile = (name) => open(name, "r+"),
): Promise<Journal> {
  let last: JournalLine | undefined;
  let transactions = 0;
  for await (const line of readJournal(path)) {
    last = line;
    if ("entries" in line.body) transactions += line.body.entries.filter((entry) => "tx" in entry).length;
  }
  const header = await readHeader(path);
  let end = last?.end ?? 0;
  let sum = last?.sum ?? NO_SUM;
  const openedAt = end;
  const tail = await tailAfter(path, end);

  const file = await openFile(path);
  if (tail.bytes > 0) await file.truncate(end);
  // A process that was killed may have written, but not synced, what is about to be shown to readers.
  await file.datasync();
  await syncFolder(dirname(path));
  let reserved = end;

  async function reserve(bytes: number): Promise<void> {
    if (end + bytes <= reserved) return;
    const zeros = Buffer.alloc(Math.max(RESERVE_STEP, bytes));
    await writeAll(file, zeros, reserved);
    await file.datasync();
    reserved += zeros.length;
  }

  return {
    header,
    transactions,
    dropped: tail.torn,
    reserve,
    async *commits() {
      for await (const { number, body, end: lineEnd } of readJournal(path)) {
        if (lineEnd > openedAt) return;
        if (number > 1) yield { commit: commitSchema.parse(body), line: number };
      }
    },
    async append(commit) {
      const next = encodeLine(commit, sum);
      const bytes = Buffer.from(next.line);
      await reserve(bytes.length);
      await writeAll(file, bytes, end);
      await file.datasync();
      end += bytes.length;
      sum = next.sum;
    },
    async close() {
      try {
        if (reserved > end) {
          await file.truncate(end);
          await file.datasync();
        }
      } finally {
        await file.close();
      }
    },
  };
}

async function writeAll(file: JournalFile, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** What stands after the last finished line, and how much of it is torn text: the rest is space set aside. */
async function tailAfter(path: string, end: number): Promise<{ bytes: number; torn: number }> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const start = Buffer.alloc(Math.min(size - end, RESERVE_STEP));
    if (start.length > 0) await file.read(start, 0, start.length, end);
    return { bytes: size - end, torn: start.findLastIndex((byte) => byte !== 0) + 1 };
  } finally {
    await file.close();
  }
}
