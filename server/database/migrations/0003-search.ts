import { sql } from "kysely";
import type { Migration } from "./migration.ts";

/**
 * The search index, of which each database has its own shape.
 * SQLite: FTS5 that keeps no copy of the text (it follows from `works`) and yet can delete.
 * PostgreSQL: the folded text and its tokens, work by work and page by page. The first index gathers writes in a
 * list that every search reads through: 256 kB take half again as many works a second as none, and cost a search
 * nothing that can be measured. The second one gets a full page at a time anyway.
 */
export const searchIndex: Migration = {
  number: 3,
  name: "search",
  async up(db, dialect) {
    if (dialect.name === "sqlite") {
      await sql`create virtual table works_search using fts5 (
        tokens, content = '', contentless_delete = 1, tokenize = 'ascii')`.execute(db);
      return;
    }
    await sql`create table works_search (position bigint primary key, page bigint not null,
      text text collate "C" not null, tokens integer[] not null)`.execute(db);
    await sql`create index works_search_by_page on works_search (page)`.execute(db);
    await sql`create index works_search_by_tokens on works_search
      using gin (tokens) with (fastupdate = on, gin_pending_list_limit = 256)`.execute(db);
    await sql`create table works_search_pages (page bigint primary key, oldest bigint not null,
      newest bigint not null, tokens integer[] not null)`.execute(db);
    await sql`create index works_search_pages_by_tokens on works_search_pages
      using gin (tokens) with (fastupdate = off)`.execute(db);
    // Reading this small table whole looks cheap to the planner, which does not count that its arrays lie elsewhere.
    await sql`create function works_search_pages_with (wanted integer[], before bigint, most integer)
      returns table (page bigint, newest bigint) language sql stable set enable_seqscan = off as $$
        select page, newest from works_search_pages
        where tokens @> wanted and oldest < before order by newest desc limit most
      $$`.execute(db);
  },
};
