import { TERRITORY_GROUPS_ID, type TerritoryGroup, territoryGroups } from "../tables/groups.ts";
import { territories, WORLD } from "../tables/territories.ts";
import { nonEmpty, readList, writeList } from "./list.ts";
import { type Passage, passage, refusal } from "./passage.ts";
import { type Item, type Vocabulary, wordIndex } from "./vocabulary.ts";

/** A group that was written, as it stood on a day: what a record keeps beside the territories it stood for. */
export interface GroupUse {
  /** Version of the list of groups: territoryGroups@1. */
  readonly table: string;
  readonly code: string;
  /** The day of the membership, YYYY-MM-DD. */
  readonly asOf: string;
  /** False: the membership is to be checked before relying on it. */
  readonly verified: boolean;
}

export interface TerritoryReading {
  readonly mask: bigint;
  /** The groups among the words. */
  readonly groups: readonly GroupUse[];
}

/** Short and customary names beside those of the tables. "UK" is no ISO code, and means one country only. */
const ALIASES: readonly (readonly [string, string])[] = [
  ["UK", "GB"],
  ["USA", "US"],
  ["UAE", "AE"],
  ["Hong Kong", "HK"],
  ["香港", "HK"],
  ["Macao", "MO"],
  ["Macau", "MO"],
  ["澳门", "MO"],
  ["Taiwan", "TW"],
  ["台湾", "TW"],
  ["Chinese mainland", "CN"],
  ["Mainland China", "CN"],
  ["中国大陆", "CN"],
  ["中国内地", "CN"],
  ["欧盟", "EU"],
  ["东盟", "ASEAN"],
  ["港澳台", "HKMOTW"],
  ["一带一路", "BRI"],
];
const EVERYTHING = ["WORLD", "worldwide", "全球", "全世界", "世界"];

function vocabulary(): Vocabulary<TerritoryGroup> {
  const codes = new Map<string, Item<TerritoryGroup>>();
  const names: [string, Item<TerritoryGroup>][] = EVERYTHING.map((name) => [name, { mask: WORLD }]);
  for (const code of territories.codes) {
    const item = { mask: territories.mask([code]) };
    codes.set(code, item);
    names.push([territories.name(code, "en"), item], [territories.name(code, "zh-CN"), item]);
  }
  for (const group of territoryGroups) {
    const item = { mask: territories.mask(group.members), mark: group };
    codes.set(group.code, item);
    names.push([group.name.en, item], [group.name["zh-CN"], item]);
  }
  for (const [name, code] of ALIASES) names.push([name, codes.get(code) as Item<TerritoryGroup>]);
  return {
    one: "a territory",
    allowed:
      "WORLD, an ISO 3166-1 alpha-2 code such as CN, JP or US, its name, or a group: " +
      territoryGroups.map(({ code }) => code).join(", "),
    excludes: true,
    ...wordIndex(codes, names),
  };
}

let words: Vocabulary<TerritoryGroup> | undefined;

/** "Hong Kong, China" is the name of one territory and, as a list, two: nothing about rights is guessed. */
const TWO_READINGS = /(hong\s+kong|maca[ou]|taiwan)\s*,\s*china\b/i;

/** Reads `JP KR`, `US,GB,CA`, `WORLD ex CN`, `RCEP ex CN`, `日本、韩国`. */
export function parseTerritories(text: string): TerritoryReading {
  return readTerritories(passage(text));
}

/** As {@link parseTerritories}, from part of a text. */
export function readTerritories(source: Passage): TerritoryReading {
  const unclear = TWO_READINGS.exec(source.text);
  if (unclear) {
    const message = `"${unclear[0]}" can mean one territory or two: use codes, HK, MO or TW, and CN for the mainland`;
    throw refusal("ambiguous-territory", message, { ...source, start: source.start + unclear.index });
  }
  words ??= vocabulary();
  const { mask, marks } = readList(source, words);
  const groups = marks.map(({ code, asOf, verified }) => ({
    table: TERRITORY_GROUPS_ID,
    code,
    asOf,
    verified,
  }));
  return { mask, groups };
}

/** The words of a mask: codes A to Z, or `WORLD ex` what is missing where that is shorter. Groups are never written. */
export function writeTerritories(mask: bigint): string {
  const codes = [...territories.codesIn(nonEmpty(mask, "territories"))].sort();
  return writeList("WORLD", codes, [...territories.codesIn(WORLD & ~mask)].sort());
}
