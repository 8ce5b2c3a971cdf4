import { createHash } from "node:crypto";
import { z } from "zod";

/*
 * The journal is NDJSON. Line 1 is the header; each further line is a commit: what one fsync made durable. Every
 * line ends with a `sum` member over its own text and the sum before it, so that a line that is changed, missing
 * or out of place does not go unnoticed.
 */

/** Says what the file is, to people and to later versions. */
export const JOURNAL_FORMAT = "copyright-ledger embedded chain";
export const JOURNAL_VERSION = 1;

const hash = z.string().regex(/^0x[0-9a-f]{64}$/);
const seconds = z.int().nonnegative();

export const headerSchema = z.strictObject({
  format: z.literal(JOURNAL_FORMAT),
  version: z.literal(JOURNAL_VERSION),
  /** Names this chain among all that were ever started: a UUID. */
  instance: z.uuid(),
  chainId: z.int().positive(),
  hardfork: z.string(),
  blockGasLimit: z.int().positive(),
  /** Seconds since 1970. */
  genesisTime: seconds,
  genesisHash: hash,
  /** The engine that made the genesis block, with its version. */
  engine: z.string(),
});

/** A block with one transaction, an empty block, or a move of the chain's time against the wall clock. */
const entrySchema = z.union([
  z.strictObject({ at: seconds, tx: z.string().regex(/^0x[0-9a-f]+$/) }),
  z.strictObject({ at: seconds }),
  z.strictObject({ shift: z.int() }),
]);

export const commitSchema = z.strictObject({
  entries: z.array(entrySchema).min(1),
  /** The hash of the last block after these entries. */
  head: hash,
});

export type JournalHeader = z.infer<typeof headerSchema>;
export type JournalEntry = z.infer<typeof entrySchema>;
export type Commit = z.infer<typeof commitSchema>;

const SUM_DIGITS = 32;
const SUM_START = ',"sum":"';
const SUM_END = '"}';
const TAIL_LENGTH = SUM_START.length + SUM_DIGITS + SUM_END.length;

/** Stands before the header's sum. */
export const NO_SUM = "";

/** The bytes that a commit takes beyond those of its transactions, at most: per line, and per entry. */
export const LINE_OVERHEAD = 160;
export const ENTRY_OVERHEAD = 48;

/** One line with its line feed, and its sum, which goes into the next line's. */
export function encodeLine(body: JournalHeader | Commit, sumBefore: string): { line: string; sum: string } {
  const text = JSON.stringify(body);
  const sum = sumOf(text, sumBefore);
  return { line: `${text.slice(0, -1)}${SUM_START}${sum}${SUM_END}\n`, sum };
}

/**
 * What a line without its line feed says.
 * @returns undefined unless every byte is as it was written, and stands where it was written
 */
export function decodeLine(line: string, sumBefore: string): { body: unknown; sum: string } | undefined {
  const text = `${line.slice(0, -TAIL_LENGTH)}}`;
  const sum = sumOf(text, sumBefore);
  if (line.slice(-TAIL_LENGTH) !== `${SUM_START}${sum}${SUM_END}`) return undefined;
  return { body: JSON.parse(text), sum };
}

function sumOf(text: string, sumBefore: string): string {
  return createHash("sha256").update(sumBefore).update("\n").update(text).digest("hex").slice(0, SUM_DIGITS);
}
