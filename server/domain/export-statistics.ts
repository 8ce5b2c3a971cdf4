import { territoryGroups } from "./tables/groups.ts";
import { languages } from "./tables/languages.ts";
import { rights } from "./tables/rights.ts";
import { territories } from "./tables/territories.ts";

/**
 * Statistics of copyright exports (Opinions of 2022, measure 31; the yearly returns of the copyright administration).
 * An export is a licence for a territory outside the Chinese mainland. Every figure names the licences that it is
 * made of, so that anybody can recompute it.
 */

export interface LicenseFacts {
  readonly id: string;
  /** Year of the grant, in Beijing. */
  readonly year: number;
  readonly legalClass: string;
  readonly tradeClass: string;
  readonly rights: bigint;
  readonly territories: bigint;
  readonly languages: bigint;
  /** What has been agreed and reported as due under it, in minor units by currency. */
  readonly values: readonly { readonly currency: string; readonly amount: bigint }[];
}

export const DIMENSIONS = [
  "year",
  "legalClass",
  "tradeClass",
  "territory",
  "group",
  "language",
  "right",
  "currency",
] as const;

export type Dimension = (typeof DIMENSIONS)[number];

/** One row of a table. A licence for several territories stands in the row of each: rows do not add up. */
export interface Figure {
  readonly key: string;
  readonly count: number;
  /** Whole values of the counted licences, by currency. */
  readonly values: readonly { readonly currency: string; readonly amount: bigint }[];
  readonly licenses: readonly string[];
}

export interface Concentration {
  readonly year: number;
  readonly licenses: number;
  /** Herfindahl-Hirschman index of the territories, from 0 to 10,000; each licence is divided among its territories. */
  readonly hhi: number;
  /** Territories in which no earlier licence was granted. */
  readonly firstTimeMarkets: readonly string[];
}

const MAINLAND = territories.mask(["CN"]);
const groupMasks = territoryGroups.map(({ code, members }) => ({ code, mask: territories.mask(members) }));

/** The export's part of a licence's territories; zero for one that stays in the mainland. */
export function exportedTo({ territories: mask }: Pick<LicenseFacts, "territories">): bigint {
  return mask & ~MAINLAND;
}

export function exportsAmong(licenses: readonly LicenseFacts[]): LicenseFacts[] {
  return licenses.filter((license) => exportedTo(license) !== 0n);
}

/** The table of one dimension, largest counts first. */
export function figuresBy(dimension: Dimension, licenses: readonly LicenseFacts[]): Figure[] {
  const rows = new Map<string, LicenseFacts[]>();
  for (const license of exportsAmong(licenses)) {
    for (const key of keysOf(dimension, license)) {
      const row = rows.get(key);
      if (row) row.push(license);
      else rows.set(key, [license]);
    }
  }
  const figures = [...rows].map(([key, members]) => ({
    key,
    count: members.length,
    values: sumOf(members, dimension === "currency" ? key : undefined),
    licenses: members.map(({ id }) => id),
  }));
  return figures.sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
}

function keysOf(dimension: Dimension, license: LicenseFacts): readonly string[] {
  switch (dimension) {
    case "year":
      return [String(license.year)];
    case "legalClass":
      return [license.legalClass];
    case "tradeClass":
      return [license.tradeClass];
    case "territory":
      return territories.codesIn(exportedTo(license));
    case "group":
      return groupMasks.flatMap(({ code, mask }) => ((mask & exportedTo(license)) === 0n ? [] : [code]));
    case "language":
      return languages.codesIn(license.languages);
    case "right":
      return rights.codesIn(license.rights);
    case "currency":
      return [...new Set(license.values.map(({ currency }) => currency))];
  }
}

/** @param only one currency, or all */
function sumOf(licenses: readonly LicenseFacts[], only: string | undefined): Figure["values"] {
  const sums = new Map<string, bigint>();
  for (const { values } of licenses) {
    for (const { currency, amount } of values) {
      if (only === undefined || currency === only) sums.set(currency, (sums.get(currency) ?? 0n) + amount);
    }
  }
  return [...sums]
    .map(([currency, amount]) => ({ currency, amount }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** Per year, how far the exports depend on few markets, and which markets are new. */
export function concentrations(licenses: readonly LicenseFacts[]): Concentration[] {
  const byYear = Map.groupBy(exportsAmong(licenses), ({ year }) => year);
  let known = 0n;
  return [...byYear]
    .sort(([a], [b]) => a - b)
    .map(([year, ofYear]) => {
      const reached = ofYear.reduce((mask, license) => mask | exportedTo(license), 0n);
      const firstTimeMarkets = territories.codesIn(reached & ~known);
      known |= reached;
      return { year, licenses: ofYear.length, hhi: hhiOf(ofYear), firstTimeMarkets };
    });
}

function hhiOf(licenses: readonly LicenseFacts[]): number {
  const parts = new Map<string, number>();
  for (const license of licenses) {
    const markets = territories.codesIn(exportedTo(license));
    for (const market of markets) parts.set(market, (parts.get(market) ?? 0) + 1 / markets.length);
  }
  const squares = [...parts.values()].reduce((sum, part) => sum + (part / licenses.length) ** 2, 0);
  return Math.round(squares * 10_000);
}
