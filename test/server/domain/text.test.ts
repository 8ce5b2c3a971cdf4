import { expect } from "chai";
import { describe, it } from "mocha";
import { parseLanguageTag } from "../../../server/domain/language-tags.ts";
import { creatorRoles, isCreatorRole, roleName } from "../../../server/domain/roles.ts";
import { cleanText, repairText } from "../../../server/domain/text.ts";
import { expectRefusal } from "./refusal.ts";

describe("a text field", () => {
  it("is composed (NFC) and trimmed, and keeps the spaces inside", () => {
    expect(cleanText(" cafe\u0301  2 ", { max: 10 })).to.equal("caf\u00e9  2");
    expect(cleanText("\ufeff登幽州臺歌\u3000", { max: 5 })).to.equal("登幽州臺歌");
  });

  it("counts characters, not UTF-16 units", () => {
    expect(cleanText("𠀀".repeat(5), { max: 5 })).to.equal("𠀀".repeat(5));
    expectRefusal(() => cleanText("𠀀".repeat(6), { max: 5 }), "too-long", "has 6 characters: at most 5");
    expectRefusal(() => cleanText("  ", { max: 5 }), "too-short", "has 0 characters: at least 1");
    expect(cleanText("", { max: 5, min: 0 })).to.equal("");
  });

  it("has tabs and line breaks as spaces on one line, and line breaks as \\n on several", () => {
    expect(cleanText("新樂府\t其一\r\n二", { max: 20 })).to.equal("新樂府 其一 二");
    expect(cleanText("a\r\nb\rc\n\td\u000b", { max: 20, lines: true })).to.equal("a\nb\nc\n\td");
  });

  it("refuses control characters and lone surrogates", () => {
    for (const control of ["\u0000", "\u0007", "\u001b", "\u007f", "\u0085", "\u009f"]) {
      expectRefusal(
        () => cleanText(`a${control}b`, { max: 5 }),
        "control-character",
        /U\+00[0-9A-F]{2}: remove it/,
      );
    }
    for (const half of ["\ud800", "a\udc00", "\udc00\ud800"]) {
      expectRefusal(() => cleanText(half, { max: 5 }), "lone-surrogate", "whole characters");
    }
  });

  it("is repaired where it stands in somebody else's document", () => {
    expect(repairText(" a\u0000b\ud800 ", { max: 5 })).to.equal("a b");
    expect(repairText("a\nb\u0007", { max: 5, lines: true })).to.equal("a\nb");
    expect(repairText("𠀀".repeat(5), { max: 5 })).to.equal("𠀀".repeat(5));
    for (const value of ["", " \u0000", "abcdef", "x".repeat(1_000_000), 5, null, undefined, {}, ["a"]]) {
      expect(repairText(value, { max: 5 })).to.equal(null);
    }
  });
});

describe("a language tag", () => {
  it("is written in its customary case", () => {
    const tags = [
      "zh",
      "ZH-hans",
      "zh_hant_tw",
      "sr-latn-rs",
      "es-419",
      "zh-yue",
      "de-ch-1996",
      "SL-rozaj-biske",
      " en-us ",
    ];
    expect(tags.map(parseLanguageTag)).to.deep.equal([
      ...[
        "zh",
        "zh-Hans",
        "zh-Hant-TW",
        "sr-Latn-RS",
        "es-419",
        "zh-yue",
        "de-CH-1996",
        "sl-rozaj-biske",
        "en-US",
      ],
    ]);
  });

  it("has the form of BCP 47", () => {
    for (const text of [
      "",
      "c",
      "chinese",
      "中文",
      "zh-",
      "zh--Hans",
      "zh-Hans-CN-",
      "zh-x-private",
      "12",
      "zh Hans",
    ]) {
      expectRefusal(() => parseLanguageTag(text), "not-a-language-tag", "zh-Hans");
    }
  });
});

describe("roles of creators", () => {
  it("have names in both languages", () => {
    for (const role of creatorRoles) {
      expect(isCreatorRole(role)).to.equal(true);
      expect(roleName(role, "en")).to.match(/^[A-Z]/);
      expect(roleName(role, "zh-CN")).to.match(/\p{Script=Han}/u);
    }
    expect(isCreatorRole("toString")).to.equal(false);
  });
});
