import { expect } from "chai";
import { describe, it } from "mocha";
import { parseScope, writeScope } from "../../../../server/domain/scope/scope.ts";
import { expectRefusal } from "../refusal.ts";

describe("a scope in words", () => {
  const words = {
    rights: "15 5 6",
    formats: "e-book",
    territories: "RCEP ex CN",
    languages: "ko ja",
    term: "2026-03-01 through 2031-02-28",
  };

  it("is read axis by axis and written in one way", () => {
    const { scope, groups } = parseScope(words, "written");
    expect(writeScope(scope)).to.deep.equal({
      rights: "5 6 15",
      formats: "e-book",
      territories: "AU BN ID JP KH KR LA MM MY NZ PH SG TH VN",
      languages: "ja ko",
      term: "2026-03-01/2031-03-01",
    });
    expect(parseScope(writeScope(scope)).scope).to.deep.equal(scope);
    expect(groups.map(({ code }) => code)).to.deep.equal(["RCEP"]);
  });

  it("is refused for a right that the work cannot have", () => {
    expectRefusal(() => parseScope(words, "sound-recording"), "right-does-not-fit", "Art. 10(15)");
    expectRefusal(() => parseScope({ ...words, rights: "4" }), "moral-right", "Art. 10(4)");
  });
});
