import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { onixReader } from "../../../../server/catalogue/onix.ts";
import type { CatalogueItem } from "../../../../server/catalogue/reader.ts";
import { metadataBytes } from "../../../../server/domain/metadata.ts";
import { workInput } from "../../../../server/domain/work-input.ts";
import { importRecords } from "../../support/catalogues.ts";
import { stranger } from "../../support/people.ts";
import { expectProblem } from "../../support/problems.ts";
import { PATIENCE, startTestProduct, type TestProduct } from "../../support/product.ts";
import { aWork } from "../../support/works.ts";

const sample = (name: string) => readFileSync(join(import.meta.dirname, "../../../fixtures/onix", name));
const SAMPLES = ["roseanna-3.1-reference.xml", "gyldendal-da-3.0-reference.xml", "google-sample-valid.xml"];

/** A work with something in every field that a catalogue record does not have. */
const rich = aWork({
  title: "A  title with   spaces & <signs>",
  originalTitle: "登幽州臺歌",
  alternateTitles: ["Song of the Tower", "又名"],
  creators: [
    { name: "陳子昂", role: "calligrapher" },
    {
      name: "E. Translator",
      role: "translator",
      identifiers: [{ scheme: "orcid", value: "0000-0002-1825-0097" }],
    },
    { name: "陳子昂", role: "author" },
  ],
  genre: "诗",
  keywords: ["Tang, poem; verse", "唐"],
  description: "Two lines,\nof which this is one.",
  identifiers: [{ scheme: "isbn", value: "9787020002207" }],
  protection: { basis: "joint", deathYears: [702, null, 702] },
});

async function itemsOf(bytes: Uint8Array): Promise<CatalogueItem[]> {
  async function* whole() {
    yield bytes;
  }
  const items: CatalogueItem[] = [];
  for await (const item of onixReader(whole(), { issuer: "0x", legalClass: "written", tradeClass: "X99" })) {
    items.push(item);
  }
  return items;
}

describe("Works written as ONIX", function () {
  this.timeout(PATIENCE);
  let product: TestProduct;
  const publisher = stranger();

  before(async () => {
    product = await startTestProduct();
    for (const name of SAMPLES) await importRecords(product, publisher, "onix", sample(name));
    await importRecords(product, publisher, "ndjson", JSON.stringify(rich));
  });

  after(() => product?.stop());

  const exported = () => product.api.get<never>(`/works.onix?holder=${publisher.address}`);

  interface Work {
    workId: string;
    metadata: { digest: string };
  }

  async function worksOf({ api }: TestProduct, holder: string): Promise<Map<string, string>> {
    const { body } = await api.get<{ items: Work[] }>(`/works?holder=${holder}`);
    return new Map(body.items.map(({ workId, metadata }) => [workId, metadata.digest]));
  }

  it("are the same works, document for document, on a ledger that imports them", async () => {
    const { status, headers, bytes } = await exported();
    expect(status).to.equal(200);
    expect(headers.get("content-type")).to.equal("application/xml; charset=utf-8");
    const other = await startTestProduct();
    try {
      const buyer = stranger();
      const { counts } = await importRecords(other, buyer, "onix", bytes);
      expect(counts).to.deep.equal({ pending: 0, taken: 4, skipped: 0, refused: 0 });
      expect(await worksOf(other, buyer.address)).to.deep.equal(await worksOf(product, publisher.address));
    } finally {
      await other.stop();
    }
  });

  it("change nothing where they come from", async () => {
    const { counts } = await importRecords(product, publisher, "onix", (await exported()).bytes);
    expect(counts).to.deep.equal({ pending: 0, taken: 0, skipped: 4, refused: 0 });
  });

  it("say of an edition what its catalogue record said, rights and all", async () => {
    const { text } = await exported();
    const rights = /<SalesRights>.*<\/ROWSalesRightsType>|<SalesRights>.*<\/SalesRights>/su;
    expect(text).to.match(rights).and.to.contain("<ImprintName>HarperPerennial</ImprintName>");
    expect(text).to.contain('<Date dateformat="00">');
    const [item] = await itemsOf(sample(SAMPLES[0] as string));
    for (const { type } of item?.reading.work?.edition?.salesRights ?? []) {
      expect(text).to.contain(`<SalesRightsType>${type}</SalesRightsType>`);
    }
  });

  it("are refused where somebody has changed what a ledger wrote", async () => {
    const changed = (await exported()).text.replace("<TitleText>Roseanna<", "<TitleText>Rosanna<");
    const items = await itemsOf(new TextEncoder().encode(changed));
    const refused = items.filter(({ reading }) => reading.work === null);
    expect(
      refused.map(({ reading }) => (reading.work === null ? reading.reasons[0]?.code : null)),
    ).to.deep.equal(["ledger-record-changed"]);
  });

  it("can be had one by one, and only of works that there are", async () => {
    const { text } = await product.api.get<never>(`/works/${rich.fingerprint}/onix`);
    const [item, ...others] = await itemsOf(new TextEncoder().encode(text));
    expect(others).to.deep.equal([]);
    expect(item?.reading.work && metadataBytes(item.reading.work)).to.deep.equal(
      metadataBytes(workInput.parse(rich)),
    );
    expectProblem(await product.api.get(`/works/0x${"12".repeat(32)}/onix`), 404, "work-not-found");
    expectProblem(await product.api.get("/works.onix?limit=5"), 422, "invalid-input");
  });
});
