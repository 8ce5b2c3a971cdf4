import { useEffect, useState } from "react";
import { useLocation, useNavigationType } from "react-router";
import { type ApiFailure, asFailure, getJson } from "../api.ts";
import type { AsOf, Page } from "../api-types.ts";

/** What has been read of a list so far; `pages` counts the pages read. */
interface Loaded<Item> {
  url: string;
  items: Item[];
  next: string | null;
  asOf: AsOf | null;
  pages: number;
}

export interface CursorList<Item> {
  items: Item[];
  asOf: AsOf | null;
  /** "first" while the first page is awaited, "more" while a further one is. */
  loading: "first" | "more" | null;
  failure: ApiFailure | null;
  hasMore: boolean;
  /** Reads the next page, or tries the failed one again. */
  more: () => void;
}

/** Lists as they stood when left, by history entry: "back" shows them at once, at the old scroll position. */
const remembered = new Map<string, Loaded<unknown>>();
const rememberedLimit = 20;

/**
 * Reads a list of the API page by page. `url` is the address of the first page and must stay the same while
 * the component is mounted: give the component a `key` that changes with it.
 */
export function useCursorList<Item>(url: string): CursorList<Item> {
  const { key } = useLocation();
  const isReturn = useNavigationType() === "POP";
  const [list, setList] = useState<Loaded<Item>>(() => (isReturn && recall<Item>(key, url)) || empty(url));
  const [wanted, setWanted] = useState({ pages: 1, attempt: 0 });
  const [failed, setFailed] = useState<{ attempt: number; failure: ApiFailure } | null>(null);
  const isDue = list.pages < wanted.pages;
  const address = withCursor(list.url, list.next);

  useEffect(() => {
    if (!isDue) return;
    const aborter = new AbortController();
    getJson<Page<Item>>(address, aborter.signal).then(
      (page) => setList((current) => append(current, page)),
      (error: unknown) => {
        if (!aborter.signal.aborted) setFailed({ attempt: wanted.attempt, failure: asFailure(error) });
      },
    );
    return () => aborter.abort();
  }, [isDue, address, wanted.attempt]);

  useEffect(() => {
    if (list.pages > 0) remember(key, list);
  }, [key, list]);

  const failure = isDue && failed?.attempt === wanted.attempt ? failed.failure : null;
  return {
    items: list.items,
    asOf: list.asOf,
    loading: isDue && failure === null ? (list.pages === 0 ? "first" : "more") : null,
    failure,
    hasMore: list.next !== null,
    more: () => setWanted({ pages: list.pages + 1, attempt: wanted.attempt + 1 }),
  };
}

function empty<Item>(url: string): Loaded<Item> {
  return { url, items: [], next: null, asOf: null, pages: 0 };
}

function append<Item>(list: Loaded<Item>, page: Page<Item>): Loaded<Item> {
  const items = [...list.items, ...page.items];
  return { url: list.url, items, next: page.next, asOf: page.asOf, pages: list.pages + 1 };
}

function withCursor(url: string, cursor: string | null): string {
  if (cursor === null) return url;
  return `${url}${url.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(cursor)}`;
}

function recall<Item>(key: string, url: string): Loaded<Item> | null {
  const list = remembered.get(key);
  return list?.url === url ? (list as Loaded<Item>) : null;
}

function remember(key: string, list: Loaded<unknown>): void {
  remembered.delete(key);
  remembered.set(key, list);
  const [oldest] = remembered.keys();
  if (remembered.size > rememberedLimit && oldest !== undefined) remembered.delete(oldest);
}
