import { expect } from "chai";
import { describe, it } from "mocha";
import {
  TERRITORY_GROUPS_ID,
  territoryGroup,
  territoryGroups,
} from "../../../../server/domain/tables/groups.ts";
import { territories, WORLD } from "../../../../server/domain/tables/territories.ts";
import { expectRefusal } from "../refusal.ts";

describe("territories", () => {
  const iso = territories.codes.slice(0, 249);

  it("are the 249 codes of ISO 3166-1 in order at bits 0 to 248, then XK and the rest", () => {
    expect(iso).to.deep.equal([...iso].sort());
    expect(iso.every((code) => /^[A-Z]{2}$/.test(code))).to.equal(true);
    expect([territories.bit("AD"), territories.bit("JP"), territories.bit("ZW")]).to.deep.equal([
      0, 113, 248,
    ]);
    expect(territories.codes.slice(249)).to.deep.equal(["XK", "ZZ"]);
    expect([territories.bit("XK"), territories.bit("ZZ")]).to.deep.equal([254, 255]);
  });

  it("make the world of bits 0 to 248, 254 and 255", () => {
    expect(WORLD).to.equal((1n << 249n) - 1n + (1n << 254n) + (1n << 255n));
  });

  it("show the regions of China as such", () => {
    const shown = ["HK", "MO", "TW"].map((code) => territories.name(code, "zh-CN"));
    expect(shown).to.deep.equal(["中国香港", "中国澳门", "中国台湾"]);
    expect(territories.name("TW", "en")).to.equal("Taiwan, China");
    expect(territories.name("CN", "zh-CN")).to.equal("中国");
    expect(territories.name("JP", "zh-CN")).to.equal("日本");
  });

  it("have no code that ISO withdrew or never gave", () => {
    for (const code of ["UK", "EL", "AN", "SU", "EU", "WORLD"]) expect(territories.has(code)).to.equal(false);
  });
});

describe("territory groups", () => {
  it("have the sizes that they had on their day", () => {
    const sizes = Object.fromEntries(territoryGroups.map(({ code, members }) => [code, members.length]));
    expect(sizes).to.deep.equal({ RCEP: 15, EU: 27, EUROZONE: 21, ASEAN: 11, HKMOTW: 3, BRI: 153 });
  });

  it("name each member once, are dated and named in both languages", () => {
    expect(TERRITORY_GROUPS_ID).to.match(/^territoryGroups@\d+$/);
    for (const { members, asOf, name, note } of territoryGroups) {
      expect(new Set(members).size).to.equal(members.length);
      expect(asOf).to.match(/^\d{4}-\d{2}-\d{2}$/);
      expect(name["zh-CN"]).to.match(/\p{Script=Han}/u);
      expect(note).to.not.equal("");
    }
  });

  it("mark what has to be checked before anybody relies on it", () => {
    expect(territoryGroup("BRI").verified).to.equal(false);
    expect(territoryGroup("RCEP").verified).to.equal(true);
  });

  it("expand to a mask of their members", () => {
    const mask = territories.mask(territoryGroup("HKMOTW").members);
    expect(territories.codesIn(mask)).to.deep.equal(["HK", "MO", "TW"]);
    expect(
      territories.mask(territoryGroup("EUROZONE").members) & ~territories.mask(territoryGroup("EU").members),
    ).to.equal(0n);
  });

  it("are refused by another name, with a list of those there are", () => {
    expectRefusal(() => territoryGroup("NAFTA"), "unknown-code", "use one of RCEP, EU");
  });
});
