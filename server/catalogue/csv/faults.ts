import { CsvError } from "csv-parse/sync";
import type { Reason } from "../../domain/catalogue-record.ts";
import { MAX_LINE_BYTES } from "./text.ts";

/** What can be wrong with a row of a CSV, and what to do about it. */

export type Delimiter = "," | ";" | "\t";

/** Longest row that is read. */
export const MAX_ROW_BYTES = MAX_LINE_BYTES;

/** Why a row cannot be read. */
export interface Fault {
  readonly reason: Reason;
  /** How many lines the row has up to where that shows. */
  readonly lines: number;
  /** Whether more text may mend it. */
  readonly open: boolean;
  /** Whether it may be meant as it stands: a quote inside a cell of one line that is not quoted. */
  readonly literal: boolean;
}

/** Thrown where a row ends that is too long. */
export class RowTooLong extends Error {
  readonly code = "CSV_MAX_RECORD_SIZE";
  readonly lines: number;

  constructor(lines: number) {
    super();
    this.lines = lines;
  }
}

export const TOO_LONG: Reason = {
  code: "row-too-long",
  message: `the row is longer than ${MAX_ROW_BYTES} bytes: a quote may be missing, or it is no row of a catalogue`,
};

const FAULTS: Readonly<Record<string, Reason>> = {
  CSV_QUOTE_NOT_CLOSED: {
    code: "quote-not-closed",
    message:
      "a cell begins with a quote that is never closed: close it, or write a quote that is meant twice",
  },
  CSV_INVALID_CLOSING_QUOTE: {
    code: "misplaced-quote",
    message: "a quoted cell goes on after its closing quote: write quotes inside a cell twice",
  },
  INVALID_OPENING_QUOTE: {
    code: "misplaced-quote",
    message: "a quote stands inside a cell: put the whole cell in quotes, and write those inside it twice",
  },
  CSV_MAX_RECORD_SIZE: TOO_LONG,
};

export const DOUBTFUL: Reason = {
  code: "quote-not-closed",
  message: "follows a broken quote, and may be part of that cell: mend the quote above it",
};

export const READ_AFTER_BROKEN_QUOTE: Reason = {
  code: "after-broken-quote",
  message:
    "stands below a broken quote and was read as a row of its own, as it has the right number of cells",
};

/** The fault that an error of csv-parse stands for. */
export function faultOf(error: unknown, linesBefore: number): Fault {
  if (!(error instanceof CsvError || error instanceof RowTooLong)) throw error;
  const { code } = error;
  const known = code === "CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE" ? "CSV_INVALID_CLOSING_QUOTE" : code;
  const reason = FAULTS[known];
  if (!reason) throw error;
  const lines = Math.max(1, Number(error.lines) - linesBefore);
  return {
    reason,
    lines,
    open: known === "CSV_QUOTE_NOT_CLOSED",
    literal: known === "INVALID_OPENING_QUOTE" && lines === 1,
  };
}

const NAMES: Readonly<Record<Delimiter, string>> = { ",": "a comma", ";": "a semicolon", "\t": "a tab" };

export function ragged(cells: number, columns: number, delimiter: Delimiter): Reason {
  const remedy =
    cells > columns
      ? `a cell that holds ${NAMES[delimiter]} has to stand in quotes`
      : `write ${NAMES[delimiter]} for an empty cell too`;
  const message = `the row has ${cells} cells, and the header ${columns}: ${remedy}`;
  return { code: "wrong-number-of-cells", message };
}
