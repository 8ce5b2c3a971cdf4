import { expect } from "chai";
import { before, describe, it } from "mocha";
import { importRecords, recordsOf } from "../../support/catalogues.ts";
import { stranger } from "../../support/people.ts";
import { PATIENCE, type TestProduct, theProduct } from "../../support/product.ts";

const rows = (delimiter: string) =>
  [
    ["ref", "title", "author", "description", "print"],
    ["a", "Spring", "Wong", '"two\nlines, ""quoted"""', '"World ex US,CA; L || US; eng"'],
    ["b", "", "nobody", "", ""],
    ["c", "Autumn", "Li", "", '"on Mars; L"'],
    ["d", "Winter", "Wu", "", ""],
  ]
    .map((cells) => cells.join(delimiter))
    .join("\r\n");

/** 春 and 红 in GB 18030, in a list of titles. */
const GB18030 = Uint8Array.from([
  ...Buffer.from("ref,title\na,"),
  0xb4,
  0xba,
  0x0a,
  ...Buffer.from("b,"),
  0xba,
  0xec,
  0x0a,
]);

describe("Spreadsheets imported through the product", function () {
  this.timeout(PATIENCE);
  let product: TestProduct;
  before(async () => {
    product = await theProduct();
  });

  async function imported(format: "csv" | "ndjson", body: string | Uint8Array) {
    const registrant = stranger();
    const view = await importRecords(product, registrant, format, body);
    const { body: works } = await product.api.get<{ items: { title: string }[] }>(
      `/works?holder=${registrant.address}`,
    );
    return {
      view,
      records: await recordsOf(product, view),
      titles: works.items.map(({ title }) => title).sort(),
    };
  }

  for (const [name, delimiter] of [
    ["commas", ","],
    ["semicolons", ";"],
    ["tabs", "\t"],
  ] as const) {
    it(`with ${name} give their works, and each bad row by its line`, async () => {
      // A cell with the delimiter in it stands in quotes, whichever the delimiter is.
      const { view, records, titles } = await imported("csv", rows(delimiter));
      expect(view.counts).to.deep.equal({ pending: 0, taken: 3, skipped: 0, refused: 1 });
      expect(titles).to.deep.equal(["Autumn", "Spring", "Winter"]);
      const lines = records.map(({ line, ref, outcome }) => `${line} ${ref} ${outcome}`);
      expect(lines).to.deep.equal(["2 a taken", "4 b refused", "5 c taken", "6 d taken"]);
      expect(records[1]?.reasons.map(({ code }) => code)).to.include("no-title");
    });
  }

  it("tell the rights on offer in words, and take a work whose rights they cannot read without them", async () => {
    const { records } = await imported("csv", rows(","));
    const [spring, , autumn] = records.map(({ reasons }) => reasons);
    expect(spring?.find(({ code }) => code === "rights-on-offer")?.message).to.contain(
      "print: WORLD ex CA US; L || US; en",
    );
    expect(autumn?.find(({ code }) => code === "rights-not-read")?.message).to.contain('column "print"');
  });

  it("are read in GB 18030, and in UTF-16 and UTF-8 with a mark", async () => {
    expect((await imported("csv", GB18030)).titles).to.deep.equal(["春", "红"].sort());
    const text = "ref,title\na,春\nb,红\n";
    const utf16 = new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le"));
    expect((await imported("csv", utf16)).titles).to.deep.equal(["春", "红"].sort());
    expect((await imported("csv", `\ufeff${text}`)).titles).to.deep.equal(["春", "红"].sort());
  });

  it("do not stop at a line that is no record, in NDJSON as little", async () => {
    const work = (title: string) => JSON.stringify({ ref: title, title, text: `${title} ${Math.random()}` });
    const { records, titles } = await imported(
      "ndjson",
      [work("A"), "{broken", "[]", "", work("B")].join("\n"),
    );
    expect(titles).to.deep.equal(["A", "B"]);
    expect(records.map(({ line, outcome, reasons }) => [line, outcome, reasons[0]?.code])).to.deep.equal([
      [1, "taken", undefined],
      [2, "refused", "not-json"],
      [3, "refused", "not-a-record"],
      [5, "taken", undefined],
    ]);
  });
});
