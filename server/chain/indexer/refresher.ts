import type { ContentStore } from "../../content/store.ts";
import type { Database } from "../../database/connection.ts";
import { type Cursor, moveCursor } from "../../database/cursor.ts";
import { type IndexWriter, indexWriter } from "../../database/index-writer.ts";
import type { Executor } from "../../database/schema.ts";
import { type DescribedColumns, fetchDescribed } from "./metadata.ts";
import { signedTitle } from "./work-handlers.ts";

/**
 * Comes back to works whose metadata document could not be read when their events were: the content of a row does
 * not depend on when the document was found. A few at a time, in the order of the chain; fetched in the background,
 * since looking for a document that is nowhere takes long, and written when the index has nothing else to do.
 */
export interface Refresher {
  /** Writes what has been found and looks for more. @returns whether rows changed */
  round(cursor: Cursor): Promise<boolean>;
}

export interface RefresherOptions {
  readonly database: Database;
  readonly content: ContentStore;
  readonly retryMilliseconds?: number;
}

interface Found {
  readonly workId: string;
  readonly digest: string;
  readonly columns: DescribedColumns;
}

const AT_ONCE = 16;
const FETCH_MILLISECONDS = 30_000;
const RETRY_MILLISECONDS = 60_000;

export function createRefresher(options: RefresherOptions): Refresher {
  const { database, content, retryMilliseconds = RETRY_MILLISECONDS } = options;
  let found: Found[] = [];
  let looking = false;
  /** The position up to which this pass has come, and when the next pass may begin. */
  let after = -1;
  let restsUntil = 0;

  async function round(cursor: Cursor): Promise<boolean> {
    const ready = found;
    found = [];
    if (ready.length > 0) await write(cursor, ready);
    if (!looking && Date.now() >= restsUntil) await look();
    return ready.length > 0;
  }

  async function look(): Promise<void> {
    const rows = await database.db
      .selectFrom("works")
      .select(["position", "work_id", "metadata_digest"])
      .where("metadata_available", "=", 0)
      .where("position", ">", after)
      .orderBy("position")
      .limit(AT_ONCE)
      .execute();
    after = rows.at(-1)?.position ?? -1;
    if (rows.length < AT_ONCE) {
      after = -1;
      restsUntil = Date.now() + retryMilliseconds;
    }
    if (rows.length === 0) return;
    looking = true;
    // Nobody waits for it, and it never fails: what is not found now is looked for in the next pass.
    void Promise.all(rows.map(({ work_id, metadata_digest }) => lookFor(work_id, metadata_digest))).then(
      () => {
        looking = false;
      },
    );
  }

  async function lookFor(workId: string, digest: string): Promise<void> {
    const columns = await fetchDescribed(content, digest, AbortSignal.timeout(FETCH_MILLISECONDS)).catch(
      () => null,
    );
    if (columns) found.push({ workId, digest, columns });
  }

  async function write(cursor: Cursor, ready: readonly Found[]): Promise<void> {
    await database.db.transaction().execute(async (trx) => {
      const head = await trx
        .selectFrom("blocks")
        .select(["number", "hash", "parent_hash", "timestamp"])
        .where("number", "=", cursor.block)
        .executeTakeFirstOrThrow();
      // The cursor stays where it is; that it could be moved shows that nobody else is indexing.
      await moveCursor(trx, cursor, head);
      const writer = indexWriter(trx, database);
      await writer.enter(head, { undo: false });
      for (const one of ready) await writeOne(trx, writer, one);
      await writer.flush();
    });
  }

  return { round };
}

async function writeOne(
  trx: Executor,
  writer: IndexWriter,
  { workId, digest, columns }: Found,
): Promise<void> {
  const work = await writer.find("works", { work_id: workId });
  if (work?.metadata_digest !== digest || work.metadata_available === 1) return;
  const title = await titleOf(trx, writer, workId, columns);
  await writer.update("works", { work_id: workId }, { ...columns, title });
}

/** As the events would have it: the registration's title was signed, a correction's stands in its document. */
async function titleOf(
  trx: Executor,
  writer: IndexWriter,
  workId: string,
  { title }: DescribedColumns,
): Promise<string> {
  const corrected = await trx
    .selectFrom("work_events")
    .select("position")
    .where("work_id", "=", workId)
    .where("kind", "=", "corrected")
    .executeTakeFirst();
  return corrected && title !== null ? title : signedTitle(writer, workId);
}
