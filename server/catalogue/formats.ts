/** The formats of a catalogue's file, by the endings of its name; each may be gzipped. */
const formats = [
  { name: "ndjson", ending: /\.(ndjson|jsonl)(\.gz)?$/i, contentType: "application/x-ndjson" },
  { name: "onix", ending: /\.(xml|onix)(\.gz)?$/i, contentType: "application/xml" },
  { name: "csv", ending: /\.(csv|tsv)(\.gz)?$/i, contentType: "text/csv" },
] as const;

export type FileFormat = (typeof formats)[number];

/** The format of a file, or undefined where its name is no catalogue's. */
export function formatOfFile(name: string): FileFormat | undefined {
  return formats.find(({ ending }) => ending.test(name));
}

export function isGzipped(name: string): boolean {
  return /\.gz$/i.test(name);
}
