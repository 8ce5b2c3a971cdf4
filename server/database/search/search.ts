import type { WorkRow } from "../index-schema.ts";
import type { Executor } from "../schema.ts";
import { storable } from "../storable.ts";
import { TAGGED } from "./grams.ts";

/** Characters a query may have. */
export const MAX_QUERY_CHARACTERS = 256;

/** Each filter keeps the works whose column equals its value. */
export type SearchFilters = { readonly [column in (typeof TAGGED)[number]]?: string | undefined };

export interface SearchRequest {
  /**
   * Parts between white space; a work matches when each part occurs, folded, within one of its title, original
   * title, creators' names or identifiers. Punctuation counts as itself. White space alone matches everything.
   */
  query?: string | undefined;
  filters?: SearchFilters | undefined;
  /** Only works before this position: `next` of the page before. */
  before?: number | null | undefined;
  limit: number;
}

/** Works newest first; `next` continues the list, null at its end. */
export interface SearchPage {
  works: WorkRow[];
  next: number | null;
}

/** The search index: written in the transaction that writes the works, and rolled back with them. */
export interface Search {
  /** Indexes works that are not in the index. */
  add(db: Executor, works: readonly WorkRow[]): Promise<void>;
  remove(db: Executor, positions: readonly number[]): Promise<void>;
  clear(db: Executor): Promise<void>;
  /**
   * Ask it on a snapshot (`Database.read`): it may take several statements.
   * @throws RangeError for a query of more than MAX_QUERY_CHARACTERS.
   */
  find(db: Executor, request: SearchRequest): Promise<SearchPage>;
}

/** What a request asks of the index of either database. */
export interface Wanted {
  /** Folded, distinct, without white space. */
  parts: readonly string[];
  filters: readonly (readonly [column: (typeof TAGGED)[number], value: string])[];
  /** Exclusive. */
  before: number;
  limit: number;
}

/** Answers a request: plainly from `works` when at most one filter is set, otherwise through `lookUp`. */
export async function findWorks(
  db: Executor,
  request: SearchRequest,
  fold: (text: string) => string,
  lookUp: (wanted: Wanted) => Promise<WorkRow[]>,
): Promise<SearchPage> {
  const query = request.query ?? "";
  if (query.length > MAX_QUERY_CHARACTERS && [...query].length > MAX_QUERY_CHARACTERS) {
    throw new RangeError(`a query has at most ${MAX_QUERY_CHARACTERS} characters`);
  }
  const wanted: Wanted = {
    parts: [...new Set(fold(storable(query)).split(/\s+/u))].filter((part) => part !== ""),
    filters: TAGGED.flatMap((column) => {
      const value = request.filters?.[column];
      return value === undefined ? [] : [[column, storable(value)] as const];
    }),
    before: request.before ?? Number.MAX_SAFE_INTEGER,
    limit: request.limit + 1,
  };
  const simple = wanted.parts.length === 0 && wanted.filters.length <= 1;
  const works = simple ? await newestWorks(db, wanted) : await lookUp(wanted);
  const page = works.slice(0, request.limit);
  return { works: page, next: works.length > page.length ? (page.at(-1)?.position ?? null) : null };
}

async function newestWorks(db: Executor, { filters, before, limit }: Wanted): Promise<WorkRow[]> {
  let rows = db.selectFrom("works").selectAll().where("position", "<", before);
  for (const [column, value] of filters) rows = rows.where(column, "=", value);
  return rows.orderBy("position", "desc").limit(limit).execute();
}
