import { openDatabase } from "../../../server/database/connection.ts";

/** Commits outbox rows in the folder named by its argument and says so, one line each, until it is killed. */
const { db } = await openDatabase({ directory: process.argv[2] ?? "", fold: (text) => text });
for (let row = 1; ; row += 1) {
  await db.transaction().execute(async (trx) => {
    for (const part of ["first", "second"]) {
      await trx
        .insertInto("outbox")
        .values({
          target: `${row} ${part}`,
          calldata: "0x",
          state: "accepted",
          attempts: 0,
          created_at: 1,
          updated_at: 1,
        })
        .execute();
    }
  });
  await new Promise((resolve) => process.stdout.write(`${row}\n`, resolve));
}
