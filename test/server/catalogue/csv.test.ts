import { expect } from "chai";
import { stringify } from "csv-stringify/sync";
import { describe, it } from "mocha";
import { type CsvItem, csvReader, readCsv } from "../../../server/catalogue/csv.ts";
import { type CatalogueReader, FileRefusal } from "../../../server/catalogue/reader.ts";
import { readRecord } from "../../../server/domain/catalogue-record.ts";
import { seeded } from "../domain/random.ts";
import { outline, read, readPieces, refusalOf, values } from "./csv-support.ts";

const defaults = { legalClass: "written", tradeClass: "X99" };

describe("CSV", () => {
  it("reads a header and a work a row", async () => {
    const file = [
      "Ref,Title,Original title,Author,Translator,Language,ISBN,DOI,Legal class,Trade class,Genre,Description,Keywords",
      'b-1,"On the Tower, and after",登幽州臺歌,陈子昂; 李白,E. Translator / F. Second,eng,978-7-02-000220-7,' +
        "10.1000/182,written,P03,诗,Four lines.,Tang、poem",
    ].join("\n");
    const [record] = await read(file);
    expect(record?.line).to.equal(2);
    expect(record?.problem).to.equal(null);
    const reading = readRecord(record?.value, {});
    expect(reading.work).to.deep.include({
      fingerprintOf: "record",
      title: "On the Tower, and after",
      originalTitle: "登幽州臺歌",
      creators: [
        { name: "陈子昂", role: "author", identifiers: [] },
        { name: "李白", role: "author", identifiers: [] },
        { name: "E. Translator", role: "translator", identifiers: [] },
        { name: "F. Second", role: "translator", identifiers: [] },
      ],
      language: "en",
      identifiers: [
        { scheme: "isbn", value: "9787020002207" },
        { scheme: "doi", value: "10.1000/182" },
      ],
      legalClass: "written",
      tradeClass: "P03",
      genre: "诗",
      description: "Four lines.",
      keywords: ["Tang", "poem"],
    });
  });

  it("reads the same from commas, semicolons, tabs, and a delimiter that Excel notes", async () => {
    const rows = [
      ["ref", "title", "author"],
      ["1", "a, b; c", "Li Bai"],
    ];
    const write = (delimiter: string) => stringify(rows, { delimiter });
    const expected = await values(write(","));
    expect(expected[0]).to.include({ ref: "1", title: "a, b; c" });
    expect(await values(write(";"))).to.deep.equal(expected);
    expect(await values(write("\t"))).to.deep.equal(expected);
    expect(await values(`sep=;\r\n${write(";")}`)).to.deep.equal(expected);
    expect((await read(`sep=;\r\n${write(";")}`))[0]?.line).to.equal(3);
  });

  it("reads lines ended by LF, CR LF or CR, the last one or not, and counts them", async () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      const file = ["title,author", "A,x", '"B', 'b",y', "", "C,z"].join(end);
      expect(await outline(file), JSON.stringify(end)).to.deep.equal(["2 A", "3 B\nb", "6 C"]);
      expect(await outline(file + end)).to.deep.equal(["2 A", "3 B\nb", "6 C"]);
    }
    expect(await outline("title,author\r\nA,x\nB,y\r\n")).to.deep.equal(["2 A", "3 B"]);
  });

  it("reads the same however the bytes are cut", async () => {
    const file = new TextEncoder().encode(
      '\ufefftitle,author\r\n"登幽州\r\n臺歌",陈子昂\r\n"a ""b""",𠮷\r\nbroken"x,y"\r\n"open,z\r\nlast,end',
    );
    const whole = await read(file);
    expect(whole.map(({ line }) => line)).to.deep.equal([2, 4, 5, 6, 7]);
    for (let cut = 1; cut < file.length; cut += 1) {
      expect(await readPieces([file.subarray(0, cut), file.subarray(cut)]), `cut at ${cut}`).to.deep.equal(
        whole,
      );
    }
    expect(await readPieces([...file].map((byte) => Uint8Array.of(byte)))).to.deep.equal(whole);
  });

  it("reads back what a writer of CSV wrote, in pieces of any size", async () => {
    const random = seeded(31);
    for (let round = 0; round < 30; round += 1) {
      const delimiter = random.pick([",", ";", "\t"]);
      const cell = () =>
        `x${random.text(["春", '"', ",", ";", "\t", "\n", " ", "'", "y"], random.integer(0, 5))}y`;
      const rows = Array.from({ length: random.integer(1, 20) }, () => [cell(), cell(), cell()]);
      const head = ["title", "genre", "description"];
      const file = new TextEncoder().encode(
        stringify([head, ...rows], { delimiter, record_delimiter: "windows", quote_record_delimiter: true }),
      );
      const pieces: Uint8Array[] = [];
      for (let at = 0; at < file.length; ) {
        const length = random.integer(1, 40);
        pieces.push(file.subarray(at, at + length));
        at += length;
      }
      const records = await readPieces(pieces);
      expect(
        records.map(({ value: { title, genre, description } }) => [title, genre, description]),
      ).to.deep.equal(rows);
    }
  });

  it("reads row by row, without waiting for the end of the file", async () => {
    let pulled = 0;
    async function* endless() {
      yield new TextEncoder().encode("title,author\n");
      for (;;) {
        pulled += 1;
        yield new TextEncoder().encode("春望,杜甫\n".repeat(100));
      }
    }
    let rows = 0;
    for await (const _ of readCsv(endless())) {
      rows += 1;
      if (rows === 3_000) break;
    }
    expect(pulled).to.be.within(30, 200);
  });

  it("tells a row with too few or too many cells, and reads on", async () => {
    const file = "ref,title,author\n1,A,x\n2,B\n3,C,x,y\n4,D,x,,\n5,E,x\n";
    const records = await read(file);
    expect(await outline(file)).to.deep.equal([
      "2 A",
      "3 wrong-number-of-cells",
      "4 wrong-number-of-cells",
      "5 D",
      "6 E",
    ]);
    expect(records[1]?.problem?.message).to.match(
      /has 2 cells, and the header 3: write a comma for an empty cell too/,
    );
    expect(records[2]?.problem?.message).to.match(
      /has 4 cells.* a cell that holds a comma has to stand in quotes/,
    );
  });

  it("passes over rows that hold nothing", async () => {
    expect(await outline("\n\n,,\ntitle,author,\n\n , ,\nA,x,\n\n")).to.deep.equal(["7 A"]);
  });

  it("takes spaces around quotes and quotes inside a cell that has none around it", async () => {
    expect(await outline('title,author\n A , "x" \n5" disc,x\n"A ""q"" b",x\n')).to.deep.equal([
      "2 A",
      '3 5" disc',
      '4 A "q" b',
    ]);
  });

  it("tells a row whose quotes are wrong, and reads on below its first line", async () => {
    expect(await outline('ref,title,author\n1,"A,x\n2,B,x\n3,C,x\n')).to.deep.equal([
      "2 quote-not-closed",
      "3 B",
      "4 C",
    ]);
    expect(await outline('ref,title,author\n1,"A"b,x\n2,B,x\n')).to.deep.equal(["2 misplaced-quote", "3 B"]);
    expect(await outline('ref,title,author\n1,"A,x\n2,B,x\n3,"C, c",x\n4,D,x\n')).to.deep.equal([
      "2 misplaced-quote",
      "3 B",
      "4 C, c",
      "5 D",
    ]);
    expect(await outline('ref,title,author\n1,a "b,"c d" e,x\n2,B,x\n')).to.deep.equal([
      "2 misplaced-quote",
      "3 B",
    ]);
  });

  it("says of a row that it stands below a broken quote", async () => {
    const notes = (await read('ref,title,author\n1,"A,x\n2,B,x\n3,"C, c",x\n4,D,x\n')).map((record) =>
      record.notes.map(({ code }) => code),
    );
    expect(notes).to.deep.equal([[], ["after-broken-quote"], ["after-broken-quote"], []]);
  });

  it("takes no line of a broken cell for a row where two cells make a row", async () => {
    const file = 'title,description\nA,"one\ntwo, three\n"four" five"\nB,x\n';
    expect(await outline(file)).to.deep.equal([
      "2 misplaced-quote",
      "3 quote-not-closed",
      "4 misplaced-quote",
      "5 B",
    ]);
  });

  it("tells a row that is too long, and reads on", async function () {
    this.timeout(20_000);
    const long = "x".repeat(1_200_000);
    const head = "ref,title,author\n1,A,x\n";
    for (const cell of [long, `"${long}"`, `"${long}`, ",".repeat(1_200_000), `"${'""'.repeat(600_000)}"`]) {
      expect(await outline(`${head}2,${cell},x\n3,C,x\n`), cell.slice(0, 4)).to.deep.equal([
        "2 A",
        "3 row-too-long",
        "4 C",
      ]);
    }
    const lines = `${"a line of text ".repeat(20)}\n`.repeat(4_000);
    const rows = await outline(`${head}2,"${lines}",x\n3,C,x\n`);
    expect(rows.slice(0, 2)).to.deep.equal(["2 A", "3 row-too-long"]);
    expect(rows.at(-1)).to.equal("4004 C");
    expect(rows.filter((row) => /\d+ (A|C|a line of text)$/.test(row))).to.have.lengthOf(2);
    const enough = "y".repeat(1_000_000);
    expect((await values(`${head}2,B,${enough}\n`))[1]?.title).to.equal("B");
  });

  it("takes formulas for text, and a number that a spreadsheet was kept from changing for what it is", async () => {
    const [first, second] = await values(
      'ref,title,isbn\n1,=1+1,="9787020002207"\n2,@x,"=""9787020002207"""\n',
    );
    expect([first?.title, second?.title]).to.deep.equal(["=1+1", "@x"]);
    for (const value of [first, second]) {
      expect(value?.identifiers).to.deep.equal([{ scheme: "isbn", value: "9787020002207" }]);
    }
  });

  it("leaves control characters to be refused with the work", async () => {
    const [record] = await read("title,author\nA\0B,x\n");
    const reading = readRecord(record?.value, defaults);
    expect(reading.work).to.equal(null);
    expect(JSON.stringify(reading)).to.contain("U+0000");
  });

  it("refuses a file that does not say what it holds", async () => {
    expect(await refusalOf("")).to.match(/^empty-file: .*first row has to name the columns/);
    expect(await refusalOf("\n\r\n  \n")).to.match(/^empty-file/);
    expect(await refusalOf("a,b\n1,2\n")).to.match(
      /^no-title-column: No column is called title .*holds "a", "b"/,
    );
    expect(await refusalOf("title,Author,题名\nA,x,B\n")).to.match(/^duplicate-column: .*"title" and "题名"/);
    expect(await refusalOf("title,Print,print rights\n")).to.match(
      /^duplicate-column: .*"Print" and "print rights"/,
    );
    expect(await refusalOf('title,"author\nA,x\n')).to.match(/^quote-not-closed: The header cannot be read/);
    expect(await read("title,author\n")).to.deep.equal([]);
  });

  it("meets any bytes with rows or a refusal", async () => {
    const random = seeded(77);
    const scraps = [
      "title",
      "ref",
      ",",
      ";",
      "\t",
      '"',
      '""',
      "\n",
      "\r",
      "\r\n",
      "\0",
      "春",
      "\ufffd",
      "World; L",
      " ",
    ];
    for (let round = 0; round < 400; round += 1) {
      const text = new TextEncoder().encode(
        `${random.pick(["", "title,print\n", "ref;title\n"])}${random.text(scraps, 30)}`,
      );
      const bytes =
        round % 2 === 0
          ? text
          : text.map((byte) => (random.integer(0, 15) === 0 ? random.integer(0, 255) : byte));
      try {
        for (const { line } of await read(bytes)) expect(line).to.be.within(1, 40);
      } catch (error) {
        expect(error, Buffer.from(bytes).toString("hex")).to.be.instanceOf(FileRefusal);
      }
    }
  });
});

describe("the CSV reader of the intake", () => {
  async function intake(file: string) {
    const items = [];
    const reader: (...parameters: Parameters<CatalogueReader>) => AsyncGenerator<CsvItem> = csvReader;
    for await (const item of reader(
      (async function* () {
        yield new TextEncoder().encode(file);
      })(),
      { ...defaults, issuer: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" },
    )) {
      items.push(item);
    }
    return items;
  }

  it("gives each row its line, its name in reports, and its work or what is wrong with it", async () => {
    const items = await intake("ref,title,isbn\nb-1,A,\nb-2,B,123\n,C,\nb-4,D\n");
    expect(items.map(({ line, ref, reading }) => [line, ref, reading.work?.title ?? null])).to.deep.equal([
      [2, "b-1", "A"],
      [3, "b-2", null],
      [4, "4", "C"],
      [5, "5", null],
    ]);
    expect(JSON.stringify(items[1]?.reading)).to.contain("does not have the form of ISBN");
  });

  it("keeps a row's name in reports where a cell cannot be read", async () => {
    const [item] = await intake("ref,title,death year\nb-1,A,about 1936\n");
    expect(item).to.deep.equal({
      line: 2,
      ref: "b-1",
      rightsOffered: [],
      reading: {
        work: null,
        reasons: [
          {
            code: "not-a-year",
            message: 'column "death year": "about 1936" is not a year: write 1936, or -339 for 340 BC',
          },
        ],
      },
    });
  });

  it("keeps rights on offer beside the work, and says so", async () => {
    const [item] = await intake('ref,title,print\nb-1,A,"World ex US,CA; L || US; eng"\n');
    expect(item?.rightsOffered.map(({ category }) => category)).to.deep.equal(["print"]);
    expect(item?.reading.work && item.reading.notes).to.deep.equal([
      {
        code: "rights-on-offer",
        message:
          "rights on offer, kept with the record until an offer is signed: print: WORLD ex CA US; L || US; en",
      },
    ]);
  });

  it("says with the first row what is true of all", async () => {
    const items = await intake("title,shelf,colour\nA,1,red\nB,2,blue\n");
    const codes = items.map(({ reading }) => (reading.work ? reading.notes.map(({ code }) => code) : null));
    expect(codes).to.deep.equal([["columns-left-out", "known-by-title"], []]);
    const [first] = items;
    expect(first?.reading.work && first.reading.notes[0]?.message).to.contain('"shelf", "colour"');
  });
});
