import { expect } from "chai";
import { describe, it } from "mocha";
import { InvalidInput } from "../../../../server/domain/errors.ts";
import { parseRightsGrammar, writeRightsGrammar } from "../../../../server/domain/scope/grammar.ts";
import { parseTerm } from "../../../../server/domain/scope/term.ts";
import { ALL_LANGUAGES, languages } from "../../../../server/domain/tables/languages.ts";
import { territories, WORLD } from "../../../../server/domain/tables/territories.ts";
import { seeded } from "../random.ts";
import { expectRefusal } from "../refusal.ts";
import { randomMask } from "./masks.ts";

describe("the rights grammar", () => {
  const northAmerica = territories.mask(["US", "CA"]);

  it("reads territories and languages, and alternatives", () => {
    expect(parseRightsGrammar("World; L")).to.deep.equal([
      { territories: WORLD, languages: ALL_LANGUAGES, groups: [] },
    ]);
    expect(parseRightsGrammar("US,GB,CA; eng")).to.deep.equal([
      { territories: territories.mask(["US", "GB", "CA"]), languages: languages.mask(["en"]), groups: [] },
    ]);
    expect(parseRightsGrammar("World ex US,CA; L || US,CA; L ex spa")).to.deep.equal([
      { territories: WORLD & ~northAmerica, languages: ALL_LANGUAGES, groups: [] },
      { territories: northAmerica, languages: ALL_LANGUAGES & ~languages.mask(["es"]), groups: [] },
    ]);
  });

  it("takes full-width punctuation", () => {
    const wide = parseRightsGrammar("World ex US，CA；L ｜｜ US、CA；L ex spa");
    expect(wide).to.deep.equal(parseRightsGrammar("World ex US,CA; L || US,CA; L ex spa"));
  });

  it("keeps the groups of each alternative with their day", () => {
    const [first, second] = parseRightsGrammar("RCEP ex CN; L || EU; fre,ger");
    expect(first?.groups.map(({ code, asOf }) => [code, asOf])).to.deep.equal([["RCEP", "2023-06-02"]]);
    expect(second?.groups.map(({ code }) => code)).to.deep.equal(["EU"]);
  });

  it("is written in one way, and read again as written", () => {
    expect(writeRightsGrammar(parseRightsGrammar("world ex SE,DK; L ex swe,dan"))).to.equal(
      "WORLD ex DK SE; L ex da sv",
    );
    const random = seeded(20);
    for (let round = 0; round < 100; round += 1) {
      const alternatives = Array.from({ length: random.integer(1, 4) }, () => ({
        territories: randomMask(random, WORLD),
        languages: randomMask(random, ALL_LANGUAGES),
      }));
      const text = writeRightsGrammar(alternatives);
      const read = parseRightsGrammar(text).map(({ groups: _, ...alternative }) => alternative);
      expect(read, text).to.deep.equal(alternatives);
    }
  });

  it("says where in the whole text a fault lies", () => {
    expectRefusal(() => parseRightsGrammar("World; L || XX; L"), "unknown-code", /^character 13: "XX"/);
    expectRefusal(
      () => parseRightsGrammar("World; L || US; ex spa"),
      "malformed-list",
      "character 17: name a language",
    );
    expectRefusal(() => parseRightsGrammar("World; qqq"), "unknown-code", "character 8: ");
  });

  it("assumes nothing that is not there", () => {
    expectRefusal(
      () => parseRightsGrammar("World"),
      "malformed-grammar",
      'write territories, ";" and languages',
    );
    expectRefusal(() => parseRightsGrammar(""), "malformed-grammar");
    expectRefusal(() => parseRightsGrammar("World; L ||"), "malformed-grammar", "character 12");
    expectRefusal(() => parseRightsGrammar("World; L; 5"), "malformed-grammar", "character 10");
    expectRefusal(() => parseRightsGrammar("World; "), "empty-scope", "character 7");
    expectRefusal(() => parseRightsGrammar("; L"), "empty-scope", "character 1");
    expectRefusal(() => parseRightsGrammar("World; L | US; L"), "malformed-grammar");
  });

  it("meets any text with an answer or a refusal", () => {
    const random = seeded(99);
    const scraps = [
      "World",
      "L",
      "ex",
      "US",
      "EU",
      "zh-Hans",
      "eng",
      ";",
      "||",
      "|",
      ",",
      "、",
      "；",
      " ",
      "除",
      "(",
    ];
    const strange = [
      "\ud800",
      "\udc00",
      "\0",
      "\ufeff",
      "𠮷",
      "ß",
      "'",
      '"',
      "=",
      "\n",
      "__proto__",
      "constructor",
    ];
    let read = 0;
    for (let round = 0; round < 5_000; round += 1) {
      const between = random.pick(["", " "]);
      const words = round % 2 === 0 ? scraps : [...scraps, ...strange];
      const side = () => Array.from({ length: random.integer(0, 3) }, () => random.pick(words)).join(between);
      const text = random.pick([`${side()}; ${side()}`, `${side()}${side()}`, `US;L||${side()};L ${side()}`]);
      for (const parse of [parseRightsGrammar, parseTerm]) {
        try {
          parse(text);
          read += 1;
        } catch (error) {
          expect(error, JSON.stringify(text)).to.be.instanceOf(InvalidInput);
        }
      }
    }
    expect(read).to.be.greaterThan(20);
  });
});
