import type { Transaction } from "kysely";
import type { WorkEventRow, WorkRow } from "../../database/index-schema.ts";
import type { Schema } from "../../database/schema.ts";
import { timeOf } from "../../http/schemas.ts";
import { attestationPage, attestationView } from "../institutions/attestations.ts";
import { workView } from "./view.ts";

type Reading = Transaction<Schema>;

/** How much of each list a work's page shows: its newest. There are no more sources or co-owners than 32. */
const MOST_LISTED = 100;

/** A work with all that the ledger has on it, or undefined. */
export async function workPage(db: Reading, workId: string) {
  const row = await db.selectFrom("works").selectAll().where("work_id", "=", workId).executeTakeFirst();
  if (!row) return undefined;
  const coOwners = await db
    .selectFrom("co_owners")
    .select(["account", "shares"])
    .where("work_id", "=", workId)
    .orderBy("place")
    .execute();
  const sources = await db
    .selectFrom("derivations")
    .select("source_id")
    .where("work_id", "=", workId)
    .orderBy("source_id")
    .execute();
  const limit = MOST_LISTED + 1;
  const derivatives = await derivativesOf(db, workId, undefined, limit);
  const events = await historyOf(db, workId, undefined, limit);
  const attestations = await attestationPage(db, { subject: { kind: "work", id: workId } }, undefined, limit);
  const files = await filesOf(db, row, limit);
  return {
    ...workView(row),
    record: await recordOf(db, row),
    files: newest(files).map(({ work_id }) => work_id),
    coOwners,
    derivedFrom: sources.map(({ source_id }) => source_id),
    derivatives: newest(derivatives).map(({ work_id }) => work_id),
    attestations: newest(attestations).map(attestationView),
    history: newest(events).map(eventView),
    more: {
      derivatives: derivatives.length > MOST_LISTED,
      attestations: attestations.length > MOST_LISTED,
      history: events.length > MOST_LISTED,
    },
  };
}

/** The catalogue record that a file's document names: anybody can name one, so it counts under one holder only. */
async function recordOf(db: Reading, { record_id, holder }: WorkRow): Promise<string | null> {
  if (record_id === null) return null;
  const record = await db
    .selectFrom("works")
    .select("work_id")
    .where("work_id", "=", record_id)
    .where("holder", "=", holder)
    .executeTakeFirst();
  return record?.work_id ?? null;
}

/** Files registered since, of which this work is the catalogue record, newest first. */
async function filesOf(db: Reading, { work_id, holder }: WorkRow, limit: number): Promise<WorkRow[]> {
  return db
    .selectFrom("works")
    .selectAll()
    .where("record_id", "=", work_id)
    .where("holder", "=", holder)
    .orderBy("position", "desc")
    .limit(limit)
    .execute();
}

/** Of rows that were read newest first and one more than is shown: those to show, oldest first. */
function newest<R>(rows: readonly R[]): R[] {
  return rows.slice(0, MOST_LISTED).reverse();
}

export async function isKnown(db: Reading, workId: string): Promise<boolean> {
  const row = await db
    .selectFrom("works")
    .select("position")
    .where("work_id", "=", workId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Works that name this one as a source, newest first. */
export async function derivativesOf(
  db: Reading,
  workId: string,
  before: number | undefined,
  limit: number,
): Promise<WorkRow[]> {
  let query = db
    .selectFrom("derivations")
    .innerJoin("works", "works.work_id", "derivations.work_id")
    .selectAll("works")
    .where("derivations.source_id", "=", workId)
    .orderBy("works.position", "desc")
    .limit(limit);
  if (before !== undefined) query = query.where("works.position", "<", before);
  return query.execute();
}

/** What happened to a work, newest first. */
export async function historyOf(
  db: Reading,
  workId: string,
  before: number | undefined,
  limit: number,
): Promise<WorkEventRow[]> {
  let query = db
    .selectFrom("work_events")
    .selectAll()
    .where("work_id", "=", workId)
    .orderBy("position", "desc")
    .limit(limit);
  if (before !== undefined) query = query.where("position", "<", before);
  return query.execute();
}

export function eventView(event: WorkEventRow) {
  return {
    kind: event.kind,
    at: timeOf(event.at),
    block: event.block,
    transaction: event.transaction_hash,
    logIndex: event.log_index,
    data: JSON.parse(event.data_json) as Record<string, unknown>,
  };
}
