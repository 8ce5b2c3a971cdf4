import { expect } from "chai";
import { describe, it } from "mocha";
import { ALL_LANGUAGES, languages } from "../../../../server/domain/tables/languages.ts";
import { expectRefusal } from "../refusal.ts";

describe("languages", () => {
  it("are the 183 codes of ISO 639-1 in order, then the variants", () => {
    const iso = languages.codes.slice(0, 183);
    expect(iso).to.deep.equal([...iso].sort());
    expect(iso.every((code) => /^[a-z]{2}$/.test(code))).to.equal(true);
    expect(iso[0]).to.equal("aa");
    expect(iso[182]).to.equal("zu");
    expect(languages.codes.slice(183, 187)).to.deep.equal(["zh-Hans", "zh-Hant", "yue", "pt-BR"]);
    expect(languages.bit("zh-Hans")).to.equal(183);
    expect(languages.bit("mis")).to.equal(255);
  });

  it("expand a macro language to its leaves", () => {
    expect(languages.codesIn(languages.mask(["zh"]))).to.deep.equal(["zh-Hans", "zh-Hant"]);
    expect(languages.codesIn(languages.mask(["no", "ja"]))).to.deep.equal(["ja", "nb", "nn"]);
    expect(languages.leaves("fr")).to.deep.equal(["fr-CA", "fr-FR"]);
    expect(languages.leaves("ja")).to.deep.equal(["ja"]);
    expect([languages.isMacro("en"), languages.isMacro("en-GB"), languages.isMacro("yue")]).to.deep.equal([
      true,
      false,
      false,
    ]);
  });

  it("never set the bit of a macro language, so that zh and zh-Hans are seen to overlap", () => {
    const macros = languages.codes.filter(languages.isMacro);
    expect(macros).to.have.lengthOf(15);
    for (const [position, code] of languages.codes.entries()) {
      const own = code === "mis" ? 255n : BigInt(position);
      expect((ALL_LANGUAGES >> own) & 1n, code).to.equal(macros.includes(code) ? 0n : 1n);
    }
    for (const macro of macros) {
      for (const leaf of languages.leaves(macro)) {
        expect(languages.isMacro(leaf)).to.equal(false);
        expect(languages.mask([macro]) & languages.mask([leaf])).to.not.equal(0n);
      }
    }
  });

  it("give no bit for a macro language, and name its leaves", () => {
    expectRefusal(() => languages.bit("zh"), "macro-language", "use zh-Hans zh-Hant");
    expectRefusal(() => languages.codesIn(1n << BigInt(languages.codes.indexOf("zh"))), "unknown-code");
  });

  it("keep Cantonese out of zh: what is not granted by name is reserved", () => {
    expect(languages.mask(["zh"]) & languages.mask(["yue"])).to.equal(0n);
  });

  it("know ISO 639-2 in both its forms, as ONIX messages mix them", () => {
    const read = ["chi", "zho", "ger", "deu", "fre", "tib", "bod", "yue", "cmn", "eng"].map(
      languages.fromIso6392,
    );
    expect(read).to.deep.equal(["zh", "zh", "de", "de", "fr", "bo", "bo", "yue", "zh", "en"]);
    expect(languages.fromIso6392("xyz")).to.equal(undefined);
    expect(languages.iso6392b("zh-Hant")).to.equal("chi");
    expect(languages.iso6392b("de")).to.equal("ger");
    expect(languages.iso6392b("ja")).to.equal("jpn");
    expect(languages.iso6392b("mis")).to.equal(undefined);
    expectRefusal(() => languages.iso6392b("chi"), "unknown-code");
  });
});
