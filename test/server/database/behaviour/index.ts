import { expect } from "chai";
import { describe, it } from "mocha";
import type { Database } from "../../../../server/database/connection.ts";
import {
  clearIndex,
  moveCursor,
  pruneUndo,
  readCursor,
  rollbackTo,
} from "../../../../server/database/cursor.ts";
import { indexWriter } from "../../../../server/database/index-writer.ts";
import {
  dumpIndex,
  failureOf,
  header,
  hex,
  indexBlock,
  type NewPlace,
  withDatabase,
  workRow,
} from "../support.ts";

async function found(database: Database, query: string): Promise<string[]> {
  const { works } = await database.search.find(database.db, { query, limit: 50 });
  return works.map(({ work_id }) => work_id);
}

/** The writer of the index, its cursor and its way back. */
export function indexBehaviour(newPlace: NewPlace): void {
  const inDatabase = (use: (database: Database) => Promise<void>) => () => withDatabase(newPlace, use);
  const key = { work_id: hex(1, 32) };

  describe("the index writer", () => {
    it(
      "finds what it has written before any of it is in the tables",
      inDatabase(async (database) => {
        await indexBlock(database, header(1), async (writer) => {
          writer.insert("works", workRow(1));
          await writer.update("works", key, { status: "revoked" });
          expect((await writer.find("works", key))?.status).to.equal("revoked");
          writer.insert("co_owners", { ...key, place: 0, account: "0x02", shares: "5" });
          await writer.remove("co_owners", { ...key, place: 0 });
          expect(await writer.find("co_owners", { ...key, place: 0 })).to.equal(undefined);
          const settled = await writer.settled();
          expect((await settled.selectFrom("works").select("status").executeTakeFirst())?.status).to.equal(
            "revoked",
          );
        });
        const stored = await database.db.selectFrom("works").selectAll().executeTakeFirstOrThrow();
        expect({ ...stored }).to.deep.equal(workRow(1, { status: "revoked" }));
        expect(await database.db.selectFrom("co_owners").selectAll().execute()).to.deep.equal([]);
      }),
    );

    it(
      "writes more rows than one statement carries",
      inDatabase(async (database) => {
        const rows = Array.from({ length: 4_500 }, (_, n) => ({
          work_id: hex(n, 32),
          source_id: hex(0, 32),
        }));
        await indexBlock(database, header(1), (writer) => {
          for (const row of rows) writer.insert("derivations", row);
        });
        expect((await dumpIndex(database.db)).derivations).to.deep.equal(rows);
      }),
    );

    it(
      "keeps the search index with the works it writes",
      inDatabase(async (database) => {
        await indexBlock(database, header(1), (writer) => writer.insert("works", workRow(1)));
        expect(await found(database, "幽州")).to.deep.equal([key.work_id]);
        await indexBlock(database, header(2), (writer) => writer.update("works", key, { title: "春望" }));
        expect(await found(database, "幽州")).to.deep.equal([]);
        expect(await found(database, "春望")).to.deep.equal([key.work_id]);
        await indexBlock(database, header(3), (writer) => writer.remove("works", key));
        expect(await found(database, "春望")).to.deep.equal([]);
      }),
    );

    it(
      "refuses a row that is there and a change to one that is not",
      inDatabase(async (database) => {
        await indexBlock(database, header(1), async (writer) => {
          writer.insert("works", workRow(1));
          expect(() => writer.insert("works", workRow(1))).to.throw(
            `already has the row {"work_id":"${key.work_id}"}`,
          );
          const missing = { work_id: hex(9, 32) };
          expect((await failureOf(writer.update("works", missing, { title: "x" }))).message).to.contain(
            "no row",
          );
          expect((await failureOf(writer.remove("works", missing))).message).to.contain("no row");
          const rename = writer.update("works", key, { work_id: hex(9, 32) });
          expect((await failureOf(rename)).message).to.equal(
            "work_id names a row of works and cannot be updated",
          );
        });
        await failureOf(indexBlock(database, header(2), (writer) => writer.insert("works", workRow(1))));
        expect(await readCursor(database.db)).to.deep.equal({ block: 1, block_hash: header(1).hash });
      }),
    );

    it(
      "refuses to write before it has entered a block",
      inDatabase(async (database) => {
        const writer = indexWriter(database.db, database);
        expect(() => writer.insert("works", workRow(1))).to.throw("entered no block");
      }),
    );

    it(
      "stores what a database could not keep of a hostile text as replacement characters",
      inDatabase(async (database) => {
        const title = "a\0b\u{d800}c";
        await indexBlock(database, header(1), async (writer) => {
          writer.insert("works", workRow(1, { title }));
          await writer.settled();
          await writer.update("works", key, { genre: "\0" });
        });
        const row = await database.db.selectFrom("works").select(["title", "genre"]).executeTakeFirst();
        expect({ ...row }).to.deep.equal({ title: "a\u{fffd}b\u{fffd}c", genre: "\u{fffd}" });
        expect(await found(database, "a\0b")).to.deep.equal([key.work_id]);
      }),
    );
  });

  describe("the cursor", () => {
    it(
      "moves only from where its mover believes it stands",
      inDatabase(async ({ db }) => {
        await moveCursor(db, undefined, header(5));
        const here = { block: 5, block_hash: header(5).hash };
        expect(await readCursor(db)).to.deep.equal(here);
        expect((await failureOf(moveCursor(db, undefined, header(6)))).message).to.contain("another process");
        const elsewhere = { block: 5, block_hash: header(5, 1).hash };
        expect((await failureOf(moveCursor(db, elsewhere, header(6)))).message).to.contain("another process");
        await moveCursor(db, here, header(6));
        expect(await readCursor(db)).to.deep.equal({ block: 6, block_hash: header(6).hash });
      }),
    );
  });

  describe("rolling back", () => {
    async function threeBlocks(database: Database): Promise<void> {
      await indexBlock(database, header(1), (writer) => writer.insert("works", workRow(1)), false);
      await indexBlock(database, header(2), async (writer) => {
        await writer.update("works", key, { title: "春望" });
        await writer.update("works", key, { holder: hex(2, 20) });
        writer.insert("works", workRow(2));
      });
      await indexBlock(database, header(3), (writer) => writer.remove("works", key));
    }

    it(
      "restores rows, search, blocks and cursor, and the chain can go on differently",
      inDatabase(async (database) => {
        await threeBlocks(database);
        await database.db.transaction().execute((trx) => rollbackTo(trx, database, 1));
        expect((await dumpIndex(database.db)).works).to.deep.equal([workRow(1)]);
        expect(await found(database, "春望")).to.deep.equal([]);
        expect(await found(database, "幽州")).to.deep.equal([key.work_id]);
        expect(await readCursor(database.db)).to.deep.equal({ block: 1, block_hash: header(1).hash });
        expect(await database.db.selectFrom("undo").selectAll().execute()).to.deep.equal([]);
        await indexBlock(database, header(2, 1), (writer) =>
          writer.insert("works", workRow(2, { title: "別" })),
        );
        expect(await found(database, "別")).to.deep.equal([hex(2, 32)]);
      }),
    );

    it(
      "tells blocks apart that one transaction has written",
      inDatabase(async (database) => {
        await indexBlock(database, header(1), (writer) => writer.insert("works", workRow(1)), false);
        await database.db.transaction().execute(async (trx) => {
          const writer = indexWriter(trx, database);
          for (const block of [2, 3, 4]) {
            await writer.enter(header(block), { undo: true });
            await writer.update("works", key, { title: `第${block}` });
          }
          await writer.flush();
          await moveCursor(trx, await readCursor(trx), header(4));
        });
        for (const block of [3, 2]) {
          await database.db.transaction().execute((trx) => rollbackTo(trx, database, block));
          expect((await dumpIndex(database.db)).works).to.deep.equal([workRow(1, { title: `第${block}` })]);
          expect(await found(database, `第${block}`)).to.deep.equal([key.work_id]);
        }
      }),
    );

    it(
      "is refused where the before-images are not kept, and changes nothing then",
      inDatabase(async (database) => {
        await threeBlocks(database);
        await indexBlock(database, header(4), () => {}, false);
        const before = await dumpIndex(database.db);
        const back = (to: number) =>
          failureOf(database.db.transaction().execute((trx) => rollbackTo(trx, database, to)));
        expect((await back(2)).message).to.contain("cannot go back to block 2");
        expect((await back(0)).message).to.contain("cannot go back to block 0");
        expect(await dumpIndex(database.db)).to.deep.equal(before);
      }),
    );

    it(
      "reaches as far as what was pruned, and no further",
      inDatabase(async (database) => {
        await threeBlocks(database);
        await pruneUndo(database.db, 2);
        const back = (to: number) =>
          database.db.transaction().execute((trx) => rollbackTo(trx, database, to));
        expect((await failureOf(back(1))).message).to.contain("cannot go back to block 1");
        await back(2);
        expect(await found(database, "春望")).to.deep.equal([key.work_id]);
      }),
    );

    it(
      "to nothing at all is clearing the index",
      inDatabase(async (database) => {
        const empty = await dumpIndex(database.db);
        await threeBlocks(database);
        await database.db.transaction().execute((trx) => clearIndex(trx, database));
        expect(await dumpIndex(database.db)).to.deep.equal(empty);
        expect(await found(database, "幽州")).to.deep.equal([]);
        expect(await database.db.selectFrom("blocks").selectAll().execute()).to.deep.equal([]);
        await threeBlocks(database);
        expect(await found(database, "幽州")).to.deep.equal([hex(2, 32)]);
      }),
    );
  });
}
