import { CsvError, parse } from "csv-parse/sync";
import type { Reason } from "../../domain/catalogue-record.ts";
import {
  type Delimiter,
  DOUBTFUL,
  type Fault,
  faultOf,
  MAX_ROW_BYTES,
  READ_AFTER_BROKEN_QUOTE,
  RowTooLong,
  ragged,
  TOO_LONG,
} from "./faults.ts";

/** The rows of a CSV. One that cannot be read is told, with its line, and the next one is read. */

export type Row =
  | {
      readonly line: number;
      readonly cells: readonly string[];
      readonly problem: null;
      readonly note: Reason | null;
    }
  | { readonly line: number; readonly cells: null; readonly problem: Reason };

const LF = 0x0a;
/** With fewer columns, a line of running text is too easily taken for a row. */
const TELLING_COLUMNS = 3;

/** How csv-parse reads: white space around cells does not count. */
export const PARSING = {
  record_delimiter: "\n",
  relax_column_count: true,
  trim: true,
  max_record_size: MAX_ROW_BYTES,
};

/**
 * Takes lines (UTF-8, LF) as they come and gives the rows that are complete; the first says how many cells a row has.
 * After a row whose quotes are wrong, reading goes on in the line below its first: what follows may be rows, or lines
 * of the cell that was meant. Up to where the fault showed, only what has the right number of cells is a row.
 */
export function rowReader(delimiter: Delimiter, firstLine: number) {
  let rest: Buffer = Buffer.alloc(0);
  let line = firstLine;
  let columns: number | undefined;
  let doubtfulTo = 0;
  /** A row that is longer than what is there is not tried again before there is twice as much. */
  let wanted = 0;

  return function* push(bytes: Buffer, last: boolean): Generator<Row> {
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    if (!last && rest.length < wanted) return;
    let at = 0;
    while (at < rest.length) {
      const { rows, fault } = run(rest.subarray(at), delimiter);
      for (const { cells, lines, length } of rows) {
        const row = rowOf(cells);
        if (row) yield row;
        line += lines;
        at += length;
      }
      if (!fault || (fault.open && !last)) break;
      const end = rest.indexOf(LF, at) + 1 || rest.length;
      const literal = fault.literal ? literalCells(rest.subarray(at, end), delimiter) : undefined;
      const reason = end - at > MAX_ROW_BYTES ? TOO_LONG : fault.reason;
      const row = literal ? rowOf(literal) : { line, cells: null, problem: reason };
      if (row) yield row;
      if (!literal) doubtfulTo = Math.max(doubtfulTo, line + fault.lines - 1);
      line += 1;
      at = end;
    }
    rest = rest.subarray(at);
    wanted = rest.length * 2;
  };

  function rowOf(cells: readonly string[]): Row | undefined {
    if (cells.every((cell) => cell === "")) return undefined;
    columns ??= cells.length;
    if (cells.length < columns || cells.slice(columns).some((cell) => cell !== "")) {
      return { line, cells: null, problem: ragged(cells.length, columns, delimiter) };
    }
    const doubtful = line <= doubtfulTo;
    if (doubtful && columns < TELLING_COLUMNS) return { line, cells: null, problem: DOUBTFUL };
    return {
      line,
      cells: cells.slice(0, columns),
      problem: null,
      note: doubtful ? READ_AFTER_BROKEN_QUOTE : null,
    };
  }
}

interface Run {
  readonly rows: readonly {
    readonly cells: readonly string[];
    readonly lines: number;
    readonly length: number;
  }[];
  readonly fault: Fault | null;
}

/** The rows up to the first fault, or to the end. */
function run(bytes: Buffer, delimiter: Delimiter): Run {
  const rows: { cells: string[]; lines: number; length: number }[] = [];
  let lines = 0;
  let end = 0;
  try {
    parse(bytes, {
      ...PARSING,
      delimiter,
      on_record(cells: string[], context) {
        const length = context.bytes - end;
        if (length > MAX_ROW_BYTES) throw new RowTooLong(context.lines);
        rows.push({ cells, lines: context.lines - lines, length });
        lines = context.lines;
        end = context.bytes;
        return null;
      },
    });
    return { rows, fault: null };
  } catch (error) {
    return { rows, fault: faultOf(error, lines) };
  }
}

/** The cells of one line whose quotes stand for themselves; undefined if that does not make sense of it either. */
function literalCells(bytes: Buffer, delimiter: Delimiter): string[] | undefined {
  try {
    return parse(bytes, { ...PARSING, delimiter, relax_quotes: true })[0];
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}
