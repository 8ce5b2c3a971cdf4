import { expect } from "chai";
import { describe, it } from "mocha";
import {
  creatorRoleName,
  identifierSchemeName,
  languageName,
  languageOptions,
  legalClassArticle,
  legalClassName,
  legalClassOptions,
  tradeClassName,
  tradeClassOptions,
} from "../../web/names.ts";

describe("the names of codes", () => {
  it("come from the ledger's tables, in both languages", () => {
    expect(legalClassName("written", "en")).to.equal("Written work");
    expect(legalClassName("written", "zh-CN")).to.equal("文字作品");
    expect(tradeClassName("P08", "zh-CN")).to.equal("少儿读物");
    expect(languageName("zh-Hant", "zh-CN")).to.equal("中文（繁体）");
    expect(creatorRoleName("translator", "zh-CN")).to.equal("译者");
    expect(identifierSchemeName("isbn", "en")).to.equal("ISBN");
    expect(identifierSchemeName("registration", "zh-CN")).to.equal("作品登记号");
  });

  it("fall back to the browser's name of a language, then to the code", () => {
    expect(languageName("de-CH", "en")).to.equal("Swiss High German");
    expect(languageName("not a tag", "en")).to.equal("not a tag");
    expect(legalClassName("holographic", "en")).to.equal("holographic");
    expect(tradeClassName("Z09", "zh-CN")).to.equal("Z09");
    expect(creatorRoleName("foley artist", "en")).to.equal("foley artist");
    expect(identifierSchemeName("ark", "en")).to.equal("ark");
  });

  it("know the article of a legal class, with its item where it has one", () => {
    expect(legalClassArticle("software")).to.deep.equal({ article: "3", item: "8" });
    expect(legalClassArticle("layout-design")).to.deep.equal({ article: "37", item: null });
    expect(legalClassArticle("holographic")).to.equal(null);
  });

  it("are offered as choices for every code, languages in the order of their names", () => {
    expect(legalClassOptions("en")).to.have.length(20);
    expect(tradeClassOptions("en").map(({ value }) => value)).to.include.members(["D01", "P09", "X99"]);
    const names = languageOptions("en").map(({ name }) => name);
    expect(names).to.include.members(["Chinese", "Chinese (traditional)"]);
    expect(names).to.deep.equal(names.toSorted(new Intl.Collator("en").compare));
  });
});
