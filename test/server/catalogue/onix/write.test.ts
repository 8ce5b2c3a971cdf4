import { expect } from "chai";
import { describe, it } from "mocha";
import { notes } from "../../../../server/catalogue/onix/work/notes.ts";
import { describedBy, toWork } from "../../../../server/catalogue/onix/work/to-work.ts";
import { type ExportedWork, writeOnix } from "../../../../server/catalogue/onix/write/write-onix.ts";
import { creatorRoles } from "../../../../server/domain/roles.ts";
import { bytesOf, type Reading, read, readText } from "./support.ts";

const SENDER = { name: "Ledger & Sons", sentAt: new Date("2026-01-02T03:04:05Z") };

const work: ExportedWork = {
  workId: `0x${"ab".repeat(32)}`,
  title: "On the Tower of Youzhou",
  originalTitle: "登幽州臺歌",
  creators: [
    { name: "陳子昂", role: "author" },
    { name: "E. Translator", role: "translator" },
    { name: "E. Translator", role: "annotator" },
  ],
  language: "zh-Hans",
  legalClass: "written",
  tradeClass: "P03",
  genre: "诗",
  identifiers: [
    { scheme: "isbn", value: "9787020002207" },
    { scheme: "ismn", value: "9790260000438" },
    { scheme: "doi", value: "10.1000/x" },
    { scheme: "issn", value: "1234-5679" },
    { scheme: "registration", value: "国作登字-2021-F-00024141" },
    { scheme: "proprietary", value: "own 1" },
    { scheme: "iscc", value: "ISCC:KAAAAAAAAA" },
    { scheme: "isrc", value: "CN-A12-20-00001" },
  ],
  status: "registered",
};

async function written(...works: Partial<ExportedWork>[]): Promise<string> {
  const pieces: string[] = [];
  const all = works.map((changes) => ({ ...work, ...changes }));
  for await (const piece of writeOnix(all, SENDER)) pieces.push(piece);
  return pieces.join("");
}

const described = ({ products }: Reading, index = 0) => {
  const product = products[index]?.product;
  if (!product) throw new Error("no product");
  return { product, draft: describedBy(product, product.title ?? "", notes()) };
};

describe("A catalogue written as ONIX 3.1", () => {
  it("is read back with the same facts and nothing to say against it", async () => {
    const reading = await readText(await written({}));
    expect([reading.refusal, reading.codes]).to.deep.equal([undefined, []]);
    expect(reading.header?.header).to.deep.include({
      release: "3.1",
      flavour: "reference",
      namespaceAsStandard: true,
      sentDateTime: "20260102T0304Z",
    });
    expect(reading.header?.header.sender?.name).to.equal("Ledger & Sons");
    const { product, draft } = described(reading);
    expect(product).to.deep.include({ recordReference: work.workId, notificationType: "03", form: "00" });
    expect(product.salesRights).to.deep.equal([]);
    expect(draft).to.deep.include({
      title: work.title,
      originalTitle: work.originalTitle,
      language: work.language,
      creators: work.creators.map((creator) => ({ ...creator, identifiers: [] })),
    });
    expect(draft.keywords).to.include("诗");
    expect(draft.identifiers).to.have.deep.members([
      ...work.identifiers,
      { scheme: "proprietary", value: work.workId },
    ]);
  });

  it("has the elements in the order of the schema", async () => {
    const names = [...(await written({ status: "revoked" })).matchAll(/<([A-Z]\w*)>/g)].map(
      ([, name]) => name,
    );
    expect(
      names.filter(
        (name, index) => name !== names[index - 1] && /^(Rec|Not|Del|ProductI|Desc|Rel)/.test(name ?? ""),
      ),
    ).to.deep.equal(
      [
        "RecordReference",
        "NotificationType",
        "DeletionText",
        ...Array.from({ length: 9 }, () => ["ProductIdentifier", "ProductIDType"]).flat(),
        "DescriptiveDetail",
        "RelatedMaterial",
        "RelatedWork",
      ].filter((name) => name !== undefined),
    );
  });

  it("keeps a language and its script or country, and leaves out what list 74 does not have", async () => {
    const tags = ["zh-Hant", "pt-BR", "en", "ja", "grc", "sr-Latn", "yue"];
    const reading = await readText(await written(...tags.map((language) => ({ language }))));
    expect(tags.map((_, index) => described(reading, index).draft.language)).to.deep.equal(tags);
    const none = await readText(await written({ language: "kmr" }, { language: null }));
    expect(none.products.map(({ product }) => product.languages)).to.deep.equal([[], []]);
  });

  it("has a code for every role, and the role back for all that ONIX tells apart", async () => {
    const creators = creatorRoles.map((role) => ({ name: `A ${role}`, role }));
    const { draft } = described(await readText(await written({ creators })));
    const lost = draft.creators?.filter(({ name, role }) => name !== `A ${role}`).map(({ name }) => name);
    expect(lost).to.deep.equal(["A calligrapher", "A architect", "A broadcaster"]);
  });

  it("escapes what is markup, and carries no sign that XML does not have", async () => {
    const title = `<&>"']]> \u0000\u0007\u0096\ufffe春\ud83d\n 𠀀 `;
    const reading = await readText(await written({ title }));
    expect(reading.refusal).to.equal(undefined);
    expect(described(reading).product.title).to.equal(`<&>"']]> 春\ufffd 𠀀`);
  });

  it("writes a revoked registration as a deletion, which creates nothing", async () => {
    const { products } = await readText(await written({ status: "revoked" }));
    expect(products[0]?.product.notificationType).to.equal("05");
    const outcome = products[0] && toWork(products[0].product, { sender: null });
    expect(outcome?.outcome).to.equal("skipped");
  });

  it("makes no second work when it is read into a ledger again", async () => {
    const { products } = await readText(await written({}));
    const again = products[0] && toWork(products[0].product, { sender: null });
    expect(again).to.deep.include({ outcome: "skipped" });
  });

  it("may be empty, and comes work by work", async () => {
    const empty = await readText(await written());
    expect([empty.refusal, empty.products, empty.codes]).to.deep.equal([undefined, [], []]);
    let asked = 0;
    async function* works() {
      for (; asked < 1_000; asked += 1) yield work;
    }
    const pieces = writeOnix(works(), SENDER);
    for (let count = 0; count < 10; count += 1) await pieces.next();
    await pieces.return(undefined);
    expect(asked).to.be.lessThan(10);
  });

  it("can be read from as it is written", async () => {
    async function* bytes() {
      for await (const piece of writeOnix(
        Array.from({ length: 300 }, () => work),
        SENDER,
      ))
        yield bytesOf(piece);
    }
    expect((await read(bytes())).products).to.have.lengthOf(300);
  });
});
