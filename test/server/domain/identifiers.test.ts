import { expect } from "chai";
import { describe, it } from "mocha";
import {
  isIdentifierScheme,
  parseIdentifier,
  partySchemes,
  schemeName,
  workSchemes,
} from "../../../server/domain/identifiers.ts";
import { seeded } from "./random.ts";
import { expectRefusal } from "./refusal.ts";

describe("identifiers", () => {
  const taken: [scheme: string, text: string, value: string][] = [
    ["isbn", "978-7-02-000220-7", "9787020002207"],
    ["isbn", "ISBN 7-02-000220-X", "9787020002207"],
    ["isbn", "urn:isbn:9783161484100", "9783161484100"],
    ["isbn", "ISBN-13: 978 3 16 148410 0", "9783161484100"],
    ["isbn", "９７８３１６１４８４１００", "9783161484100"],
    ["isbn", "0-306-40615-2", "9780306406157"],
    ["ismn", "979-0-2600-0043-8", "9790260000438"],
    ["ismn", "M-2600-0043-8", "9790260000438"],
    ["issn", "03785955", "0378-5955"],
    ["issn", "ISSN 2434-561x", "2434-561X"],
    ["isni", "ISNI 0000 0001 2103 2683", "0000000121032683"],
    ["isni", "https://isni.org/isni/000000012150090X", "000000012150090X"],
    ["orcid", "https://orcid.org/0000-0002-1694-233X", "0000-0002-1694-233X"],
    ["orcid", "0000000218250097", "0000-0002-1825-0097"],
    ["eidr", "10.5240/7791-8534-2C23-9030-8610-5", "10.5240/7791-8534-2C23-9030-8610-5"],
    ["eidr", "https://doi.org/10.5240/779185342c23903086105", "10.5240/7791-8534-2C23-9030-8610-5"],
    ["isan", "ISAN 0000-0000-3A8D-0000-Z-0000-0000-6", "0000-0000-3A8D-0000-Z-0000-0000-6"],
    ["isan", "0000000189470000800000000d", "0000-0001-8947-0000-8-0000-0000-D"],
    ["isan", "0000-0001-8947-0000-8", "0000-0001-8947-0000-8"],
    ["iswc", "T-034.524.680-1", "T-034.524.680-1"],
    ["iswc", "ISWC: t0345246801", "T-034.524.680-1"],
    ["isrc", "ISRC USRC17607839", "US-RC1-76-07839"],
    ["doi", "https://doi.org/10.1000/XYZ123", "10.1000/xyz123"],
    ["doi", "doi:10.1000/xyz(1)/2", "10.1000/xyz(1)/2"],
    ["iscc", "iscc:kacypxw445fg4rfq", "ISCC:KACYPXW445FG4RFQ"],
    ["registration", "国作登字-2021-F-00024141", "国作登字-2021-F-00024141"],
    ["registration", "粵作登字—2019—f—00015229", "粤作登字-2019-F-00015229"],
    ["registration", "浙作登字-2009-Z-123456", "浙作登字-2009-Z-123456"],
    ["registration", "作登字：11-2009-A-1234号", "作登字:11-2009-A-1234"],
    ["registration", "軟著登字第1234567號", "软著登字第1234567号"],
    ["registration", "2021sr0123456", "2021SR0123456"],
    ["dci", "DCI: C20190000000000000085961800106805", "C20190000000000000085961800106805"],
    ["uscc", "91350100M000100Y43", "91350100M000100Y43"],
    ["proprietary", "  编号 7/α ", "编号 7/α"],
  ];
  for (const [scheme, text, value] of taken) {
    it(`${scheme}: takes ${text}`, () => {
      expect(parseIdentifier(scheme, text)).to.deep.equal({ scheme, value });
      expect(parseIdentifier(scheme, value), "its own normal form").to.deep.equal({ scheme, value });
    });
  }

  it("are tried here in every scheme", () => {
    const tried = new Set(taken.map(([scheme]) => scheme));
    expect([...tried].sort()).to.deep.equal([...workSchemes, ...partySchemes].sort());
  });

  const malformed: [scheme: string, text: string][] = [
    ["isbn", "979-0-2600-0043-8"],
    ["isbn", "977-7-02-000220-7"],
    ["isbn", "978-7-02-000220"],
    ["isbn", "X-02-000220-7"],
    ["ismn", "978-7-02-000220-7"],
    ["issn", "0378-595"],
    ["issn", "CN 11-1234/I"],
    ["isni", "0000 0001 2103"],
    ["orcid", "0000-0002-1825-009Y"],
    ["eidr", "7791-8534-2C23-9030-8610-5"],
    ["eidr", "10.5240/7791-8534-2C23-9030-861G-5"],
    ["isan", "0000-0000-3A8D-0000"],
    ["isan", "0000-0000-3A8D-0000-Z-0000-0000"],
    ["iswc", "034.524.680"],
    ["isrc", "1SRC17607839"],
    ["doi", "11.1000/xyz"],
    ["doi", "10.1000/"],
    ["doi", "10.1000/a b"],
    ["iscc", "ISCC:0189"],
    ["registration", "作登字第5号"],
    ["registration", "国作登字-1821-F-00024141"],
    ["registration", "国作登字-2021-FF-00024141"],
    ["dci", "2019000000"],
    ["uscc", "91350100I000100Y43"],
    ["proprietary", "x".repeat(201)],
    ["proprietary", "a\u0000b"],
    ["proprietary", "a\ud800b"],
    ["isbn", ""],
    ["proprietary", "   "],
  ];
  for (const [scheme, text] of malformed) {
    it(`${scheme}: refuses ${JSON.stringify(text.slice(0, 40))} and shows the form`, () => {
      expectRefusal(() => parseIdentifier(scheme, text), "malformed-identifier", ": use ");
    });
  }

  /** Schemes whose check character finds every single mistake, and the characters that may stand in their bodies. */
  const checked: [scheme: string, text: string, alphabet: string][] = [
    ["isbn", "9787020002207", "0123456789"],
    ["isbn", "0306406152", "0123456789"],
    ["ismn", "9790260000438", "0123456789"],
    ["issn", "0378-5955", "0123456789"],
    ["isni", "0000000121032683", "0123456789"],
    ["orcid", "0000-0002-1825-0097", "0123456789"],
    ["eidr", "10.5240/7791-8534-2C23-9030-8610-5", "0123456789ABCDEF"],
    ["isan", "0000-0000-3A8D-0000-Z-0000-0000-6", "0123456789ABCDEF"],
    ["uscc", "91350100M000100Y43", "0123456789"],
  ];
  for (const [scheme, text, alphabet] of checked) {
    it(`${scheme}: finds one wrong character anywhere in ${text}`, () => {
      const start = scheme === "eidr" ? "10.5240/".length : scheme === "ismn" || text.length === 13 ? 4 : 0;
      for (let at = start; at < text.length; at++) {
        if (!alphabet.includes(text[at] as string)) continue;
        for (const other of alphabet) {
          if (other === text[at]) continue;
          const wrong = text.slice(0, at) + other + text.slice(at + 1);
          expectRefusal(() => parseIdentifier(scheme, wrong), "wrong-check-digit", "check character");
        }
      }
    });
  }

  it("isbn: finds one wrong digit in any number", () => {
    const random = seeded(978);
    for (let round = 0; round < 500; round++) {
      const body = `978${random.text("0123456789", 9)}`;
      const valid = [..."0123456789"].filter((digit) => isTaken(`${body}${digit}`));
      expect(valid, body).to.have.lengthOf(1);
      const number = body + valid[0];
      const at = random.integer(3, 12);
      const wrong =
        number.slice(0, at) + ((Number(number[at]) + random.integer(1, 9)) % 10) + number.slice(at + 1);
      expectRefusal(() => parseIdentifier("isbn", wrong), "wrong-check-digit", "ISBN");
    }
  });

  it("iswc: finds a wrong check digit", () => {
    expectRefusal(() => parseIdentifier("iswc", "T-034.524.680-2"), "wrong-check-digit", "needs 1");
  });

  it("refuse a scheme that there is not, and list those there are", () => {
    expectRefusal(() => parseIdentifier("isbn13", "9787020002207"), "unknown-scheme", "isbn, ismn");
    expectRefusal(() => parseIdentifier("toString", "x"), "unknown-scheme");
    expect(isIdentifierScheme("constructor")).to.equal(false);
    expect(isIdentifierScheme("isbn")).to.equal(true);
  });

  it("have names in both languages", () => {
    expect(schemeName("isbn", "zh-CN")).to.equal("ISBN");
    expect(schemeName("registration", "zh-CN")).to.equal("作品登记号");
    expect(schemeName("registration", "en")).to.equal("Registration number");
  });

  it("never make the parser stumble, whatever the text", () => {
    const random = seeded(7);
    const alphabet = [..."0123456789X-.:/ TMCAFZ号作登字软第sr", "\ud800", "\u0000", "，", "𠀀"];
    for (let round = 0; round < 3000; round++) {
      const text = random.text(alphabet, random.integer(0, 30));
      const scheme = random.pick([...workSchemes, ...partySchemes]);
      try {
        const { value } = parseIdentifier(scheme, text);
        expect(parseIdentifier(scheme, value).value).to.equal(value);
      } catch (error) {
        expect((error as { code?: string }).code).to.be.oneOf(["malformed-identifier", "wrong-check-digit"]);
      }
    }
  });
});

function isTaken(isbn: string): boolean {
  try {
    return parseIdentifier("isbn", isbn).value === isbn;
  } catch {
    return false;
  }
}
