import { createReadStream } from "node:fs";
import { ndjsonReader } from "../../../server/catalogue/reader.ts";
import { openHeliaStore } from "../../../server/content/helia.ts";
import { type WorkEntry, workHash } from "../../../server/domain/documents.ts";
import { metadataBytes } from "../../../server/domain/metadata.ts";
import { workEntry } from "../../../server/features/documents/build.ts";
import { temporaryFolder } from "../support/imported.ts";
import { timed } from "../support/measure.ts";

/** A work as the intake has it. */
export interface PreparedWork {
  readonly entry: WorkEntry;
  readonly hash: string;
  readonly metadata: Uint8Array;
}

/** As many as the intake takes together. */
const CHUNK = 500;
/** What the gateway takes for said where a catalogue's records do not say it. */
const unsaid = { issuer: "", legalClass: "written", tradeClass: "X99" };

/** Reads a catalogue and makes of each record what is signed and what is pinned. */
export async function preparedWorks(catalogue: string): Promise<PreparedWork[]> {
  const works: PreparedWork[] = [];
  for await (const { reading } of ndjsonReader(createReadStream(catalogue), unsaid)) {
    if (!reading.work) throw new Error("the catalogue has a record that cannot be taken");
    const metadata = metadataBytes(reading.work);
    const entry = workEntry(reading.work, metadata);
    works.push({ entry, hash: workHash(entry), metadata });
  }
  return works;
}

/** @returns seconds in which an empty store pins the metadata documents of all works, in chunks like the intake's */
export async function contentAlone(works: readonly PreparedWork[]): Promise<number> {
  const store = await openHeliaStore(temporaryFolder());
  try {
    const { seconds } = await timed(async () => {
      for (let start = 0; start < works.length; start += CHUNK) {
        await store.putMany(works.slice(start, start + CHUNK).map(({ metadata }) => metadata));
      }
    });
    return seconds;
  } finally {
    await store.close();
  }
}
