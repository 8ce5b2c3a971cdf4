import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { sql } from "kysely";
import { describe, it } from "mocha";
import { StartError } from "../../../server/database/errors.ts";
import { SQLITE_FILE } from "../../../server/database/sqlite.ts";
import { describeDatabase } from "./behaviour.ts";
import { withChild } from "./child.ts";
import { failureOf, newFolder, withDatabase } from "./support.ts";

describeDatabase("the embedded SQLite", newFolder);

describe("the embedded SQLite", function () {
  this.timeout(60_000);

  it("writes ahead, waits for the disk at each commit and checks references", () =>
    withDatabase(newFolder, async ({ db }) => {
      const setting = async (name: string) => {
        const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(db);
        return Object.values(rows[0] ?? {})[0];
      };
      expect(await setting("journal_mode")).to.equal("wal");
      expect(await setting("synchronous")).to.equal(2);
      expect(await setting("foreign_keys")).to.equal(1);
    }));

  it("lets the rest of the process have its turn while queries follow each other", () =>
    withDatabase(newFolder, async ({ db }) => {
      let turns = 0;
      const turn = setInterval(() => {
        turns += 1;
      });
      for (let query = 0; query < 100_000 && turns === 0; query += 1) {
        await db.selectFrom("cursor").selectAll().execute();
      }
      clearInterval(turn);
      expect(turns).to.be.greaterThan(0);
    }));

  it("has every transaction that was acknowledged before a kill -9, whole, and none by half", async () => {
    const place = await newFolder();
    for (const lines of [20, 200]) {
      let acknowledged: string[] = [];
      await withChild("committing-writer.ts", place.directory, async (child) => {
        await child.printed(lines);
        await child.kill();
        acknowledged = child.output().split("\n").slice(0, -1);
      });
      const database = await place.open();
      const rows = await database.db.selectFrom("outbox").select("target").orderBy("sequence").execute();
      const kept = rows.map(({ target }) => target);
      expect(kept).to.include.members(acknowledged.flatMap((row) => [`${row} first`, `${row} second`]));
      expect(kept.length % 2).to.equal(0);
      await database.db.deleteFrom("outbox").execute();
      await database.close();
    }
    await place.discard();
  });

  it("says what to do about a file that is no database and a folder that is none", async () => {
    const place = await newFolder();
    writeFileSync(join(place.directory, SQLITE_FILE), "not a database".repeat(1_000));
    const damaged = await failureOf(place.open());
    expect(damaged).to.be.instanceOf(StartError);
    expect(damaged.message).to.match(
      /cannot be opened \(file is not a database\): check .* choose another DATA_DIR/,
    );
    await place.discard();
  });
});
