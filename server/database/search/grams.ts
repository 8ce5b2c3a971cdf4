import type { WorkRow } from "../index-schema.ts";

/** The columns a search can filter by. */
export const TAGGED = ["legal_class", "trade_class", "language", "holder", "status"] as const;

/**
 * The text of a work that is searched: each field folded, one to a line. A part of a query has no white space,
 * so it can occur in this text only within a field.
 */
export function searchedText(work: WorkRow, fold: (text: string) => string): string {
  const creators = JSON.parse(work.creators_json) as { name: string }[];
  const identifiers = JSON.parse(work.identifiers_json) as { value: string }[];
  const fields = [
    work.title,
    work.original_title ?? "",
    ...creators.map(({ name }) => name),
    ...identifiers.map(({ value }) => value),
  ];
  return fields
    .map((field) => fold(field).replaceAll(/\s+/gu, " ").trim())
    .filter((field) => field !== "")
    .join("\n");
}

/** Whether two versions of a work differ in anything the search index holds. */
export function searchesAlike(a: WorkRow, b: WorkRow): boolean {
  const columns = [
    "position",
    "title",
    "original_title",
    "creators_json",
    "identifiers_json",
    ...TAGGED,
  ] as const;
  return columns.every((column) => a[column] === b[column]);
}

/** What a text is indexed by: its characters, and its pairs of neighbours in order (null at white space). */
export function gramsOf(text: string): { characters: string[]; pairs: (string | null)[] } {
  const characters = [...text];
  const pairs = pairsOf(characters).map((pair) => (/\s/u.test(pair) ? null : pair));
  return { characters: [...new Set(characters)].filter((character) => !/\s/u.test(character)), pairs };
}

/** What a part of a query, itself without white space, is looked up by: its pairs, or its only character. */
export function partGrams(part: string): string[] {
  const characters = [...part];
  return characters.length > 1 ? pairsOf(characters) : characters;
}

const ASCII_WORDS = /[!-~]{3,}/g;

/**
 * The distinct triples of neighbours in a text that are all ASCII and no white space: letters and digits are few, so that
 * their pairs are everywhere and tell little.
 */
export function asciiTriples(text: string): string[] {
  const words = text.match(ASCII_WORDS) ?? [];
  return [
    ...new Set(words.flatMap((word) => [...word].slice(2).map((_, index) => word.slice(index, index + 3)))),
  ];
}

function pairsOf(characters: readonly string[]): string[] {
  return characters.slice(1).map((second, index) => `${characters[index]}${second}`);
}
