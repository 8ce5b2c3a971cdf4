import { territories, WORLD } from "../../../domain/tables/territories.ts";
import { lookup } from "../lookup.ts";
import { type Problems, shown } from "../problems.ts";
import type { OnixTerritory, TerritorySet } from "../types.ts";
import { all, type Node } from "../xml/tree.ts";

/**
 * What a statement about a territory covers, as masks of territories@1. What is certain can only be too small:
 * a code that is none is left out of it, and a part of a country is not the country.
 */
export interface Coverage {
  /** Territories that are certainly inside, whole. */
  readonly certain: bigint;
  /** Territories that may be inside, if only in part; null where a code leaves that open. */
  readonly possible: bigint | null;
}

/** Regions of list 49 that are whole territories of ISO 3166-1. */
const wholeRegion = lookup({
  "CN-HK": "HK",
  "CN-91": "HK",
  "CN-MO": "MO",
  "CN-92": "MO",
  "CN-TW": "TW",
  "CN-71": "TW",
  "GB-CHA": "GG JE",
  "GB-IOM": "IM",
});
/** Groups and former countries: all the territories they may ever have meant. They differ by time and by reader. */
const unsureMembers = lookup({
  ECZ: "AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK",
  AN: "AW BQ CW SX",
  CS: "BA HR ME MK RS SI XK",
  YU: "BA HR ME MK RS SI XK",
});
const PART = /^([A-Z]{2})-[A-Z0-9]{1,3}$/;

const mask = (codes: string) => territories.mask(codes.split(" "));
/** The territories that no code names. */
const REST = territories.mask(["ZZ"]);
/** ZZ stands for what no code names; it is no code of a message. */
const isCountry = (code: string) => territories.has(code) && code !== "ZZ";

/** Characters of a list; all codes there are take 4,000. */
const LONGEST_LIST = 10_000;

const ELEMENTS = ["CountriesIncluded", "RegionsIncluded", "CountriesExcluded", "RegionsExcluded"] as const;

/** The codes of a territory, as they stand there; a list may be cut by commas too. */
export function territoryOf(node: Node | undefined, problems: Problems): OnixTerritory {
  const [countriesIncluded, regionsIncluded, countriesExcluded, regionsExcluded] = ELEMENTS.map((name) => {
    return (node ? all(node, name) : []).flatMap((list) => {
      const long = list.text.length > LONGEST_LIST;
      if (long) problems.report("wrong-form", `${name} is longer than all codes`, list);
      const codes = list.text
        .slice(0, LONGEST_LIST)
        .split(/[\s,;]+/)
        .filter((code) => code !== "");
      if (codes.length === 0) problems.report("wrong-form", `${name} is empty`, list);
      if (/[,;]/.test(list.text)) problems.report("wrong-form", `${name} has signs between its codes`, list);
      return codes;
    });
  }) as [string[], string[], string[], string[]];
  return { countriesIncluded, regionsIncluded, countriesExcluded, regionsExcluded };
}

/** Whether the element says just one thing: nothing in it was left out, and no list stands in it twice. */
export function isPlain(node: Node): boolean {
  const once = ELEMENTS.every((name) => all(node, name).length <= 1);
  const whole = ({ leftOut, text }: Node) => leftOut.length === 0 && text.length <= LONGEST_LIST;
  return once && [node, ...node.children].every(whole);
}

export function coverageOf(territory: OnixTerritory, node: Node, problems: Problems): Coverage {
  let certain = 0n;
  let possible: bigint | null = 0n;
  for (const place of places(territory.countriesIncluded, territory.regionsIncluded, node, problems)) {
    certain |= place.certain;
    possible = possible === null || place.possible === null ? null : possible | place.possible;
  }
  // Two scripts of one thing: what may be excluded is not certainly in, what certainly is excluded cannot be.
  for (const place of places(territory.countriesExcluded, territory.regionsExcluded, node, problems)) {
    certain = place.possible === null ? 0n : certain & ~place.possible;
    if (possible !== null) possible &= ~place.certain;
  }
  return { certain, possible };
}

function places(
  countries: readonly string[],
  regions: readonly string[],
  node: Node,
  problems: Problems,
): Coverage[] {
  return [
    ...countries.map((code) => place(code, "country", node, problems)),
    ...regions.map((code) => place(code, "region", node, problems)),
  ];
}

const EXACT = new Map<string, Coverage>();

function place(written: string, kind: "country" | "region", node: Node, problems: Problems): Coverage {
  const key = `${kind} ${written}`;
  const known = EXACT.get(key);
  if (known) return known;
  const code = written.toUpperCase();
  const at = { line: node.line, name: "Territory" };
  if (code !== written) problems.report("wrong-form", `${shown(written)} is read as ${code}`, at);
  const exact = exactMask(code, kind);
  if (exact !== undefined) {
    const found = { certain: exact, possible: exact };
    if (code === written) EXACT.set(key, found);
    return found;
  }
  const unsure = unsureMembers(code);
  const [, whole] = PART.exec(code) ?? [];
  if (unsure !== undefined) {
    problems.report("territory-open", `${code} has no fixed members: name its countries; left out`, at);
    return { certain: 0n, possible: mask(unsure) };
  }
  if (kind === "region" && whole !== undefined && isCountry(whole)) {
    problems.report(
      "part-of-country",
      `${code} is a part of ${whole}: left out, as rights go by whole countries`,
      at,
    );
    return { certain: 0n, possible: mask(whole) };
  }
  const hint = kind === "country" && code === "WORLD" ? "; the world is a region" : "";
  problems.report(`not-a-${kind}`, `${shown(written)} is no ${kind}${hint}: left out`, at);
  return { certain: 0n, possible: null };
}

function exactMask(code: string, kind: "country" | "region"): bigint | undefined {
  if (kind === "country") return isCountry(code) ? territories.mask([code]) : undefined;
  if (code === "WORLD") return WORLD;
  const whole = wholeRegion(code);
  return whole === undefined ? undefined : mask(whole);
}

/** Catalogues name the same few territories over and over. */
const SETS = new Map<bigint, TerritorySet>();
const MOST_SETS = 500;

/** A mask as a list: of the territories in it, or of those missing from the world. */
export function territorySet(bits: bigint): TerritorySet {
  const known = SETS.get(bits);
  if (known) return known;
  const world = (bits & REST) !== 0n;
  const set = { world, codes: territories.codesIn(world ? WORLD & ~bits : bits) };
  if (SETS.size < MOST_SETS) SETS.set(bits, set);
  return set;
}

/** The mask of such a list. */
export function territoryMask({ world, codes }: TerritorySet): bigint {
  const listed = territories.mask(codes);
  return world ? WORLD & ~listed : listed;
}
