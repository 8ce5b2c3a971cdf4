import { readLanguages, writeLanguages } from "./languages.ts";
import { type Passage, passage, refusal, split } from "./passage.ts";
import { type GroupUse, readTerritories, writeTerritories } from "./territories.ts";

/**
 * The compact notation in which rights catalogues say where and in which languages a right is on offer, after the
 * spreadsheets of the book trade: `World; L` · `US,GB,CA; eng` · `World ex US,CA; L || US,CA; L ex spa`.
 */

/** One alternative: these languages in these territories. */
export interface Alternative {
  readonly territories: bigint;
  readonly languages: bigint;
}

export interface AlternativeReading extends Alternative {
  /** The groups among the territories' words. */
  readonly groups: readonly GroupUse[];
}

/** @throws InvalidInput that says at which character, and what is allowed there */
export function parseRightsGrammar(text: string): AlternativeReading[] {
  return split(passage(text), "||").map(readAlternative);
}

function readAlternative(source: Passage): AlternativeReading {
  const [territories, languages, ...more] = split(source, ";");
  const extra = more[0];
  if (!territories || !languages || extra) {
    const message =
      'write territories, ";" and languages, such as "US,GB,CA; eng", and "||" before the next alternative';
    throw refusal("malformed-grammar", message, extra ?? source);
  }
  const { mask, groups } = readTerritories(territories);
  return { territories: mask, languages: readLanguages(languages), groups };
}

/** `WORLD ex CA US; L || CA US; L ex es`. */
export function writeRightsGrammar(alternatives: readonly Alternative[]): string {
  return alternatives
    .map(({ territories, languages }) => `${writeTerritories(territories)}; ${writeLanguages(languages)}`)
    .join(" || ");
}
