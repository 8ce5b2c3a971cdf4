import { expect } from "chai";
import { describe, it } from "mocha";
import { isLanguage, startLanguage } from "../../web/language.ts";

describe("the language a visit starts in", () => {
  it("is the one chosen earlier, whatever the browser wishes", () => {
    expect(startLanguage("en", ["zh-CN"])).to.equal("en");
    expect(startLanguage("zh-CN", ["en-GB"])).to.equal("zh-CN");
  });

  it("is the browser's first wish that the pages speak", () => {
    expect(startLanguage(null, ["fr-FR", "zh-TW", "en"])).to.equal("zh-CN");
    expect(startLanguage(null, ["ja", "en-GB", "zh"])).to.equal("en");
    expect(startLanguage(null, ["ZH-Hant-HK"])).to.equal("zh-CN");
  });

  it("is English when no wish can be met, or what was saved is no language of the pages", () => {
    expect(startLanguage(null, ["fr", "de"])).to.equal("en");
    expect(startLanguage(null, [])).to.equal("en");
    expect(startLanguage("tlh", ["zh"])).to.equal("zh-CN");
    expect(isLanguage("zh")).to.equal(false);
  });
});
