import { expect } from "chai";
import { sql } from "kysely";
import { describe, it } from "mocha";
import type { Database } from "../../../../server/database/connection.ts";
import { postgresDialect, sqliteDialect } from "../../../../server/database/dialect.ts";
import { StartError } from "../../../../server/database/errors.ts";
import { migrate } from "../../../../server/database/migrate.ts";
import { MIGRATIONS } from "../../../../server/database/migrations/index.ts";
import { failureOf, type NewPlace, withDatabase, workRow } from "../support.ts";

/** The newest step of the schema. */
const NEWEST = Math.max(...MIGRATIONS.map((migration) => migration.number));

const DOCUMENT = {
  id: "d1",
  type: "Registration",
  contract: "0x01",
  typed_json: "{}",
  content_json: "{}",
  parties_json: "[]",
  state: "prepared",
  transaction_hash: null,
  error_json: null,
  created_at: 1,
  updated_at: 1,
  accepted_sequence: null,
};

function outboxRow(target: string) {
  return { target, calldata: "0x", state: "accepted", attempts: 0, created_at: 1, updated_at: 1 };
}

/** What every database does alike: types, transactions, snapshots, migrations. */
export function storageBehaviour(newPlace: NewPlace): void {
  const inDatabase = (use: (database: Database) => Promise<void>) => () => withDatabase(newPlace, use);

  describe("values", () => {
    it(
      "gives 64-bit integers and counts as numbers up to 53 bits",
      inDatabase(async ({ db }) => {
        const position = Number.MAX_SAFE_INTEGER;
        await db.insertInto("works").values(workRow(1, { position })).execute();
        const row = await db
          .selectFrom("works")
          .select(["position", "original_title"])
          .executeTakeFirstOrThrow();
        expect({ ...row }).to.deep.equal({ position, original_title: null });
        const counted = await db
          .selectFrom("works")
          .select((eb) => eb.fn.countAll<number>().as("count"))
          .executeTakeFirstOrThrow();
        expect(counted.count).to.equal(1);
      }),
    );

    it(
      "refuses to read an integer of more than 53 bits rather than round it",
      inDatabase(async ({ db }) => {
        await sql`insert into cursor (id, block, block_hash) values (1, 9007199254740993, 'h')`.execute(db);
        const error = await failureOf(db.selectFrom("cursor").selectAll().execute());
        expect(error).to.be.instanceOf(RangeError);
      }),
    );

    it(
      "refuses text in an integer column and a missing required value",
      inDatabase(async ({ db }) => {
        const insert = db.insertInto("sessions");
        const wrong = { token_hash: "a", account: "b", expires_at: "soon" as never, created_at: 1 };
        const missing = { token_hash: "a", account: null as never, expires_at: 1, created_at: 1 };
        await failureOf(insert.values(wrong).execute());
        await failureOf(insert.values(missing).execute());
        expect(await db.selectFrom("sessions").selectAll().execute()).to.deep.equal([]);
      }),
    );

    it(
      "sorts text by its UTF-8 bytes",
      inDatabase(async ({ db }) => {
        const sorted = ["A", "Z", "a", "b", "é", "一", "丁", "\u{ffee}", "\u{20000}"];
        for (const nonce of [...sorted].reverse()) {
          await db.insertInto("login_nonces").values({ nonce, expires_at: 1 }).execute();
        }
        const rows = await db.selectFrom("login_nonces").select("nonce").orderBy("nonce").execute();
        expect(rows.map(({ nonce }) => nonce)).to.deep.equal(sorted);
      }),
    );

    it(
      "counts the outbox up in the order of acceptance and never gives a number twice",
      inDatabase(async ({ db }) => {
        const insert = (target: string) =>
          db.insertInto("outbox").values(outboxRow(target)).returning("sequence").executeTakeFirstOrThrow();
        const first = await insert("a");
        const second = await insert("b");
        await db.deleteFrom("outbox").where("sequence", "=", second.sequence).execute();
        const third = await insert("c");
        expect(second.sequence).to.be.greaterThan(first.sequence);
        expect(third.sequence).to.be.greaterThan(second.sequence);
      }),
    );

    it(
      "lets signatures follow their document into deletion and refuses one without a document",
      inDatabase(async ({ db }) => {
        const signature = { document_id: "d1", party: "0x01", signature_json: "{}", created_at: 1 };
        await failureOf(db.insertInto("signatures").values(signature).execute());
        await db.insertInto("documents").values(DOCUMENT).execute();
        await db.insertInto("signatures").values(signature).execute();
        await db.deleteFrom("documents").execute();
        expect(await db.selectFrom("signatures").selectAll().execute()).to.deep.equal([]);
      }),
    );
  });

  describe("transactions", () => {
    it(
      "keep all or nothing",
      inDatabase(async ({ db }) => {
        const failing = db.transaction().execute(async (trx) => {
          await trx.insertInto("outbox").values(outboxRow("a")).execute();
          throw new Error("changed my mind");
        });
        expect((await failureOf(failing)).message).to.equal("changed my mind");
        expect(await db.selectFrom("outbox").selectAll().execute()).to.deep.equal([]);
      }),
    );

    it(
      "that run at once do not mix: each count of a read and write is kept",
      inDatabase(async ({ db }) => {
        await db.insertInto("cursor").values({ id: 1, block: 0, block_hash: "" }).execute();
        const increment = () =>
          db.transaction().execute(async (trx) => {
            await trx.updateTable("cursor").set({ block_hash: "locked" }).execute();
            const { block } = await trx.selectFrom("cursor").select("block").executeTakeFirstOrThrow();
            await trx
              .updateTable("cursor")
              .set({ block: block + 1 })
              .execute();
          });
        await Promise.all(Array.from({ length: 20 }, increment));
        expect((await db.selectFrom("cursor").select("block").executeTakeFirstOrThrow()).block).to.equal(20);
      }),
    );

    it(
      "do not show what is not committed, and a snapshot does not see what is committed after it began",
      inDatabase(async (database) => {
        const count = async (db: Pick<Database["db"], "selectFrom">) =>
          (await db.selectFrom("outbox").selectAll().execute()).length;
        await database.db.transaction().execute(async (trx) => {
          await trx.insertInto("outbox").values(outboxRow("a")).execute();
          expect(await database.read(count)).to.equal(0);
          expect(await count(trx)).to.equal(1);
        });
        await database.read(async (snapshot) => {
          expect(await count(snapshot)).to.equal(1);
          await database.db.insertInto("outbox").values(outboxRow("b")).execute();
          expect(await count(snapshot)).to.equal(1);
        });
        expect(await database.read(count)).to.equal(2);
      }),
    );

    it(
      "cannot write on a snapshot",
      inDatabase(async ({ db, read }) => {
        await failureOf(read((snapshot) => snapshot.insertInto("outbox").values(outboxRow("a")).execute()));
        expect(await db.selectFrom("outbox").selectAll().execute()).to.deep.equal([]);
      }),
    );
  });

  describe("migrations", () => {
    it("keep what is there when the database is opened again", async () => {
      const place = await newPlace();
      const first = await place.open();
      await first.db.insertInto("outbox").values(outboxRow("kept")).execute();
      await first.close();
      const second = await place.open();
      const rows = await second.db.selectFrom("outbox").select("target").execute();
      expect(rows.map(({ target }) => target)).to.deep.equal(["kept"]);
      await second.close();
      await place.discard();
    });

    it("leave the database as it was when one of them fails", async () => {
      await withDatabase(newPlace, async ({ db, dialect }) => {
        const half = {
          number: 100,
          name: "half",
          up: async (trx: Parameters<typeof migrate>[0]) => {
            await sql`create table half_done (id integer)`.execute(trx);
            throw new Error("power cut");
          },
        };
        expect((await failureOf(migrate(db as never, dialect, [half]))).message).to.equal("power cut");
        await failureOf(sql`select * from half_done`.execute(db));
        const { newest } = await db
          .selectFrom("migrations")
          .select((eb) => eb.fn.max("number").as("newest"))
          .executeTakeFirstOrThrow();
        expect(newest).to.equal(NEWEST);
      });
    });

    it("refuse a database that a newer version has written", async () => {
      const place = await newPlace();
      const database = await place.open();
      await database.db
        .insertInto("migrations")
        .values({ number: NEWEST + 1, name: "later", applied_at: 1 })
        .execute();
      await database.close();
      const error = await failureOf(place.open());
      expect(error).to.be.instanceOf(StartError);
      expect(error.message)
        .to.include(`schema is ${NEWEST + 1}, this one knows up to ${NEWEST}`)
        .and.match(/newer version .*start the newer version/);
      await place.discard();
    });
  });

  describe("derived tables", () => {
    it(
      "carry rows of every type, quotes and all, in one parameter",
      inDatabase(async ({ db, dialect }) => {
        expect(dialect).to.be.oneOf([sqliteDialect, postgresDialect]);
        const rows = [
          { id: 1, block: 2 ** 52, block_hash: `'"\\ \n\t{}[],null 一😀` },
          { id: 2, block: 0, block_hash: "" },
        ];
        const columns = ["id", "block", "block_hash"];
        const derived = sql<
          (typeof rows)[0]
        >`select * from ${dialect.rows("cursor", columns, rows)} as r order by id`;
        expect((await derived.execute(db)).rows.map((row) => ({ ...row }))).to.deep.equal(rows);
      }),
    );
  });
}
