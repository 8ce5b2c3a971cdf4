import { expect } from "chai";
import { describe, it } from "mocha";
import { legalClasses } from "../../../../server/domain/tables/legal-classes.ts";
import {
  ECONOMIC_RIGHTS,
  MORAL_RIGHTS,
  RELATED_RIGHTS,
  rights,
} from "../../../../server/domain/tables/rights.ts";
import { expectRefusal } from "../refusal.ts";

describe("rights", () => {
  const classesOf = (right: string) =>
    legalClasses.codes.filter((legalClass) => rights.fits(right, legalClass));

  it("carry the numbers of Art. 10, at one bit less", () => {
    expect(rights.bit("1")).to.equal(0);
    expect(rights.bit("15")).to.equal(14);
    expect(rights.name("15", "zh-CN")).to.equal("翻译权");
    expect(rights.article("12")).to.equal("Art. 10(12)");
    expectRefusal(() => rights.bit("0"), "unknown-code", "1 to 17");
    expectRefusal(() => rights.bit("32"), "unknown-code");
    expectRefusal(() => rights.bit("015"), "unknown-code");
  });

  it("fall into moral, economic and related ones", () => {
    expect(MORAL_RIGHTS).to.equal(0xfn);
    expect(ECONOMIC_RIGHTS).to.equal(0x1fff0n);
    expect(RELATED_RIGHTS).to.equal(0x7ffe0000n);
    expect(["4", "5", "17", "18"].map(rights.kind)).to.deep.equal([
      "moral",
      "economic",
      "economic",
      "related",
    ]);
  });

  it("allow rental and exhibition only where the law does", () => {
    expect(classesOf("7")).to.deep.equal(["audiovisual", "software"]);
    expect(classesOf("8")).to.deep.equal(["fine-art", "photographic"]);
  });

  it("allow the other rights of Art. 10 in every work, and in no subject of a related right", () => {
    const works = legalClasses.codes.slice(0, 15);
    for (const right of ["1", "5", "6", "9", "10", "11", "12", "13", "14", "15", "16", "17"]) {
      expect(classesOf(right), right).to.deep.equal(works);
    }
  });

  it("allow each related right in its own subject alone", () => {
    expect(classesOf("18")).to.deep.equal(["layout-design"]);
    expect(classesOf("22")).to.deep.equal(["performance"]);
    expect(classesOf("26")).to.deep.equal(["sound-recording", "video-recording"]);
    expect(classesOf("27")).to.deep.equal(["sound-recording"]);
    expect(classesOf("28")).to.deep.equal(["video-recording"]);
    expect(classesOf("31")).to.deep.equal(["broadcast"]);
  });

  it("find screening a text unusual, and do not refuse it", () => {
    expect([rights.isUnusual("10", "written"), rights.fits("10", "written")]).to.deep.equal([true, true]);
    expect(rights.isUnusual("10", "audiovisual")).to.equal(false);
    expect(rights.isUnusual("5", "written")).to.equal(false);
  });

  it("cannot be asked about a class that there is not", () => {
    expectRefusal(() => rights.fits("7", "poem"), "unknown-code", "legal class");
    expectRefusal(() => rights.fits("5", "poem"), "unknown-code", "legal class");
    expectRefusal(() => rights.isUnusual("10", "poem"), "unknown-code", "legal class");
  });
});

describe("legal classes", () => {
  it("name their article", () => {
    expect(legalClasses.article("written")).to.equal("Art. 3(1)");
    expect(legalClasses.article("other")).to.equal("Art. 3(9)");
    expect(legalClasses.article("broadcast")).to.equal("Art. 47");
  });

  it("tell works from subjects of related rights", () => {
    const related = legalClasses.codes.filter(legalClasses.isRelated);
    expect(related).to.deep.equal([
      "layout-design",
      "performance",
      "sound-recording",
      "video-recording",
      "broadcast",
    ]);
  });
});
