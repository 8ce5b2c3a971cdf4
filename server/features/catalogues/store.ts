import type { Database } from "../../database/connection.ts";
import type { CataloguePartRow, CatalogueRecordRow, CatalogueRow, Executor } from "../../database/schema.ts";
import { canonicalJson } from "../../domain/canonical.ts";
import type { RecordDefaults } from "../../domain/catalogue-record.ts";
import type { WorkEntry } from "../../domain/documents.ts";
import type { Outcome } from "./intake.ts";

export type CatalogueState =
  | "receiving"
  | "awaiting-signature"
  | "registering"
  | "done"
  | "refused"
  | "cancelled";

export type CatalogueFormat = "ndjson" | "onix" | "csv";

export interface Catalogue {
  readonly id: string;
  readonly name: string;
  readonly registrant: string;
  readonly state: CatalogueState;
  readonly format: CatalogueFormat;
  readonly source: string | null;
  /** Records in so far. */
  readonly received: number;
  readonly defaults: RecordDefaults;
  /** From which the salts of its deposits are made. */
  readonly seed: string;
  /** Why the file was refused as a whole. */
  readonly problem: { readonly code: string; readonly message: string } | null;
  readonly createdAt: number;
}

type Details = Pick<Catalogue, "defaults" | "seed" | "problem">;

function fromRow(row: CatalogueRow): Catalogue {
  return {
    id: row.id,
    name: row.name,
    registrant: row.registrant,
    state: row.state as CatalogueState,
    format: row.format as CatalogueFormat,
    source: row.source,
    received: row.received,
    ...(JSON.parse(row.details_json) as Details),
    createdAt: row.created_at,
  };
}

const now = () => Math.floor(Date.now() / 1000);

export async function insertCatalogue(
  db: Executor,
  {
    id,
    name,
    registrant,
    format,
    source,
    defaults,
    seed,
  }: Omit<Catalogue, "state" | "received" | "problem" | "createdAt">,
): Promise<void> {
  const details: Details = { defaults, seed, problem: null };
  await db
    .insertInto("catalogues")
    .values({
      id,
      name,
      registrant,
      state: "receiving",
      format,
      source,
      received: 0,
      details_json: JSON.stringify(details),
      created_at: now(),
      updated_at: now(),
    })
    .execute();
}

export async function findCatalogue(db: Executor, id: string): Promise<Catalogue | undefined> {
  const row = await db.selectFrom("catalogues").selectAll().where("id", "=", id).executeTakeFirst();
  return row && fromRow(row);
}

/** How long an unfinished catalogue is taken up again, in seconds: its documents can be signed for 30 days. */
const FRESH_SECONDS = 25 * 24 * 3600;

/** The newest catalogue of the same file, read in the same way, that is not at its end. */
export async function findUnfinished(
  db: Executor,
  {
    registrant,
    source,
    format,
    defaults,
  }: Pick<Catalogue, "registrant" | "format" | "defaults"> & { source: string },
): Promise<Catalogue | undefined> {
  const rows = await db
    .selectFrom("catalogues")
    .selectAll()
    .where("registrant", "=", registrant)
    .where("state", "in", ["receiving", "awaiting-signature", "registering"])
    .where("source", "=", source)
    .where("format", "=", format)
    .where("created_at", ">", now() - FRESH_SECONDS)
    .orderBy("created_at", "desc")
    .execute();
  const wanted = canonicalJson(defaults);
  return rows.map(fromRow).find((catalogue) => canonicalJson(catalogue.defaults) === wanted);
}

/** Catalogues on their way, a page of them in the order of their ids. */
export async function cataloguesIn(
  db: Executor,
  states: readonly CatalogueState[],
  after: string,
  limit: number,
): Promise<Catalogue[]> {
  const rows = await db
    .selectFrom("catalogues")
    .selectAll()
    .where("state", "in", [...states])
    .where("id", ">", after)
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** Changes a catalogue that is still in the state the change starts from. @returns whether it was */
export async function moveCatalogue(
  db: Executor,
  id: string,
  from: readonly CatalogueState[],
  change: Partial<CatalogueRow>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("catalogues")
    .set({ ...change, updated_at: now() })
    .where("id", "=", id)
    .where("state", "in", [...from])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Notes how many records are in. */
export async function noteReceived(trx: Executor, id: string, received: number): Promise<void> {
  await moveCatalogue(trx, id, ["receiving"], { received });
}

/** Refuses the file as a whole, and with it what was still to be done. */
export async function refuseFile(
  trx: Executor,
  { id, defaults, seed }: Catalogue,
  problem: { code: string; message: string },
): Promise<void> {
  const details: Details = { defaults, seed, problem };
  await moveCatalogue(trx, id, ["receiving"], { state: "refused", details_json: JSON.stringify(details) });
  await trx
    .updateTable("catalogue_records")
    .set({ outcome: "refused", reasons_json: JSON.stringify([problem]), place: null })
    .where("catalogue_id", "=", id)
    .where("outcome", "=", "pending")
    .execute();
}

/** How many records came out how. */
export async function countsOf(db: Executor, catalogueId: string): Promise<Record<Outcome, number>> {
  const rows = await db
    .selectFrom("catalogue_records")
    .select(["outcome", (eb) => eb.fn.countAll<number>().as("count")])
    .where("catalogue_id", "=", catalogueId)
    .groupBy("outcome")
    .execute();
  const counts: Record<Outcome, number> = { pending: 0, taken: 0, skipped: 0, refused: 0 };
  for (const { outcome, count } of rows) counts[outcome as Outcome] = Number(count);
  return counts;
}

/** Records of this catalogue that are still to be done, by work. */
export async function pendingAmong(
  { db }: Database,
  catalogueId: string,
  workIds: readonly string[],
): Promise<Map<string, CatalogueRecordRow>> {
  if (workIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("catalogue_records")
    .selectAll()
    .where("catalogue_id", "=", catalogueId)
    .where("work_id", "in", [...workIds])
    .where("outcome", "=", "pending")
    .execute();
  return new Map(rows.map((row) => [row.work_id ?? "", row]));
}

/** Rewrites a record's fate. */
export async function replaceBy(trx: Executor, row: CatalogueRecordRow): Promise<void> {
  const { outcome, reasons_json, place } = row;
  await trx
    .updateTable("catalogue_records")
    .set({ outcome, reasons_json, place })
    .where("catalogue_id", "=", row.catalogue_id)
    .where("line", "=", row.line)
    .execute();
}

/** How many works of a catalogue are to be registered. */
export async function placesOf({ db }: Database, catalogueId: string): Promise<number> {
  const { last } = await db
    .selectFrom("catalogue_records")
    .select((eb) => eb.fn.max("place").as("last"))
    .where("catalogue_id", "=", catalogueId)
    .executeTakeFirstOrThrow();
  return last === null ? 0 : Number(last) + 1;
}

export interface PlacedWork {
  readonly place: number;
  readonly entry: WorkEntry;
  readonly hash: string;
}

/** The works of a run of places, in their order. */
export async function worksAt(
  { db }: Database,
  catalogueId: string,
  from: number,
  to: number,
): Promise<PlacedWork[]> {
  const rows = await db
    .selectFrom("catalogue_records")
    .select(["place", "work_json"])
    .where("catalogue_id", "=", catalogueId)
    .where("place", ">=", from)
    .where("place", "<", to)
    .orderBy("place")
    .execute();
  return rows.map(({ place, work_json }) => {
    return { place: place ?? 0, ...(JSON.parse(work_json) as Omit<PlacedWork, "place">) };
  });
}

export async function partsOf(db: Executor, catalogueId: string): Promise<CataloguePartRow[]> {
  return db
    .selectFrom("catalogue_parts")
    .selectAll()
    .where("catalogue_id", "=", catalogueId)
    .orderBy("part")
    .execute();
}

/** Writes what became of works that a batch tried to register. */
export async function settleWorks(
  trx: Executor,
  catalogueId: string,
  workIds: readonly string[],
  outcome: Outcome,
  reason: { code: string; message: string } | null,
): Promise<void> {
  for (let start = 0; start < workIds.length; start += 200) {
    await trx
      .updateTable("catalogue_records")
      .set({ outcome, ...(reason ? { reasons_json: JSON.stringify([reason]) } : {}) })
      .where("catalogue_id", "=", catalogueId)
      .where("work_id", "in", workIds.slice(start, start + 200))
      .where("place", "is not", null)
      .execute();
  }
}
