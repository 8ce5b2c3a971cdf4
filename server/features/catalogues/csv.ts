import { stringify } from "csv-stringify/sync";

const OPTIONS = { record_delimiter: "windows", quote_record_delimiter: true, escape_formulas: true } as const;

/**
 * One row of CSV (RFC 4180), CR LF at its end. A cell that a spreadsheet would run as a formula, in half or full width,
 * is kept from it by an apostrophe.
 */
export function csvRow(cells: readonly string[]): string {
  return stringify([[...cells]], OPTIONS);
}
