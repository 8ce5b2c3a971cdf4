import { decodeUtf8 } from "../../content/canonical.ts";
import { eachOf } from "../../content/each-of.ts";
import { ContentError } from "../../content/errors.ts";
import type { ContentStore } from "../../content/store.ts";
import type { WorkRow } from "../../database/index-schema.ts";
import { readMetadata } from "../../domain/read-metadata.ts";
import type { LedgerEvent } from "./events.ts";

/** The columns of a work that its metadata document says. */
export type DescribedColumns = Pick<
  WorkRow,
  | "original_title"
  | "language"
  | "genre"
  | "creators_json"
  | "identifiers_json"
  | "metadata_available"
  | "record_id"
> & { readonly title: string | null };

/** The columns of a work whose metadata document could not be read. */
const undescribed: DescribedColumns = {
  title: null,
  original_title: null,
  language: null,
  genre: null,
  creators_json: "[]",
  identifiers_json: "[]",
  record_id: null,
  metadata_available: 0,
};

const PARALLEL_READS = 32;

/** Metadata documents by digest, as far as the content store has them. */
export type Described = (digest: string) => DescribedColumns;

/**
 * Reads, ahead of the transaction, the metadata documents that events name. Only what the store itself holds: to
 * look for the others takes long, anybody can register a digest of nothing, and the refresher comes to them later.
 * @throws ContentError when the store does not answer: the index waits for it, and does not leave out what it has
 */
export async function describe(content: ContentStore, digests: Iterable<string>): Promise<Described> {
  const known = new Map<string, DescribedColumns>();
  await eachOf(new Set(digests), PARALLEL_READS, async (digest) => {
    if (!(await content.has(digest))) return;
    const columns = await fetchDescribed(content, digest);
    if (columns) known.set(digest, columns);
  });
  return (digest) => known.get(digest) ?? undescribed;
}

/**
 * Reads one metadata document, wherever it is to be found.
 * @returns null if it is nowhere, or if what is stored under its name is something else
 */
export async function fetchDescribed(
  content: ContentStore,
  digest: string,
  signal?: AbortSignal,
): Promise<DescribedColumns | null> {
  try {
    const bytes = await content.get(digest, signal);
    return bytes && columnsOf(bytes);
  } catch (error) {
    if (error instanceof ContentError && error.code === "content-corrupt") return null;
    throw error;
  }
}

/** The metadata digests that events name. */
export function digestsOf(events: readonly LedgerEvent[]): string[] {
  return events
    .filter(({ name }) => name === "WorkRegistered" || name === "WorkCorrected")
    .map(({ args }) => String(args.metadata));
}

function columnsOf(bytes: Uint8Array): DescribedColumns {
  let document: unknown;
  try {
    document = JSON.parse(decodeUtf8(bytes));
  } catch {
    // Anybody can register a digest of anything: what is no JSON says nothing, and there is no more to come.
    return { ...undescribed, metadata_available: 1 };
  }
  const facts = readMetadata(document);
  return {
    title: facts.title,
    original_title: facts.originalTitle,
    language: facts.language,
    genre: facts.genre,
    creators_json: JSON.stringify(facts.creators),
    identifiers_json: JSON.stringify(facts.identifiers),
    record_id: facts.record,
    metadata_available: 1,
  };
}
