import { csvReader } from "./csv.ts";
import { onixReader } from "./onix.ts";
import { ndjsonReader } from "./reader.ts";

/** Readers by format. */
export const readers = { ndjson: ndjsonReader, onix: onixReader, csv: csvReader } as const;
