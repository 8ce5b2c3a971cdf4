import { expect } from "chai";
import { before, describe, it } from "mocha";
import { importRecords, recordsOf } from "../../support/catalogues.ts";
import { demo, stranger } from "../../support/people.ts";
import { expectProblem } from "../../support/problems.ts";
import { PATIENCE, type TestProduct, theProduct } from "../../support/product.ts";
import { aWork, freshFingerprint } from "../../support/works.ts";

interface Page {
  workId: string;
  record: string | null;
  files: string[];
  document: { fingerprintOf: string; record?: string };
}

describe("a file and the catalogue record that it was known by", function () {
  this.timeout(PATIENCE);
  let product: TestProduct;
  const publisher = stranger();
  const record = freshFingerprint();

  before(async () => {
    product = await theProduct();
    const first = aWork({ fingerprint: record, fingerprintOf: "record" });
    await importRecords(product, publisher, "ndjson", JSON.stringify(first));
  });

  const pageOf = async (workId: string) => (await product.api.get<Page>(`/works/${workId}`)).body;

  it("lead to one another once the file is registered", async () => {
    expect(await pageOf(record)).to.deep.include({ record: null, files: [] });
    const file = aWork({ record });
    await importRecords(product, publisher, "ndjson", JSON.stringify(file));
    expect(await pageOf(file.fingerprint)).to.deep.include({ record, files: [] });
    expect(await pageOf(record)).to.deep.include({ record: null, files: [file.fingerprint] });
    expect((await pageOf(record)).document.fingerprintOf).to.equal("record");
  });

  it("are named in a column of a spreadsheet too", async () => {
    const file = freshFingerprint();
    await importRecords(product, publisher, "csv", `title,fingerprint,目录记录\nA,${file},${record}\n`);
    expect(await pageOf(file)).to.deep.include({ record });
    expect((await pageOf(record)).files).to.include(file);
  });

  it("are not linked for who does not hold the record, and the report says so", async () => {
    const claim = aWork({ record });
    const { counts, ...view } = await importRecords(product, stranger(), "ndjson", JSON.stringify(claim));
    expect(counts.taken).to.equal(1);
    const [reported] = await recordsOf(product, { ...view, counts });
    expect(reported?.reasons.map(({ code }) => code)).to.deep.equal(["record-not-held"]);
    expect(await pageOf(claim.fingerprint)).to.deep.include({ record: null });
    expect((await pageOf(record)).files).not.to.include(claim.fingerprint);
    const content = { registrant: demo("agent").address, work: aWork({ record }) };
    const answer = await product.api.post("/documents", { type: "Registration", content });
    expectProblem(answer as never, 409, "record-not-held");
  });
});
