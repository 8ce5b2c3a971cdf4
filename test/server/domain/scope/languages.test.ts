import { expect } from "chai";
import { describe, it } from "mocha";
import { parseLanguages, writeLanguages } from "../../../../server/domain/scope/languages.ts";
import { ALL_LANGUAGES, languages } from "../../../../server/domain/tables/languages.ts";
import { seeded } from "../random.ts";
import { expectRefusal } from "../refusal.ts";
import { randomMask } from "./masks.ts";

const canonical = (text: string): string => writeLanguages(parseLanguages(text));

describe("languages in words", () => {
  it("are codes of ISO 639-1 and both forms of ISO 639-2, and variants", () => {
    expect(canonical("ko ja")).to.equal("ja ko");
    expect(canonical("chi,ger deu SWE")).to.equal("de sv zh");
    expect(canonical("zh-hans PT-br")).to.equal("pt-BR zh-Hans");
  });

  it("are L for all, with what is left out", () => {
    expect(parseLanguages("L")).to.equal(ALL_LANGUAGES);
    expect(parseLanguages("L ex swe,dan")).to.equal(ALL_LANGUAGES & ~languages.mask(["sv", "da"]));
    expect(canonical("L ex spa")).to.equal("L ex es");
    expect(canonical("所有语言 不含 中文")).to.equal("L ex zh");
  });

  it("give the parts of a language that is sold in parts, and are written whole again", () => {
    expect(parseLanguages("zh")).to.equal(languages.mask(["zh-Hans", "zh-Hant"]));
    expect(canonical("zh-Hant zh-Hans")).to.equal("zh");
    expect(canonical("zh ex zh-Hant")).to.equal("zh-Hans");
    expect(canonical("nb nn")).to.equal("no");
    expect(canonical("L ex en-GB")).to.equal("L ex en-GB");
  });

  it("keep two codes apart from one variant that they spell", () => {
    expect(canonical("fr ca")).to.equal("ca fr");
    expect(canonical("pt br")).to.equal("br pt");
    expect(canonical("es es")).to.equal("es");
  });

  it("are names in both languages", () => {
    expect(canonical("Chinese, English")).to.equal("en zh");
    expect(canonical("Norwegian Nynorsk，日文、繁體中文")).to.equal("ja nn zh-Hant");
    for (const code of languages.codes) {
      for (const locale of ["en", "zh-CN"] as const) {
        const name = languages.name(code, locale);
        expect(parseLanguages(name), name).to.equal(languages.mask([code]));
      }
    }
  });

  it("know each code of ISO 639-2 as the language it is of", () => {
    for (const code of languages.codes) {
      const iso = languages.iso6392b(code);
      const whole = languages.has(code.split("-")[0] ?? "") ? (code.split("-")[0] as string) : code;
      if (iso) expect(parseLanguages(iso), iso).to.equal(languages.mask([whole]));
    }
  });

  it("are read again as they were written", () => {
    const random = seeded(7);
    for (let round = 0; round < 300; round += 1) {
      const mask = randomMask(random, ALL_LANGUAGES);
      const text = writeLanguages(mask);
      expect(parseLanguages(text), text).to.equal(mask);
      expect(canonical(text)).to.equal(text);
    }
    expect(writeLanguages(ALL_LANGUAGES)).to.equal("L");
  });

  it("refuse what they do not know, at its place", () => {
    expectRefusal(
      () => parseLanguages("ja und"),
      "unknown-code",
      /^character 4: "und" is not a language: use L for all/,
    );
    expectRefusal(() => parseLanguages("zh-CN"), "unknown-code", "a variant such as zh-Hans");
    expectRefusal(() => parseLanguages(""), "empty-scope");
    expectRefusal(() => parseLanguages("ja ex ko"), "excludes-nothing", "character 7");
    expectRefusal(() => writeLanguages(0n), "empty-scope", "languages");
  });
});
