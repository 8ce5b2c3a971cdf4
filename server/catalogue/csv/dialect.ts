import { CsvError, parse } from "csv-parse/sync";
import type { Delimiter } from "./faults.ts";
import { PARSING } from "./rows.ts";

const DELIMITERS: readonly Delimiter[] = [",", ";", "\t"];
const LF = 0x0a;

export interface Dialect {
  readonly delimiter: Delimiter;
  /** Bytes and lines before the header: the line `sep=;`, which is a note to Excel. */
  readonly skip: number;
  readonly lines: number;
}

/** What stands between the cells: whatever makes columns of the header that are known by name. */
export function dialectOf(head: Buffer, isColumn: (name: string) => boolean): Dialect {
  const end = head.indexOf(LF) + 1 || head.length;
  const told = /^"?sep=([,;\t])"?\s*$/i.exec(head.toString("utf8", 0, Math.min(end, 20)))?.[1];
  if (told) return { delimiter: told as Delimiter, skip: end, lines: 1 };
  const scored = DELIMITERS.map((delimiter) => {
    const names = headerOf(head, delimiter);
    return { delimiter, known: names.filter(isColumn).length, columns: names.length };
  });
  scored.sort((a, b) => b.known - a.known || b.columns - a.columns);
  return { delimiter: scored[0]?.delimiter ?? ",", skip: 0, lines: 0 };
}

function headerOf(head: Buffer, delimiter: Delimiter): readonly string[] {
  try {
    const rows: string[][] = parse(head, {
      ...PARSING,
      delimiter,
      to: 1,
      skip_records_with_empty_values: true,
    });
    return rows[0] ?? [];
  } catch (error) {
    if (error instanceof CsvError) return [];
    throw error;
  }
}
