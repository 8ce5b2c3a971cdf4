import { expect } from "chai";
import { describe, it } from "mocha";
import { tradeCategories } from "../../../server/domain/scope/trade-categories.ts";
import { read, values } from "./csv-support.ts";

describe("rights on offer in a CSV", () => {
  it("are read by the grammar, and written in the ledger's words", async () => {
    const file =
      'ref,title,print,Audio rights\n1,A,"World ex US,CA; L || US,CA; L ex spa",RCEP; chi\n2,B,,"US，GB；eng"\n3,C,-,无\n';
    const [first, second, third] = await values(file);
    expect(first?.rightsOffered).to.deep.equal([
      {
        category: "print",
        rights: "5 6 15",
        formats: "hardback paperback",
        alternatives: [
          { territories: "WORLD ex CA US", languages: "L", groups: [] },
          { territories: "CA US", languages: "L ex es", groups: [] },
        ],
      },
      {
        category: "audio",
        rights: "5 6 12 15",
        formats: "audiobook audio-carrier",
        alternatives: [
          {
            territories: "AU BN CN ID JP KH KR LA MM MY NZ PH SG TH VN",
            languages: "zh",
            groups: [{ table: "territoryGroups@1", code: "RCEP", asOf: "2023-06-02", verified: true }],
          },
        ],
      },
    ]);
    expect(second?.rightsOffered?.map(({ category }) => category)).to.deep.equal(["audio"]);
    expect(third).to.not.have.property("rightsOffered");
  });

  it("have a column for each of the eleven categories, in English and Chinese", async () => {
    for (const locale of ["en", "zh-CN"] as const) {
      const head = tradeCategories.map(({ name }) => `"${name[locale]}"`).join(",");
      const row = tradeCategories.map(() => "World; L").join(",");
      const [value] = await values(`ref,title,${head}\n1,A,${row}\n`);
      expect(value?.rightsOffered?.map(({ category }) => category)).to.deep.equal(
        tradeCategories.map(({ code }) => code),
      );
    }
    const [value] = await values(
      "ref,title,TV/film,First-Serial,large print rights\n1,A,World; L,World; L,World; L\n",
    );
    expect(value?.rightsOffered).to.have.lengthOf(3);
  });

  it("that are not understood are told, give no offer, and cost the row nothing else", async () => {
    const file = "ref,title,print,audio\n1,A,Worldwide,World; L\n2,B,World; L || Narnia; eng,\n";
    const [first, second] = await read(file);
    expect(first?.problem).to.equal(null);
    expect(first?.value.rightsOffered?.map(({ category }) => category)).to.deep.equal(["audio"]);
    expect(first?.notes).to.have.lengthOf(1);
    expect(first?.notes[0]?.code).to.equal("rights-not-read");
    expect(first?.notes[0]?.message).to.match(
      /^column "print" gives no offer: character 1: write territories, ";"/,
    );
    expect(second?.notes[0]?.message).to.match(/character 13: "Narnia" is not a territory/);
    expect(second?.value).to.not.have.property("rightsOffered");
    expect(second?.value.title).to.equal("B");
  });

  it("are told where a work of the class cannot have them", async () => {
    const file = "ref,title,legal class,print\n1,A,sound-recording,World; L\n";
    const [record] = await read(file);
    expect(record?.value).to.not.have.property("rightsOffered");
    expect(record?.notes[0]?.message).to.match(/column "print" gives no offer: .*Art\. 10\(5\).*Art\. 44/);
    const [byDefault] = await read("ref,title,print\n1,A,World; L\n", { legalClass: "broadcast" });
    expect(byDefault?.notes[0]?.message).to.contain("Art. 47");
  });
});
