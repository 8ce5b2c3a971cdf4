import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Database } from "../../../server/database/connection.ts";
import { positionOf, type WorkRow } from "../../../server/database/index-schema.ts";
import { indexWriter } from "../../../server/database/index-writer.ts";
import { say, wholes } from "../support/measure.ts";
import { expandPoems, type Poem, readPoems } from "../support/poems.ts";

/** All works that the source of the poems has. */
export const WORKS = 343_603;

const WORKS_OF_BLOCK = 125;
/** Works written in one transaction: about what the indexer takes of a chain it catches up with. */
const WORKS_OF_TRANSACTION = 5_000;
const SAID_EACH = 100_000;

/** Puts the works into an empty index, by the index's own writer. */
export async function fillWithWorks(database: Database): Promise<void> {
  const works = expandPoems(readPoems(), WORKS);
  let written = 0;
  while (written < WORKS) {
    const from = written;
    await database.db.transaction().execute(async (trx) => {
      const writer = indexWriter(trx, database);
      for (; written < Math.min(WORKS, from + WORKS_OF_TRANSACTION); written += 1) {
        const block = 1 + Math.floor(written / WORKS_OF_BLOCK);
        if (written === from || written % WORKS_OF_BLOCK === 0) {
          await writer.enter(headerOf(block), { undo: false });
        }
        const { value } = works.next();
        if (value) writer.insert("works", rowOf(value, written, block));
      }
      await writer.flush();
    });
    if (written % SAID_EACH === 0) say(`${wholes(written)} works written`);
  }
  await settled(database);
}

function rowOf({ title, creators, language, genre }: Poem, index: number, block: number): WorkRow {
  const digest = createHash("sha256").update(String(index)).digest("hex");
  return {
    position: positionOf(block, index % WORKS_OF_BLOCK),
    work_id: `0x${digest}`,
    record_id: null,
    holder: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
    title,
    original_title: null,
    language,
    genre,
    creators_json: JSON.stringify(creators),
    identifiers_json: "[]",
    legal_class: "written",
    trade_class: "X99",
    status: "registered",
    encumbrances: 0,
    protected_until: null,
    registered_at: 1_700_000_000 + block,
    priority_at: 1_700_000_000 + block,
    metadata_digest: `0x${digest}`,
    metadata_available: 1,
    registered_block: block,
    co_owner_count: 0,
  };
}

function headerOf(number: number) {
  const hash = `0x${number.toString(16).padStart(64, "0")}`;
  return { number, hash, parent_hash: hash, timestamp: 1_700_000_000 + number };
}

/** What a server does by itself sooner or later: without it a measurement right after the load means little. */
async function settled({ db, dialect }: Database): Promise<void> {
  if (dialect.name === "postgres") await sql`vacuum analyze`.execute(db);
}
