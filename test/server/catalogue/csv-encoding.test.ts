import { expect } from "chai";
import { describe, it } from "mocha";
import { detectEncoding } from "../../../server/catalogue/csv/encoding.ts";
import { encoded, outline, read, readPieces, refusalOf, values } from "./csv-support.ts";

const gb18030 = (text: string): Uint8Array => encoded("gb18030", text);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const joined = (...parts: Uint8Array[]): Uint8Array => Buffer.concat(parts);
const fromHex = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));

describe("CSV in GB18030", () => {
  const file = '题名,作者,简介\n登幽州臺歌,陳子昂,"前不見古人，\n後不見來者。"\n𠮷野,李白,\n';

  it("is read as the same file in UTF-8", async () => {
    const expected = await read(utf8(file));
    expect(expected.map(({ value }) => value.title)).to.deep.equal(["登幽州臺歌", "𠮷野"]);
    expect(await read(gb18030(file))).to.deep.equal(expected);
    expect(await read(gb18030(file.replaceAll("\n", "\r\n")))).to.deep.equal(expected);
    expect(await read(joined(fromHex("84319533"), gb18030(file)))).to.deep.equal(expected);
    expect(await read(joined(fromHex("efbbbf"), utf8(file)))).to.deep.equal(expected);
  });

  it("is read byte by byte as at once", async () => {
    const bytes = gb18030(file);
    const pieces = [...bytes].map((byte) => Uint8Array.of(byte));
    expect(await readPieces(pieces)).to.deep.equal(await read(bytes));
  });

  it("is known by bytes that are fixed here", async () => {
    // 春望,杜甫
    const row = fromHex("b4bacdfb2cb6c5b8a6");
    expect((await values(joined(utf8("title,author\n"), row)))[0]).to.include({ title: "春望" });
  });

  it("is known where its characters come late", async function () {
    this.timeout(20_000);
    const plain = "A plain row,x\n".repeat(6_000);
    const titles = (await values(joined(utf8(`title,author\n${plain}`), gb18030("春望,杜甫\n")))).slice(-1);
    expect(titles[0]).to.include({ title: "春望" });
  });

  it("is known where a few characters are UTF-8 by chance", async () => {
    // 瞳 and its like: pairs of bytes that are letters of several scripts in UTF-8.
    const chance = fromHex("cda8d7a2d2bb");
    expect(new TextDecoder("utf-8", { fatal: true }).decode(chance)).to.have.lengthOf(3);
    const title = new TextDecoder("gb18030").decode(chance);
    expect((await values(joined(utf8("title,author\n"), chance, utf8(",x\n"))))[0]).to.include({ title });
  });

  it("tells a row whose bytes are no character, and reads on", async () => {
    const bytes = joined(
      gb18030("题名,作者\n登幽州臺歌,陳子昂\n春"),
      Uint8Array.of(0xff),
      gb18030("望,杜甫\n秋興,杜甫\n"),
    );
    expect(await outline(bytes)).to.deep.equal(["2 登幽州臺歌", "3 characters-lost", "4 秋興"]);
    expect((await read(bytes))[1]?.problem?.message).to.contain('column "题名"');
    expect((await read(bytes))[1]?.problem?.message).to.contain("not GB18030");
  });

  it("may hold rows in UTF-8, where files were put together", async () => {
    const bytes = joined(gb18030("题名,作者\n登幽州臺歌,陳子昂\n春望,杜甫\n"), utf8("秋興八首,杜甫\n"));
    expect(await outline(bytes)).to.deep.equal(["2 登幽州臺歌", "3 春望", "4 秋興八首"]);
  });
});

describe("CSV in UTF-8", () => {
  it("tells a row that is not, with its line, and reads on", async () => {
    const rows = "登幽州臺歌,陳子昂\n".repeat(20);
    const bytes = joined(utf8(`title,author\n${rows}`), gb18030("春望,杜甫\n"), utf8("秋興,杜甫\nlast,x\n"));
    const told = (await outline(bytes)).slice(20);
    expect(told).to.deep.equal(["22 characters-lost", "23 秋興", "24 last"]);
  });

  it("is what a file of letters with accents is, and no Chinese", async () => {
    const file = "title,author\nÇa ira,Émile Müller\nПреступление,Ф. Достоевский\n";
    expect((await values(utf8(file))).map(({ title }) => title)).to.deep.equal(["Ça ira", "Преступление"]);
  });

  it("tells the rows of a Western code page, and takes those of plain ASCII", async () => {
    const bytes = joined(
      utf8("title,author\nCaf"),
      Uint8Array.of(0xe9),
      utf8(",M"),
      Uint8Array.of(0xfc),
      utf8("ller\nB,x\n"),
    );
    expect(await outline(bytes)).to.deep.equal(["2 characters-lost", "3 B"]);
  });

  it("tells the rows of Big5, which would give other characters in GB18030", async () => {
    const bytes = joined(
      utf8("title,author\n"),
      encoded("big5", "詩經選讀,孔子\n楚辭,屈原\n紅樓夢人物論,王崑崙\n"),
      utf8("B,x\n"),
    );
    expect(await outline(bytes)).to.deep.equal([
      "2 characters-lost",
      "3 characters-lost",
      "4 characters-lost",
      "5 B",
    ]);
  });

  it("is not what a workbook, UTF-32 or UTF-16 without a mark is: those are refused by name", async () => {
    expect(await refusalOf(fromHex("504b030414000600"))).to.match(
      /^not-csv: .*Excel workbook \(\.xlsx\).*"CSV UTF-8"/,
    );
    expect(await refusalOf(fromHex("d0cf11e0a1b11ae1"))).to.match(/^not-csv: .*\.xls\)/);
    expect(await refusalOf(fromHex("fffe000074000000"))).to.match(/^not-csv: /);
    expect(await refusalOf(fromHex("7400690074006c006500"))).to.match(/^not-csv: .*UTF-16/);
    expect(await refusalOf(fromHex("0074006900740063"))).to.match(/^not-csv: .*UTF-16/);
  });

  it("is decided by enough of the file", () => {
    expect(detectEncoding(utf8("春望,"), 16)).to.equal(null);
    expect(detectEncoding(utf8("春望,"), 0)).to.equal("utf-8");
    expect(detectEncoding(gb18030("春望,杜甫\n"), 0)).to.equal("gb18030");
    expect(detectEncoding(utf8("春望,杜甫\n".repeat(4)), 16)).to.equal("utf-8");
    expect(detectEncoding(utf8("plain"), 0)).to.equal("utf-8");
  });
});

describe("CSV in blocks", () => {
  it("reads a line break and a character that a block ends in", async function () {
    this.timeout(20_000);
    for (const encode of [utf8, gb18030]) {
      for (const end of ["\n", "\r", "\r\n"]) {
        for (let shift = 0; shift < 4; shift += 1) {
          const head = encode(`title,author${end}春,x${end}`);
          const filler = encode(`${"y".repeat(65_536 - head.length - 4 - shift)},x`);
          const bytes = joined(head, filler, encode(`${end}望,杜${end}A,B${end}`));
          const rows = await outline(bytes);
          const told = [rows.length, rows[0], ...rows.slice(2)];
          expect(told, `${JSON.stringify(end)} ${shift}`).to.deep.equal([4, "2 春", "4 望", "5 A"]);
        }
      }
    }
  });
});
