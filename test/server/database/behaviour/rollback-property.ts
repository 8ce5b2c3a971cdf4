import { expect } from "chai";
import { describe, it } from "mocha";
import type { Database } from "../../../../server/database/connection.ts";
import { rollbackTo } from "../../../../server/database/cursor.ts";
import {
  type EventKey,
  type EventTable,
  type EventTables,
  positionOf,
} from "../../../../server/database/index-schema.ts";
import type { IndexWriter } from "../../../../server/database/index-writer.ts";
import {
  dumpIndex,
  header,
  hex,
  indexBlock,
  type NewPlace,
  randomFrom,
  withDatabase,
  workRow,
} from "../support.ts";

const ROUNDS = 4;
const BLOCKS_PER_ROUND = 8;
const WRITES_PER_BLOCK = 12;
const TITLES = ["春望", "春江花月夜", "望嶽", "月下獨酌", "江雪"];

interface State {
  index: Record<string, unknown>;
  /** What each title finds. */
  found: string[][];
}

async function stateOf(database: Database): Promise<State> {
  const found: string[][] = [];
  for (const query of [...TITLES, "春", "月"]) {
    const page = await database.search.find(database.db, {
      query,
      filters: { status: "registered" },
      limit: 100,
    });
    found.push(page.works.map(({ work_id }) => work_id));
  }
  return { index: await dumpIndex(database.db), found };
}

/** One random change to one of a few rows, so that rows come, change, go and come again. */
async function writeSomething(
  writer: IndexWriter,
  block: number,
  log: number,
  random: () => number,
): Promise<void> {
  const pick = (count: number) => Math.floor(random() * count);
  const work_id = hex(pick(6), 32);
  if (random() < 0.3) {
    const shares = String(pick(100));
    const owner = { work_id, place: pick(2), account: hex(pick(5), 20), shares };
    return writeRow(writer, "co_owners", owner, { shares }, random);
  }
  const title = TITLES[pick(TITLES.length)] ?? "";
  const work = { ...workRow(block, { position: positionOf(block, log), title }), work_id };
  const status = pick(2) === 0 ? "registered" : "revoked";
  return writeRow(writer, "works", work, { title, status }, random);
}

async function writeRow<T extends EventTable>(
  writer: IndexWriter,
  table: T,
  row: EventTables[T] & EventKey<T>,
  patch: Partial<EventTables[T]>,
  random: () => number,
): Promise<void> {
  if (!(await writer.find(table, row))) writer.insert(table, row);
  else if (random() < 0.3) await writer.remove(table, row);
  else await writer.update(table, row, patch);
}

/** Random writes over blocks, back to a random one: the index is as it was, again and again. */
export function rollbackProperty(newPlace: NewPlace): void {
  describe("any history", () => {
    for (const seed of [1, 2, 3]) {
      it(`rolled back to any block is the state at that block (seed ${seed})`, () =>
        withDatabase(newPlace, async (database) => {
          const random = randomFrom(seed);
          const states = new Map<number, State>();
          await indexBlock(database, header(0), () => {}, false);
          states.set(0, await stateOf(database));
          let head = 0;
          for (let round = 1; round <= ROUNDS; round++) {
            for (let count = 0; count < BLOCKS_PER_ROUND; count++) {
              head += 1;
              await indexBlock(database, header(head, round), async (writer) => {
                for (let log = 0; log < WRITES_PER_BLOCK; log++) {
                  await writeSomething(writer, head, log, random);
                  if (random() < 0.1) await writer.settled();
                }
              });
              states.set(head, await stateOf(database));
            }
            head = Math.floor(random() * head);
            await database.db.transaction().execute((trx) => rollbackTo(trx, database, head));
            expect(await stateOf(database), `round ${round}, back at block ${head}`).to.deep.equal(
              states.get(head),
            );
          }
        }));
    }
  });
}
