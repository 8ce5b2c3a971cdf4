import { type Reason, readRecord, referenceOf } from "../domain/catalogue-record.ts";
import { columnsOf, isColumn } from "./csv/columns.ts";
import { dialectOf } from "./csv/dialect.ts";
import type { RightsOffered } from "./csv/draft.ts";
import { type CsvOptions, type CsvRecord, recordReader } from "./csv/record.ts";
import { type Row, rowReader } from "./csv/rows.ts";
import { csvText } from "./csv/text.ts";
import { type CatalogueItem, FileRefusal, refusedReading } from "./reader.ts";

export type { RightsOffered } from "./csv/draft.ts";
export type { CsvOptions, CsvRecord } from "./csv/record.ts";

/**
 * Reads a catalogue as a spreadsheet saves it: a header, then a work a row; comma, semicolon or tab; UTF-8, GB18030 or marked UTF-16;
 * columns by their English or Chinese names. In memory that does not grow with the file.
 * @throws FileRefusal for a file that is no CSV, is empty, or whose header does not say what it holds
 */
export async function* readCsv(
  stream: AsyncIterable<Uint8Array>,
  options: CsvOptions = {},
): AsyncGenerator<CsvRecord> {
  const text = csvText(stream);
  let read: ReturnType<typeof recordReader> | undefined;
  for await (const row of rowsOf(text.lines)) {
    if (read) yield read(row);
    else if (row.cells) read = recordReader(columnsOf(row.cells), options, text.encoding);
    else throw new FileRefusal(row.problem.code, `The header cannot be read: ${row.problem.message}.`);
  }
  if (!read) throw new FileRefusal("empty-file", "The file is empty: its first row has to name the columns.");
}

async function* rowsOf(lines: AsyncIterable<Buffer>): AsyncGenerator<Row> {
  let push: ReturnType<typeof rowReader> | undefined;
  for await (const bytes of lines) {
    if (push) {
      yield* push(bytes, false);
      continue;
    }
    const { delimiter, skip, lines: before } = dialectOf(bytes, isColumn);
    push = rowReader(delimiter, before + 1);
    yield* push(bytes.subarray(skip), false);
  }
  if (push) yield* push(Buffer.alloc(0), true);
}

/** A record of the intake, with the rights on offer that its row names. */
export interface CsvItem extends CatalogueItem {
  readonly rightsOffered: readonly RightsOffered[];
}

/** The records as the intake takes them. Rights on offer stand beside the work, and in words among its notes. */
export async function* csvReader(
  stream: AsyncIterable<Uint8Array>,
  options: CsvOptions,
): AsyncGenerator<CsvItem> {
  for await (const { line, value, problem, notes } of readCsv(stream, options)) {
    const { rightsOffered = [], ...record } = value;
    const reading = problem ? refusedReading(problem.code, problem.message) : readRecord(record, options);
    const all = [...notes, ...rightsOffered.map(inWords)];
    yield {
      line,
      ref: referenceOf(value, line),
      reading: reading.work
        ? { ...reading, notes: [...all, ...reading.notes] }
        : { ...reading, reasons: [...reading.reasons, ...all] },
      rightsOffered,
    };
  }
}

function inWords({ category, alternatives }: RightsOffered): Reason {
  const where = alternatives.map(({ territories, languages }) => `${territories}; ${languages}`).join(" || ");
  const message = `rights on offer, kept with the record until an offer is signed: ${category}: ${where}`;
  return { code: "rights-on-offer", message };
}
