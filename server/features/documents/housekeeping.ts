import type { Database } from "../../database/connection.ts";
import { MOST_TERM_SECONDS } from "./service.ts";

/** How often it is worth looking. */
const EVERY_MILLISECONDS = 3_600_000;
const MOST_AT_ONCE = 500;
/** An idempotency key is good for this long. */
const KEY_SECONDS = 7 * 24 * 3600;

/**
 * Forgets what can never be used again: documents that were prepared longer ago than any deadline reaches, and old
 * idempotency keys. A little at a time, now and then. @returns a function that says whether there is more
 */
export function documentHousekeeping(
  { db }: Database,
  clock: () => number = Date.now,
): () => Promise<boolean> {
  let next = 0;
  return async () => {
    if (clock() < next) return false;
    const seconds = Math.floor(clock() / 1000);
    await db
      .deleteFrom("idempotency_keys")
      .where("created_at", "<", seconds - KEY_SECONDS)
      .execute();
    const expired = await db
      .selectFrom("documents")
      .select("id")
      .where("state", "=", "prepared")
      .where("created_at", "<", seconds - MOST_TERM_SECONDS)
      .limit(MOST_AT_ONCE)
      .execute();
    const gone = expired.map(({ id }) => id);
    if (gone.length > 0) {
      await db.transaction().execute(async (trx) => {
        await trx.deleteFrom("signatures").where("document_id", "in", gone).execute();
        await trx.deleteFrom("documents").where("id", "in", gone).where("state", "=", "prepared").execute();
      });
    }
    const more = gone.length === MOST_AT_ONCE;
    if (!more) next = clock() + EVERY_MILLISECONDS;
    return more;
  };
}
