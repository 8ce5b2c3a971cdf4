import { expect } from "chai";
import { before, describe, it } from "mocha";
import { readers } from "../../../../server/catalogue/readers.ts";
import type { Edition } from "../../../../server/domain/edition.ts";
import { message, product as record, TITLE } from "../../catalogue/onix/support.ts";
import { type CatalogueView, importRecords, type RecordView, recordsOf } from "../../support/catalogues.ts";
import { stranger } from "../../support/people.ts";
import { PATIENCE, type TestProduct, theProduct } from "../../support/product.ts";
import { oddMessages } from "./odd-messages.ts";

describe("Odd and hostile ONIX messages sent to the product", function () {
  this.timeout(PATIENCE);
  let product: TestProduct;
  before(async () => {
    product = await theProduct();
  });

  /** Sends a message without signing anything, so that no message makes works for another. */
  async function sent(body: string | Uint8Array): Promise<{ view: CatalogueView; records: RecordView[] }> {
    const wish = { name: "odd", registrant: stranger().address, format: "onix" };
    const { body: opened } = await product.api.post<CatalogueView>("/catalogues", wish);
    const { status, body: view } = await product.api.call<CatalogueView>(`/catalogues/${opened.id}/records`, {
      method: "PUT",
      headers: { "content-type": "application/xml" },
      body: typeof body === "string" ? body : new Uint8Array(body),
    });
    expect(status).to.equal(200);
    return { view, records: await recordsOf(product, view) };
  }

  async function editionOf(body: string | Uint8Array): Promise<Edition | null | undefined> {
    async function* whole() {
      yield typeof body === "string" ? new TextEncoder().encode(body) : body;
    }
    const options = { issuer: "0x", legalClass: "written", tradeClass: "X99" };
    for await (const { reading } of readers.onix(whole(), options)) return reading.work?.edition;
    return undefined;
  }

  for (const { name, body, refused, records: outcomes, says = [], rights } of oddMessages) {
    it(
      refused === null ? `takes what is certain of ${name}` : `refuses ${name}, and reports what came before`,
      async () => {
        const { view, records } = await sent(body);
        expect(view.problem?.code ?? null).to.equal(refused);
        if (refused !== null) expect(view.problem?.message).to.match(/^line \d+, column \d+: ./);
        expect(records.map(({ outcome }) => outcome)).to.deep.equal(
          outcomes.map((outcome) => outcome.split(" ")[0]),
        );
        const codes = records.flatMap(({ reasons }) => reasons.map(({ code }) => code));
        expect(codes).to.include.members([...says]);
        if (!rights) return;
        const edition = await editionOf(body);
        const rest = edition?.restOfWorld ? [edition.restOfWorld.territories] : [];
        expect([
          ...(edition?.salesRights ?? []).map(({ territories }) => territories),
          ...rest,
        ]).to.deep.equal(rights);
      },
    );
  }

  const titled = oddMessages.flatMap(({ name, body, records: [only, ...others] }) => {
    const title = others.length === 0 ? /^pending (.*)$/u.exec(only ?? "")?.[1] : undefined;
    return title === undefined || title === "T" ? [] : [{ name, body, title }];
  });

  for (const { name, body, title } of titled) {
    it(`registers what is said in ${name}: ${title}`, async () => {
      const registrant = stranger();
      // As another sender's, which makes it a work of its own; byte by byte, whatever the encoding.
      const own = Buffer.from(body as string)
        .toString("latin1")
        .replace(">Sender<", `>${registrant.address}<`);
      const { counts } = await importRecords(product, registrant, "onix", Buffer.from(own, "latin1"));
      expect(counts).to.deep.equal({ pending: 0, taken: 1, skipped: 0, refused: 0 });
      const { body: works } = await product.api.get<{ items: { title: string }[] }>(
        `/works?holder=${registrant.address}`,
      );
      expect(works.items.map((work) => work.title)).to.deep.equal([title]);
    });
  }
});

describe("A partial update of an ONIX record", function () {
  this.timeout(PATIENCE);

  it("leaves the blocks alone that it does not have", async () => {
    const product = await theProduct();
    const registrant = stranger();
    const named = (text: string) => text.replace(">r1<", `>${registrant.address}<`);
    const publishing =
      "<Publisher><PublishingRole>01</PublishingRole><PublisherName>P</PublisherName></Publisher>" +
      "<SalesRights><SalesRightsType>01</SalesRightsType><Territory><CountriesIncluded>CN</CountriesIncluded></Territory></SalesRights>";
    const form = "<ProductComposition>00</ProductComposition><ProductForm>BC</ProductForm>";
    await importRecords(product, registrant, "onix", named(message(record({ publishing }))));
    const update = record({ detail: form + TITLE.replace(">Title<", ">New title<") }).replace(">03<", ">04<");
    const view = await importRecords(product, registrant, "onix", named(message(update)));
    expect(view.counts.taken).to.equal(1);
    const [corrected] = await recordsOf(product, view);
    const { body } = await product.api.get<{ title: string; document: { edition: Partial<Edition> } }>(
      `/works/${corrected?.workId}`,
    );
    expect(body.title).to.equal("New title");
    expect(body.document.edition.salesRights?.map(({ territories }) => territories)).to.deep.equal(["CN"]);
    expect(body.document.edition.publishers?.map(({ name }) => name)).to.deep.equal(["P"]);
  });
});
