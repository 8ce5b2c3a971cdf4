import { type RawBuilder, sql } from "kysely";
import type { WorkRow } from "../index-schema.ts";
import type { Executor } from "../schema.ts";
import { asciiTriples, gramsOf, partGrams, searchedText, TAGGED } from "./grams.ts";
import { findWorks, type Search, type Wanted } from "./search.ts";

/** Works on one page of the index. */
const PAGE_WORKS = 128;
/** Pages read for an answer: more than a screenful of works, so that one hit on each will do. */
const PAGES_READ = 24;

/**
 * Search by GIN indexes over the work's characters, their pairs (and triples, of ASCII) and filter values, each as
 * a 32-bit hash. What they find is checked against the folded text and the work itself, so the answer is exact.
 *
 * An inverted index knows no order: for a frequent query it collects every match to show the newest few. So works
 * are also gathered into pages, in the order they come, and each full page is indexed as one. The newest pages that
 * hold all of a query's tokens are few, and mostly they hold the answer; only for tokens that often meet on a page
 * and seldom in a work is the index over single works asked. A changed work moves to the page being filled; what
 * it leaves behind in its old page's tokens misleads nobody, since works are checked.
 */
export function postgresSearch(fold: (text: string) => string): Search {
  return {
    async add(db, works) {
      if (works.length === 0) return;
      const texts = works.map((work) => searchedText(work, fold));
      const tokens = works.map((work, index) => `{${tokensOf(work, texts[index] ?? "").join(",")}}`);
      const { page, free } = await openPage(db);
      const pages = works.map((_, index) => page + Math.floor((index + PAGE_WORKS - free) / PAGE_WORKS));
      await sql`insert into works_search (position, page, text, tokens)
        select position, page, text, tokens::integer[] from unnest(
          ${works.map(({ position }) => position)}::bigint[], ${pages}::bigint[], ${texts}::text[], ${tokens}::text[]
        ) as r (position, page, text, tokens)`.execute(db);
      if (works.length >= free)
        await closePages(db, page, page + Math.floor((works.length - free) / PAGE_WORKS));
    },
    async remove(db, positions) {
      if (positions.length === 0) return;
      await sql`delete from works_search where position = any(${positions}::bigint[])`.execute(db);
    },
    async clear(db) {
      await sql`delete from works_search`.execute(db);
      await sql`delete from works_search_pages`.execute(db);
    },
    find: (db, request) => findWorks(db, request, fold, (wanted) => lookUp(db, wanted)),
  };
}

/** The page being filled and how many works it still takes, at least one. */
async function openPage(db: Executor): Promise<{ page: number; free: number }> {
  const { rows } = await sql<{ page: number; used: number }>`select page, (
      select count(*) from works_search where works_search.page = open.page
    ) as used from (select coalesce(max(page), 0) + 1 as page from works_search_pages) as open`.execute(db);
  const { page = 1, used = 0 } = rows[0] ?? {};
  return { page, free: PAGE_WORKS - used };
}

async function closePages(db: Executor, first: number, last: number): Promise<void> {
  await sql`insert into works_search_pages (page, oldest, newest, tokens)
    select page, min(position), max(position), array_agg(distinct token)
    from works_search, unnest(tokens) as token
    where page between ${first} and ${last} group by page`.execute(db);
}

/** Hashes of filter values can coincide, so the works themselves decide; in their place further ones are read. */
async function lookUp(db: Executor, wanted: Wanted): Promise<WorkRow[]> {
  const works: WorkRow[] = [];
  let before: number | undefined = wanted.before;
  while (before !== undefined && works.length < wanted.limit) {
    const found = await lookUpHashes(db, { ...wanted, before });
    works.push(...found.filter((work) => wanted.filters.every(([column, value]) => work[column] === value)));
    before = found.length === wanted.limit ? found.at(-1)?.position : undefined;
  }
  return works.slice(0, wanted.limit);
}

async function lookUpHashes(db: Executor, wanted: Wanted): Promise<WorkRow[]> {
  const { rows: pages } = await sql<{ page: number; newest: number }>`select page, newest
    from works_search_pages_with(${tokensWanted(wanted)}, ${wanted.before}, ${sql.lit(PAGES_READ + 1)})`.execute(
    db,
  );
  // Pages may overlap: what is older than the newest work of a page not read may not be next.
  const unread = pages[PAGES_READ];
  const found = await readPages(
    db,
    wanted,
    pages.slice(0, PAGES_READ).map(({ page }) => page),
    unread?.newest ?? -1,
  );
  return unread === undefined || found.length === wanted.limit ? found : askIndex(db, wanted);
}

async function readPages(db: Executor, wanted: Wanted, pages: number[], after: number): Promise<WorkRow[]> {
  const open = sql`(select coalesce(max(page), 0) + 1 from works_search_pages)`;
  return worksAmong(
    db,
    sql`select position from works_search as s
      where page = any(array_append(${pages}::bigint[], ${open})) and ${matches(wanted)}
      and position < ${wanted.before} and position > ${after} order by position desc limit ${wanted.limit}`,
  );
}

/** Materialized: the planner must not walk back through all works in the hope of filling the page. */
async function askIndex(db: Executor, wanted: Wanted): Promise<WorkRow[]> {
  return worksAmong(
    db,
    sql`with hits as materialized (
      select position from works_search as s where ${matches(wanted)} and position < ${wanted.before}
    ) select position from hits order by position desc limit ${wanted.limit}`,
  );
}

async function worksAmong(db: Executor, positions: RawBuilder<unknown>): Promise<WorkRow[]> {
  const { rows } = await sql<WorkRow>`select works.* from (${positions}) as page
    join works on works.position = page.position order by works.position desc`.execute(db);
  return rows;
}

function tokensWanted({ parts, filters }: Wanted): RawBuilder<unknown> {
  const tokens = [
    ...parts.flatMap((part) => [...partGrams(part), ...asciiTriples(part)]).map(hash),
    ...filters.map(([column, value]) => tagToken(column, value)),
  ];
  return sql`${`{${tokens.join(",")}}`}::integer[]`;
}

function matches(wanted: Wanted): RawBuilder<unknown> {
  const found = wanted.parts.map((part) => sql`strpos(s.text, ${part}) > 0`);
  return sql.join([sql`s.tokens @> ${tokensWanted(wanted)}`, ...found], sql` and `);
}

function tokensOf(work: WorkRow, text: string): number[] {
  const { characters, pairs } = gramsOf(text);
  const tokens = new Set([...characters, ...asciiTriples(text)].map(hash));
  for (const pair of pairs) if (pair !== null) tokens.add(hash(pair));
  for (const column of TAGGED) {
    const value = work[column];
    if (value !== null) tokens.add(tagToken(column, value));
  }
  return [...tokens];
}

function tagToken(column: (typeof TAGGED)[number], value: string): number {
  return hash(`\n${column}\n${value}`);
}

/** FNV-1a over UTF-16 code units, as the signed 32-bit integer that PostgreSQL stores. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value | 0;
}
