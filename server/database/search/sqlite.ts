import { sql } from "kysely";
import type { WorkRow } from "../index-schema.ts";
import type { Executor } from "../schema.ts";
import { asciiTriples, gramsOf, partGrams, searchedText, TAGGED } from "./grams.ts";
import { findWorks, type Search, type Wanted } from "./search.ts";

/** Candidates checked beyond the works wanted. */
const CANDIDATES = 200;

/**
 * Search by FTS5. A document is the work's character pairs in order, so that a phrase of pairs is exactly a
 * substring, then its single characters, its ASCII triples and its filter values. Phrases of pairs rather than of
 * characters: a pair is rare where its characters are not. Every token is spelt in hexadecimal: punctuation is then a
 * character like others, and nothing in a query can be mistaken for FTS5's own syntax. The row id is the
 * position, by which FTS5 lists matches newest first without collecting them.
 */
export function sqliteSearch(fold: (text: string) => string): Search {
  return {
    async add(db, works) {
      if (works.length === 0) return;
      const rows = JSON.stringify(works.map((work) => [work.position, tokensOf(work, fold)]));
      await sql`insert into works_search (rowid, tokens)
        select value ->> 0, value ->> 1 from json_each(${rows})`.execute(db);
    },
    async remove(db, positions) {
      if (positions.length === 0) return;
      await sql`delete from works_search
        where rowid in (select value from json_each(${JSON.stringify(positions)}))`.execute(db);
    },
    async clear(db) {
      await sql`insert into works_search (works_search) values ('delete-all')`.execute(db);
    },
    find: (db, request) => findWorks(db, request, fold, (wanted) => lookUp(db, wanted, fold)),
  };
}

/**
 * A long ASCII word, such as an ISBN, has no rare pair, and FTS5 reads every pair's list through before it finds
 * the phrase. Its triples together are rare: a few candidates that have them all are checked here. Where these do
 * not answer, the phrase does.
 */
async function lookUp(db: Executor, wanted: Wanted, fold: (text: string) => string): Promise<WorkRow[]> {
  if (wanted.parts.some(isLongAscii)) {
    const most = CANDIDATES + wanted.limit;
    const candidates = await matching(db, matchOf(wanted, candidateTokens), wanted.before, most);
    const works = candidates.filter((work) => {
      const text = searchedText(work, fold);
      return wanted.parts.every((part) => text.includes(part));
    });
    if (candidates.length < most || works.length >= wanted.limit) return works.slice(0, wanted.limit);
  }
  return matching(db, matchOf(wanted, phraseTokens), wanted.before, wanted.limit);
}

async function matching(db: Executor, match: string, before: number, most: number): Promise<WorkRow[]> {
  const { rows } =
    await sql<WorkRow>`select w.* from works_search as s cross join works as w on w.position = s.rowid
    where s.works_search match ${match} and s.rowid < ${before} order by s.rowid desc limit ${most}`.execute(
      db,
    );
  return rows;
}

/** Stands between pairs that are not neighbours. */
const GAP = "z";

function tokensOf(work: WorkRow, fold: (text: string) => string): string {
  const text = searchedText(work, fold);
  const { characters, pairs } = gramsOf(text);
  const tags = TAGGED.flatMap((column) => {
    const value = work[column];
    return value === null ? [] : [tagToken(column, value)];
  });
  const sequence = pairs.map((pair) => (pair === null ? GAP : token(pair)));
  return [...sequence, GAP, ...[...characters, ...asciiTriples(text)].map(token), ...tags].join(" ");
}

function matchOf({ parts, filters }: Wanted, tokensOfPart: (part: string) => string[]): string {
  const tags = filters.map(([column, value]) => tagToken(column, value));
  return [...parts.flatMap(tokensOfPart), ...tags].map((phrase) => `"${phrase}"`).join(" AND ");
}

function phraseTokens(part: string): string[] {
  return [partGrams(part).map(token).join(" ")];
}

function candidateTokens(part: string): string[] {
  return isLongAscii(part) ? asciiTriples(part).map(token) : phraseTokens(part);
}

function isLongAscii(part: string): boolean {
  return /^[!-~]{4,}$/.test(part);
}

/** Each code point after an "x": tokens of one, two and three characters never coincide. */
function token(gram: string): string {
  return [...gram].map((character) => `x${character.codePointAt(0)?.toString(16)}`).join("");
}

function tagToken(column: (typeof TAGGED)[number], value: string): string {
  return `t${TAGGED.indexOf(column)}x${Buffer.from(value).toString("hex")}`;
}
