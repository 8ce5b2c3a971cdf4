import {
  type Reason,
  type RecordDefaults,
  type RecordReading,
  readRecord,
  referenceOf,
} from "../domain/catalogue-record.ts";
import { readNdjson } from "./ndjson.ts";

/** One record of a catalogue, whatever the catalogue's format. */
export interface CatalogueItem {
  /** Where it stands: its line, or its place among the records of a format without lines. Rises. */
  readonly line: number;
  /** What it is called in reports. */
  readonly ref: string;
  readonly reading: RecordReading;
}

/** What a reader is told beside the bytes. */
export interface ReaderOptions extends RecordDefaults {
  /** Whose catalogue it is: records without a master file are told apart by it. */
  readonly issuer: string;
}

/** Reads a catalogue in memory that does not grow with it. Throws FileRefusal for a file that cannot be taken. */
export type CatalogueReader = (
  bytes: AsyncIterable<Uint8Array>,
  options: ReaderOptions,
) => AsyncGenerator<CatalogueItem>;

/** The file as a whole cannot be taken; what came before is reported. */
export class FileRefusal extends Error {
  override readonly name = "FileRefusal";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export const ndjsonReader: CatalogueReader = async function* (bytes, { issuer: _, ...defaults }) {
  for await (const { line, value, problem } of readNdjson(bytes)) {
    if (problem !== null) yield { line, ref: String(line), reading: refusedReading("not-json", problem) };
    else yield { line, ref: referenceOf(value, line), reading: readRecord(value, defaults) };
  }
};

export function refusedReading(code: string, message: string): RecordReading {
  const reasons: readonly Reason[] = [{ code, message }];
  return { work: null, reasons };
}
