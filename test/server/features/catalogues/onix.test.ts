import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Wallet } from "ethers";
import { before, describe, it } from "mocha";
import { type CatalogueView, importRecords } from "../../support/catalogues.ts";
import { stranger } from "../../support/people.ts";
import { PATIENCE, type TestProduct, theProduct } from "../../support/product.ts";

const fixtures = join(import.meta.dirname, "../../../fixtures/onix");

describe("ONIX messages imported through the running product", function () {
  this.timeout(PATIENCE);
  let product: TestProduct;

  before(async () => {
    product = await theProduct();
  });

  function importFile(name: string, registrant: Wallet): Promise<CatalogueView> {
    return importRecords(product, registrant, "onix", readFileSync(join(fixtures, name)));
  }

  it("makes one work of a record, whichever tags and release it comes in", async () => {
    const registrant = stranger();
    const first = await importFile("roseanna-3.0-reference.xml", registrant);
    expect(first).to.deep.include({ state: "done", problem: null });
    expect(first.counts.taken).to.equal(1);
    const short = await importFile("roseanna-3.0-short.xml", registrant);
    expect(short.counts).to.deep.equal({ pending: 0, taken: 0, skipped: 1, refused: 0 });
    // It states the rest of the world as sales rights of their own: the work is corrected.
    const later = await importFile("roseanna-3.1-reference.xml", registrant);
    expect(later.counts).to.deep.equal({ pending: 0, taken: 1, skipped: 0, refused: 0 });
    type Page = { items: { title: string; creators: { name: string }[]; language: string }[] };
    const { body } = await product.api.get<Page>(`/works?holder=${registrant.address}`);
    expect(body.items.map(({ title }) => title)).to.deep.equal(["Roseanna"]);
    expect(body.items[0]?.creators[0]?.name).to.equal("Maj Sjöwall");
    expect(body.items[0]?.language).to.equal("en");
  });

  it("lets the later of two records with one reference count", async () => {
    const { counts } = await importFile("elibri-pl-territorial-rights.xml", stranger());
    expect(counts).to.deep.equal({ pending: 0, taken: 1, skipped: 1, refused: 0 });
  });

  it("refuses a message that is not well-formed by line and column, and reports what came before", async () => {
    const view = await importFile("broken-control-character.xml", stranger());
    expect(view.state).to.equal("refused");
    expect(view.problem?.code).to.equal("not-well-formed");
    expect(view.problem?.message).to.match(/^line 123, column 85: /);
    expect(view.counts).to.deep.equal({ pending: 0, taken: 0, skipped: 0, refused: 1 });
  });

  it("refuses ONIX 2.1 by name", async () => {
    const view = await importFile("onix-2.1-reference.xml", stranger());
    expect(view.problem?.code).to.equal("onix-2.1");
    expect(view.counts.taken).to.equal(0);
  });
});
