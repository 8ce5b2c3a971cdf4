import { apiUrl } from "../../api.ts";

/** What is searched for; an empty string is no restriction. The names are those of the API and of the URL. */
export interface WorkQuery {
  query: string;
  legalClass: string;
  tradeClass: string;
  language: string;
  status: string;
  holder: string;
}

export type FilterName = Exclude<keyof WorkQuery, "query">;

const names = ["query", "legalClass", "tradeClass", "language", "status", "holder"] as const;

/** Characters that the server searches for at most. */
export const maxQueryLength = 256;

/** Works asked for at a time. */
const pageSize = "20";

export function readWorkQuery(parameters: URLSearchParams): WorkQuery {
  const value = (name: keyof WorkQuery) => (parameters.get(name) ?? "").trim();
  return {
    query: value("query"),
    legalClass: value("legalClass"),
    tradeClass: value("tradeClass"),
    language: value("language"),
    status: value("status"),
    holder: value("holder"),
  };
}

/** The parameters of the page's own address: only what restricts. */
export function writeWorkQuery(query: WorkQuery): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const name of names) {
    const value = query[name].trim();
    if (value !== "") parameters.set(name, value);
  }
  return parameters;
}

export function worksUrl(query: WorkQuery): string {
  return apiUrl("/works", { ...query, limit: pageSize });
}

/** All works that are found, as one ONIX message. */
export function onixUrl(query: WorkQuery): string {
  return apiUrl("/works.onix", { ...query });
}

/** The address of the same search without its filters. */
export function wordsOnlyAddress({ query }: WorkQuery): string {
  return query === "" ? "/" : `/?${new URLSearchParams({ query })}`;
}

/** How many filters restrict the search beside its words. */
export function countFilters(query: WorkQuery): number {
  return names.filter((name) => name !== "query" && query[name] !== "").length;
}

/** Whether `text` is written like an account; its checksum is the server's business. */
export function isAccount(text: string): boolean {
  return /^0x[0-9a-fA-F]{40}$/.test(text.trim());
}
