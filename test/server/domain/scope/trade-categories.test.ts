import { expect } from "chai";
import { describe, it } from "mocha";
import { writeFormats } from "../../../../server/domain/scope/formats.ts";
import { requireRights, writeRights } from "../../../../server/domain/scope/rights.ts";
import { tradeCategories, tradeCategory } from "../../../../server/domain/scope/trade-categories.ts";
import { ALL_FORMATS } from "../../../../server/domain/tables/formats.ts";
import { expectRefusal } from "../refusal.ts";

describe("the categories of rights catalogues", () => {
  it("are eleven", () => {
    expect(tradeCategories.map(({ name }) => name.en)).to.deep.equal([
      "Print",
      "Digital",
      "First serial",
      "Second serial",
      "TV, film & dramatisation",
      "Extract",
      "Radio & TV straight reading",
      "Book club",
      "Audio",
      "Large print",
      "Anthology & quotation",
    ]);
  });

  it("come to rights of Art. 10 that a written work can have, and to formats", () => {
    const inWords = (code: string) => {
      const { rights, formats } = tradeCategory(code);
      return `${writeRights(rights)}: ${writeFormats(formats)}`;
    };
    expect(inWords("print")).to.equal("5 6 15: hardback paperback");
    expect(inWords("digital")).to.equal("5 12 15: e-book");
    expect(inWords("audio")).to.equal("5 6 12 15: audiobook audio-carrier");
    expect(inWords("anthology")).to.equal("5 6 15 16: anthology");
    for (const { code, rights, optionalRights, formats } of tradeCategories) {
      expect(() => requireRights(rights | optionalRights, "written"), code).to.not.throw();
      expect(rights & optionalRights, code).to.equal(0n);
      expect(formats !== 0n && formats !== ALL_FORMATS, code).to.equal(true);
    }
  });

  it("tell first and second serial apart by time alone", () => {
    const [first, second] = [tradeCategory("first-serial"), tradeCategory("second-serial")];
    expect([first.rights, first.formats]).to.deep.equal([second.rights, second.formats]);
    expect([first.serial, second.serial]).to.deep.equal(["before-publication", "after-publication"]);
    expect(tradeCategory("print").serial).to.equal(null);
  });

  it("are known by their codes", () => {
    expectRefusal(() => tradeCategory("merchandise"), "unknown-code", "use one of print, digital");
  });
});
