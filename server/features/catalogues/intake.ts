import type { CatalogueItem } from "../../catalogue/reader.ts";
import type { ContentStore } from "../../content/store.ts";
import { digestOf } from "../../content/store.ts";
import type { Database } from "../../database/connection.ts";
import type { CatalogueRecordRow } from "../../database/schema.ts";
import type { Reason } from "../../domain/catalogue-record.ts";
import { workHash } from "../../domain/documents.ts";
import { metadataBytes } from "../../domain/metadata.ts";
import type { WorkInput } from "../../domain/work-input.ts";
import { workEntry } from "../documents/build.ts";
import { completed } from "./partial-updates.ts";
import { noteReceived, pendingAmong, replaceBy } from "./store.ts";

/**
 * Takes the records of a catalogue in: checks each, pins its metadata, keeps what is to be done. A chunk of records
 * and the note that they are in are one transaction, so a broken transfer goes on where it stopped.
 */

/** `pending` is to be registered or corrected; `taken` is so on the ledger. */
export type Outcome = "pending" | "taken" | "skipped" | "refused";

/** Records handled together. */
const CHUNK = 500;

export interface Intake {
  readonly database: Database;
  readonly content: ContentStore;
  readonly catalogueId: string;
  readonly registrant: string;
  /** How many records are in from a transfer before. */
  readonly received: number;
  /** How many works of them are to be registered. */
  readonly places: number;
  /** Told after each chunk: how many records are in. */
  onProgress(received: number): void;
}

/** A record with all that is known of it. */
interface Judged {
  readonly item: CatalogueItem;
  readonly work: WorkInput | null;
  readonly metadata: Uint8Array | null;
  readonly digest: string | null;
}

export async function takeRecords(intake: Intake, items: AsyncIterable<CatalogueItem>): Promise<void> {
  let seen = 0;
  let places = intake.places;
  for await (const chunk of chunksOf(items)) {
    const fresh = chunk.slice(Math.max(0, intake.received - seen));
    seen += chunk.length;
    if (fresh.length === 0) continue;
    places += await takeChunk(intake, fresh, places, seen);
    intake.onProgress(seen);
  }
}

/** @returns how many works of the chunk are to be registered */
async function takeChunk(
  intake: Intake,
  items: readonly CatalogueItem[],
  firstPlace: number,
  received: number,
): Promise<number> {
  const { database, catalogueId } = intake;
  const ids = items.flatMap(({ reading: { work } }) =>
    work ? [work.fingerprint, work.record ?? work.fingerprint] : [],
  );
  const [onLedger, earlier] = [
    await worksAmong(database, ids),
    await pendingAmong(database, catalogueId, ids),
  ];
  const digestBefore = (workId: string) => {
    const row = earlier.get(workId);
    return row ? digestIn(row) : onLedger.get(workId)?.metadata_digest;
  };
  const judged = (await completed(items, intake.content, digestBefore)).map(judge);
  const rows = new Map<number, CatalogueRecordRow>();
  /** Rows of earlier chunks that a later record takes the place of. */
  const replaced: { row: CatalogueRecordRow; by: number }[] = [];
  let place = firstPlace;
  for (const one of judged) {
    const { item, work, digest } = one;
    const row = rowOf(catalogueId, one);
    rows.set(item.line, row);
    if (!work) continue;
    const before = earlier.get(work.fingerprint);
    if (before && digestIn(before) === digest) {
      Object.assign(row, told("skipped", "repeated", `the same record stands in line ${before.line}`));
      continue;
    }
    Object.assign(row, verdict(one, onLedger.get(work.fingerprint), intake.registrant));
    if (work.record !== null && onLedger.get(work.record)?.holder !== intake.registrant) noteRecord(row);
    if (row.outcome !== "pending") continue;
    if (row.work_json.startsWith('{"entry"')) row.place = before?.place ?? place++;
    if (before) {
      const superseded = told(
        "skipped",
        "superseded",
        `the record in line ${item.line} says otherwise and counts`,
      );
      Object.assign(before, superseded, { place: null });
      if (!rows.has(before.line)) replaced.push({ row: before, by: item.line });
    }
    earlier.set(work.fingerprint, row);
  }
  await intake.content.putMany(
    judged.flatMap(({ item, metadata }) =>
      metadata && rows.get(item.line)?.outcome === "pending" ? [metadata] : [],
    ),
  );
  await database.db.transaction().execute(async (trx) => {
    for (const { row } of replaced) await replaceBy(trx, row);
    for (const some of inParts([...rows.values()], 50)) {
      await trx.insertInto("catalogue_records").values(some).execute();
    }
    await noteReceived(trx, catalogueId, received);
  });
  return place - firstPlace;
}

function judge(item: CatalogueItem): Judged {
  const { work } = item.reading;
  if (!work) return { item, work: null, metadata: null, digest: null };
  const metadata = metadataBytes(work);
  return { item, work, metadata, digest: digestOf(metadata) };
}

function rowOf(catalogueId: string, { item: { line, ref, reading } }: Judged): CatalogueRecordRow {
  return {
    catalogue_id: catalogueId,
    line,
    ref,
    outcome: !reading.work && reading.skipped ? "skipped" : "refused",
    work_id: reading.work?.fingerprint ?? null,
    reasons_json: JSON.stringify(reading.work ? reading.notes : reading.reasons),
    work_json: "null",
    document_id: null,
    place: null,
  };
}

/** What is to be done with a work, by what the ledger has of it. */
function verdict(
  { work, metadata, digest }: Judged,
  known: { holder: string; metadata_digest: string } | undefined,
  registrant: string,
): Partial<CatalogueRecordRow> {
  if (!work || !metadata) return {};
  const entry = workEntry(work, metadata);
  if (!known) return { outcome: "pending", work_json: JSON.stringify({ entry, hash: workHash(entry) }) };
  if (known.holder !== registrant) {
    return told(
      "refused",
      "fingerprint-taken",
      `it is registered already, and ${known.holder} holds the title`,
    );
  }
  if (known.metadata_digest === digest)
    return told("skipped", "already-registered", "it is on the ledger already");
  return { outcome: "pending", work_json: JSON.stringify({ correction: entry }) };
}

/** The record may stand further down, or in another file: that is no reason to refuse the file's own work. */
function noteRecord(row: CatalogueRecordRow): void {
  const message =
    "the registrant does not hold the catalogue record that it names yet: they lead to one another once it does";
  const reasons = JSON.parse(row.reasons_json) as Reason[];
  row.reasons_json = JSON.stringify([...reasons, { code: "record-not-held", message }]);
}

function told(outcome: Outcome, code: string, message: string): Partial<CatalogueRecordRow> {
  const reasons: readonly Reason[] = [{ code, message }];
  return { outcome, reasons_json: JSON.stringify(reasons) };
}

function digestIn({ work_json }: CatalogueRecordRow): string | undefined {
  const { entry, correction } = JSON.parse(work_json) as Record<string, { metadata: string } | undefined>;
  return (entry ?? correction)?.metadata;
}

/** What the ledger has of these works. */
async function worksAmong(
  { db }: Database,
  ids: readonly string[],
): Promise<Map<string, { holder: string; metadata_digest: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("works")
    .select(["work_id", "holder", "metadata_digest"])
    .where("work_id", "in", [...ids])
    .execute();
  return new Map(rows.map((row) => [row.work_id, row]));
}

/** What came before a file broke off is a chunk too: it is reported. */
async function* chunksOf(items: AsyncIterable<CatalogueItem>): AsyncGenerator<CatalogueItem[]> {
  let chunk: CatalogueItem[] = [];
  try {
    for await (const item of items) {
      chunk.push(item);
      if (chunk.length < CHUNK) continue;
      const full = chunk;
      chunk = [];
      yield full;
    }
  } catch (error) {
    if (chunk.length > 0) yield chunk;
    throw error;
  }
  if (chunk.length > 0) yield chunk;
}

function inParts<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, part) =>
    items.slice(part * size, (part + 1) * size),
  );
}
