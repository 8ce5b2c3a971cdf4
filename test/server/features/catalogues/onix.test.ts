import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Wallet } from "ethers";
import { before, describe, it } from "mocha";
import { signatureOf, submit } from "../../support/documents.ts";
import { eventsOf } from "../../support/events.ts";
import { stranger } from "../../support/people.ts";
import { PATIENCE, type TestProduct, theProduct } from "../../support/product.ts";

const fixtures = join(import.meta.dirname, "../../../fixtures/onix");

interface CatalogueView {
  id: string;
  state: string;
  problem: { code: string; message: string } | null;
  counts: Record<"pending" | "taken" | "skipped" | "refused", number>;
}

describe("ONIX messages imported through the running product", function () {
  this.timeout(PATIENCE);
  let product: TestProduct;

  before(async () => {
    product = await theProduct();
  });

  async function importFile(name: string, registrant: Wallet): Promise<CatalogueView> {
    const wish = { name, registrant: registrant.address, format: "onix" };
    const { body: opened } = await product.api.post<CatalogueView>("/catalogues", wish);
    const path = `/catalogues/${opened.id}`;
    const { body: received } = await product.api.call<CatalogueView>(`${path}/records`, {
      method: "PUT",
      headers: { "content-type": "application/xml" },
      body: new Uint8Array(readFileSync(join(fixtures, name))),
    });
    if (received.state !== "awaiting-signature") return received;
    const { body: papers } = await product.api.get<{ items: { id: string }[] }>(`${path}/documents`);
    for (const paper of papers.items) {
      const { body } = await product.api.get<Parameters<typeof signatureOf>[0]>(`/documents/${paper.id}`);
      await submit(product, paper, await signatureOf(body, registrant));
    }
    return (await eventsOf<CatalogueView>(`${product.url}/api/v1${path}/events`)).at(-1) as CatalogueView;
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
