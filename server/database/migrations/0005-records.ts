import { sql } from "kysely";
import type { Migration } from "./migration.ts";

/** Which work stands for the catalogue record of a file. Documents that were read before name none. */
export const recordColumn: Migration = {
  number: 5,
  name: "records",
  async up(db) {
    await sql`alter table works add column record_id text`.execute(db);
    await sql`create index works_record_id on works (record_id) where record_id is not null`.execute(db);
  },
};
