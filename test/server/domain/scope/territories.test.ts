import { expect } from "chai";
import { describe, it } from "mocha";
import { parseTerritories, writeTerritories } from "../../../../server/domain/scope/territories.ts";
import { territoryGroups } from "../../../../server/domain/tables/groups.ts";
import { territories, WORLD } from "../../../../server/domain/tables/territories.ts";
import { seeded } from "../random.ts";
import { expectRefusal } from "../refusal.ts";
import { randomMask } from "./masks.ts";

const canonical = (text: string): string => writeTerritories(parseTerritories(text).mask);

describe("territories in words", () => {
  it("are codes in any order and case, between spaces or commas of either width", () => {
    expect(canonical("KR JP")).to.equal("JP KR");
    expect(canonical("US,GB,CA")).to.equal("CA GB US");
    expect(canonical("us，ｇｂ、ca")).to.equal("CA GB US");
    expect(canonical("JP JP, JP")).to.equal("JP");
    expect(canonical("WORLD JP")).to.equal("WORLD");
  });

  it("are the world, with what it lacks", () => {
    expect(parseTerritories("World").mask).to.equal(WORLD);
    expect(parseTerritories("world ex DK,SE").mask).to.equal(WORLD & ~territories.mask(["DK", "SE"]));
    expect(canonical("WORLD ex CN")).to.equal("WORLD ex CN");
    expect(canonical("全球除美国、加拿大")).to.equal("WORLD ex CA US");
    expect(canonical("World except XK ZZ")).to.equal("WORLD ex XK ZZ");
  });

  it("are names in both languages, with customary short ones", () => {
    expect(canonical("United Kingdom, Japan")).to.equal("GB JP");
    expect(canonical("日本、韩国 英國")).to.equal("GB JP KR");
    expect(canonical("UK, USA, Côte d'Ivoire Cocos (Keeling) Islands")).to.equal("CC CI GB US");
    expect(canonical("香港、澳門、臺灣")).to.equal("HK MO TW");
    expect(canonical("刚果（金）")).to.equal("CD");
  });

  it("know each name of the table, unless it holds a comma", () => {
    for (const code of territories.codes) {
      for (const locale of ["en", "zh-CN"] as const) {
        const name = territories.name(code, locale);
        if (/[,、]/.test(name)) continue;
        expect(parseTerritories(name).mask, name).to.equal(territories.mask([code]));
      }
    }
  });

  it("expand a group as it stood on a day, and say which", () => {
    const { mask, groups } = parseTerritories("RCEP ex CN");
    expect(writeTerritories(mask)).to.equal("AU BN ID JP KH KR LA MM MY NZ PH SG TH VN");
    expect(groups).to.deep.equal([
      { table: "territoryGroups@1", code: "RCEP", asOf: "2023-06-02", verified: true },
    ]);
    expect(parseTerritories("JP").groups).to.deep.equal([]);
    expect(parseTerritories("WORLD ex 欧盟, RCEP").groups.map(({ code }) => code)).to.deep.equal([
      "EU",
      "RCEP",
    ]);
    for (const { code, members } of territoryGroups) {
      expect(parseTerritories(code).mask, code).to.equal(territories.mask(members));
    }
  });

  it("are written the shorter way", () => {
    expect(writeTerritories(WORLD)).to.equal("WORLD");
    expect(writeTerritories(territories.mask(["US", "CA"]))).to.equal("CA US");
    expect(writeTerritories(WORLD & ~territories.mask(["CN"]))).to.equal("WORLD ex CN");
  });

  it("are read again as they were written", () => {
    const random = seeded(42);
    for (let round = 0; round < 300; round += 1) {
      const mask = randomMask(random, WORLD);
      const text = writeTerritories(mask);
      expect(parseTerritories(text).mask, text).to.equal(mask);
      expect(canonical(text), "the one way to write it").to.equal(text);
    }
  });

  it("refuse what they do not know, at its place, with what is allowed", () => {
    expectRefusal(
      () => parseTerritories("JP XX"),
      "unknown-code",
      /^character 4: "XX" is not a territory: use WORLD, an/,
    );
    expectRefusal(() => parseTerritories("日本 XX"), "unknown-code", "character 4: ");
    expectRefusal(() => parseTerritories("𠮷 JP"), "unknown-code", "character 1: ");
    expectRefusal(() => parseTerritories("JP 𠮷"), "unknown-code", "character 4: ");
    expectRefusal(() => parseTerritories("NAFTA"), "unknown-code", "or a group: RCEP, EU");
    expectRefusal(() => parseTerritories("!Japan"), "unknown-code", '"!Japan"');
    expectRefusal(() => parseTerritories("Japan ???"), "unknown-code", "character 7");
    expectRefusal(() => parseTerritories("\ud800"), "unknown-code");
  });

  it("refuse a name that can mean one territory or two", () => {
    expectRefusal(() => parseTerritories("JP, Hong Kong, China"), "ambiguous-territory", "character 5: ");
    expectRefusal(() => parseTerritories("Taiwan，China"), "ambiguous-territory", "use codes, HK, MO or TW");
    expect(canonical("China, Hong Kong")).to.equal("CN HK");
  });

  it("refuse a list that says nothing or contradicts itself", () => {
    expectRefusal(() => parseTerritories(""), "empty-scope", "character 1: names nothing");
    expectRefusal(() => parseTerritories(" , "), "empty-scope");
    expectRefusal(() => parseTerritories("ex US"), "malformed-list", 'name a territory before "ex"');
    expectRefusal(
      () => parseTerritories("WORLD ex"),
      "malformed-list",
      /^character 7: name a territory after "ex"/,
    );
    expectRefusal(() => parseTerritories("WORLD ex US ex CA"), "malformed-list", "stands once");
    expectRefusal(() => parseTerritories("EU ex GB"), "excludes-nothing", '"GB" is excluded');
    expectRefusal(() => parseTerritories("JP ex JP"), "empty-scope", "excluded again");
    expectRefusal(() => parseTerritories("JP ".repeat(10_000)), "too-long", "20000");
    expectRefusal(() => writeTerritories(0n), "empty-scope", "name at least one");
    expectRefusal(() => writeTerritories(1n << 250n), "unknown-code");
  });
});
