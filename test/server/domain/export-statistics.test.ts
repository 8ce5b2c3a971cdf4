import { expect } from "chai";
import { describe, it } from "mocha";
import {
  concentrations,
  DIMENSIONS,
  figuresBy,
  type LicenseFacts,
} from "../../../server/domain/export-statistics.ts";
import { parseLanguages } from "../../../server/domain/scope/languages.ts";
import { parseRights } from "../../../server/domain/scope/rights.ts";
import { parseTerritories } from "../../../server/domain/scope/territories.ts";

function license(id: string, where: string, change: Partial<LicenseFacts> = {}): LicenseFacts {
  return {
    ...{
      id,
      year: 2026,
      legalClass: "written",
      tradeClass: "P03",
      values: [{ currency: "CNY", amount: 100n }],
    },
    rights: parseRights("5 6 15"),
    languages: parseLanguages("ja"),
    territories: parseTerritories(where).mask,
    ...change,
  };
}
const counts = (...[dimension, licenses]: Parameters<typeof figuresBy>) =>
  figuresBy(dimension, licenses).map(({ key, count }) => `${key} ${count}`);

describe("statistics of exports", () => {
  it("count licences for a territory outside the mainland; Hong Kong, Macao and Taiwan are outside", () => {
    const licenses = [license("1", "CN"), license("2", "CN JP"), license("3", "HK"), license("4", "TW MO")];
    expect(counts("territory", licenses)).to.deep.equal(["HK 1", "JP 1", "MO 1", "TW 1"]);
    expect(counts("year", licenses)).to.deep.equal(["2026 3"]);
    expect(counts("group", licenses)).to.deep.equal(["HKMOTW 2", "RCEP 1"]);
  });

  it("name the licences of each figure, and sum their values by currency", () => {
    const licenses = [
      license("1", "JP"),
      license("2", "JP KR", {
        values: [
          { currency: "JPY", amount: 5n },
          { currency: "CNY", amount: 1n },
        ],
      }),
    ];
    const [japan] = figuresBy("territory", licenses);
    expect(japan).to.deep.equal({
      key: "JP",
      count: 2,
      values: [
        { currency: "CNY", amount: 101n },
        { currency: "JPY", amount: 5n },
      ],
      licenses: ["1", "2"],
    });
    expect(figuresBy("currency", licenses)).to.deep.equal([
      { key: "CNY", count: 2, values: [{ currency: "CNY", amount: 101n }], licenses: ["1", "2"] },
      { key: "JPY", count: 1, values: [{ currency: "JPY", amount: 5n }], licenses: ["2"] },
    ]);
  });

  it("have a row for each class, language and right", () => {
    const licenses = [
      license("1", "JP"),
      license("2", "US", { legalClass: "musical", languages: parseLanguages("en") }),
    ];
    expect(counts("legalClass", licenses)).to.deep.equal(["musical 1", "written 1"]);
    expect(counts("tradeClass", licenses)).to.deep.equal(["P03 2"]);
    expect(counts("language", licenses)).to.have.members(["en-GB 1", "en-US 1", "ja 1"]);
    expect(counts("right", licenses)).to.deep.equal(["15 2", "5 2", "6 2"]);
  });

  it("are empty where nothing was exported", () => {
    for (const dimension of DIMENSIONS) expect(figuresBy(dimension, [license("1", "CN")])).to.deep.equal([]);
    expect(concentrations([license("1", "CN")])).to.deep.equal([]);
  });

  it("tell how concentrated the markets of each year are, and which are new", () => {
    const licenses = [
      license("1", "JP"),
      license("2", "JP KR", { year: 2027 }),
      license("3", "KR", { year: 2027 }),
      license("4", "JP US CN", { year: 2027 }),
      license("5", "DE", { year: 2028 }),
    ];
    // 2027: JP has a half of 2 and a half of 4, KR a half and a whole, US a half, of three licences.
    expect(concentrations(licenses)).to.deep.equal([
      { year: 2026, licenses: 1, hhi: 10_000, firstTimeMarkets: ["JP"] },
      {
        year: 2027,
        licenses: 3,
        hhi: Math.round(((1 / 3) ** 2 + (1.5 / 3) ** 2 + (0.5 / 3) ** 2) * 10_000),
        firstTimeMarkets: ["KR", "US"],
      },
      { year: 2028, licenses: 1, hhi: 10_000, firstTimeMarkets: ["DE"] },
    ]);
  });
});
