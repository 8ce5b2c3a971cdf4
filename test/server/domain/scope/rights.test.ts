import { expect } from "chai";
import { describe, it } from "mocha";
import {
  LICENSABLE_RIGHTS,
  parseRights,
  requireRights,
  writeRights,
} from "../../../../server/domain/scope/rights.ts";
import { MORAL_RIGHTS, rights } from "../../../../server/domain/tables/rights.ts";
import { seeded } from "../random.ts";
import { expectRefusal } from "../refusal.ts";
import { randomMask } from "./masks.ts";

describe("rights in words", () => {
  it("are the numbers of Art. 10, their article, or their names", () => {
    const mask = rights.mask(["5", "6", "15"]);
    expect(parseRights("15 5 6")).to.equal(mask);
    expect(parseRights("１５，５、6")).to.equal(mask);
    expect(parseRights("Art. 10(15), 10(5) art.10(6)")).to.equal(mask);
    expect(parseRights("翻译权、复制权、發行權")).to.equal(mask);
    expect(parseRights("Translation Reproduction distribution")).to.equal(mask);
    expect(writeRights(mask)).to.equal("5 6 15");
  });

  it("are read again as they were written", () => {
    const random = seeded(3);
    for (let round = 0; round < 200; round += 1) {
      const mask = randomMask(random, LICENSABLE_RIGHTS);
      expect(parseRights(writeRights(mask)), writeRights(mask)).to.equal(mask);
    }
  });

  it("never hold a moral right, and say which article keeps it with the author", () => {
    for (const code of ["1", "2", "3", "4"]) {
      expectRefusal(() => parseRights(`5 ${code}`), "moral-right", `Copyright Law Art. 10(${code})`);
      expectRefusal(
        () => parseRights(rights.name(code, "zh-CN")),
        "moral-right",
        "only items 5 to 17 of Art. 10",
      );
    }
    expectRefusal(() => parseRights("5 署名权"), "moral-right", /^character 3: /);
    expectRefusal(() => writeRights(MORAL_RIGHTS), "moral-right", "Art. 10(1)");
  });

  it("fit the legal class of the work, or are refused with both articles", () => {
    expect(parseRights("7", "audiovisual")).to.equal(rights.mask(["7"]));
    expectRefusal(
      () => parseRights("5 7", "written"),
      "right-does-not-fit",
      /^character 3: .*Art\. 10\(7\).*Art\. 3\(1\)/,
    );
    expectRefusal(() => parseRights("8", "musical"), "right-does-not-fit", "Art. 10(8)");
    expectRefusal(() => parseRights("23", "written"), "right-does-not-fit", "Art. 44");
    expectRefusal(() => parseRights("5", "sound-recording"), "right-does-not-fit", "Art. 10(5)");
    expect(parseRights("23 24", "sound-recording")).to.equal(rights.mask(["23", "24"]));
    expectRefusal(
      () => requireRights(rights.mask(["5", "8"]), "written"),
      "right-does-not-fit",
      "Exhibition",
    );
    expect(() => requireRights(rights.mask(["5", "8"]), "fine-art")).to.not.throw();
    expectRefusal(() => parseRights("5", "poetry"), "unknown-code", "legal class");
  });

  it("are named one by one", () => {
    expectRefusal(() => parseRights("5-17"), "unknown-code", "one by one");
    expectRefusal(() => parseRights("ALL"), "unknown-code", '"ALL" is not a right');
    expectRefusal(() => parseRights("5 6 ex 6"), "unknown-code", "character 5");
    expectRefusal(() => parseRights("Art. 44"), "unknown-code");
    expectRefusal(() => parseRights("Art. 10 15"), "unknown-code", '"Art."');
    expectRefusal(() => parseRights("32"), "unknown-code");
    expectRefusal(() => parseRights(""), "empty-scope");
    expectRefusal(() => writeRights(0n), "empty-scope");
  });
});
