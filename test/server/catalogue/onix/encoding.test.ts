import { expect } from "chai";
import { describe, it } from "mocha";
import { BLOCK } from "../../../../server/catalogue/onix/xml/blocks.ts";
import { bytesOf, message, product, type Reading, read, readText } from "./support.ts";

const titled = (title: string) => message(product().replace(">Title<", `>${title}<`));
const declared = (encoding: string, title: string) =>
  `<?xml version="1.0" encoding="${encoding}"?>\n${titled(title)}`;

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(text.length * 2));
  for (let index = 0; index < text.length; index += 1) {
    bytes.setUint16(index * 2, text.charCodeAt(index), littleEndian);
  }
  return new Uint8Array(bytes.buffer);
}

/** ASCII text with these bytes in place of the sign #. */
function withBytes(text: string, ...bytes: number[]): Uint8Array {
  const [before = "", after = ""] = text.split("#");
  return new Uint8Array([...bytesOf(before), ...bytes, ...bytesOf(after)]);
}

const titleOf = ({ products }: Reading) => products[0]?.product.title;
const encodingOf = ({ header }: Reading) => header?.header.encoding;

describe("Encodings of an ONIX message", () => {
  it("is UTF-8 with and without a mark and a declaration", async () => {
    for (const text of [
      titled("紅樓夢 𠀀"),
      declared("UTF-8", "紅樓夢 𠀀"),
      `\ufeff${declared("utf-8", "紅樓夢 𠀀")}`,
    ]) {
      const reading = await readText(text);
      expect([titleOf(reading), encodingOf(reading), reading.codes]).to.deep.equal([
        "紅樓夢 𠀀",
        "utf-8",
        [],
      ]);
    }
  });

  it("is UTF-16 in both orders, with a mark or without", async () => {
    for (const littleEndian of [true, false]) {
      for (const mark of ["\ufeff", ""]) {
        const reading = await read([utf16(`${mark}${declared("UTF-16", "紅樓夢 𠀀")}`, littleEndian)]);
        expect(titleOf(reading)).to.equal("紅樓夢 𠀀");
        expect(encodingOf(reading)).to.equal(littleEndian ? "utf-16le" : "utf-16be");
      }
    }
  });

  it("is what the declaration names", async () => {
    const cases: [string, number[], string, string][] = [
      ["ISO-8859-1", [0xe9, 0x93], "é“", "windows-1252"],
      ["windows-1252", [0x80], "€", "windows-1252"],
      ["GB18030", [0xba, 0xec, 0x81, 0x30, 0x81, 0x34], "红\u0084", "gb18030"],
      ["GBK", [0xba, 0xec, 0xc2, 0xa5], "红楼", "gbk"],
      ["gb2312", [0xba, 0xec], "红", "gbk"],
      ["Big5", [0xac, 0xf5], "紅", "big5"],
      ["Shift_JIS", [0x8d, 0x67], "紅", "shift_jis"],
      ["EUC-KR", [0xb0, 0xa1], "가", "euc-kr"],
      ["koi8-r", [0xc1], "а", "koi8-r"],
    ];
    for (const [name, bytes, title, standard] of cases) {
      const reading = await read([withBytes(declared(name, "#"), ...bytes)]);
      expect([titleOf(reading), encodingOf(reading)], name).to.deep.equal([title, standard]);
    }
  });

  it("does not split a character where blocks meet", async () => {
    const encodings: [name: string, bytesPerSpace: number, encode: (text: string) => Uint8Array][] = [
      ["UTF-8", 1, bytesOf],
      ["UTF-16", 2, (text) => utf16(`\ufeff${text}`, true)],
      ["GB18030", 1, (text) => withBytes(text, 0xba, 0xec, 0x81, 0x30, 0x81, 0x34, 0xba, 0xec)],
    ];
    for (const [name, bytesPerSpace, encode] of encodings) {
      const gb = name === "GB18030";
      const title = gb ? "#" : "𠀀紅𠀀é";
      const padded = (spaces: number) =>
        declared(name, title).replace("?>", `?><!--${" ".repeat(spaces)}-->`);
      const before = encode(padded(0).split(title)[0] ?? "").length - (gb ? 8 : 0);
      for (let shift = -10; shift <= 2; shift += 1) {
        // The title begins `shift` characters from the border of the first block.
        const reading = await read([encode(padded(Math.floor((BLOCK - before) / bytesPerSpace) + shift))]);
        expect(reading.refusal?.message).to.equal(undefined);
        expect(titleOf(reading), `${name} ${shift}`).to.equal(gb ? "红\u0084红" : title);
      }
    }
  });

  it("keeps a replacement character that the message itself carries", async () => {
    expect(titleOf(await readText(titled("a\ufffdb")))).to.equal("a\ufffdb");
  });

  it("reads UTF-8 that calls itself something else, and says so", async () => {
    const wrong = await readText(declared("utf-16", "紅樓夢"));
    expect([titleOf(wrong), encodingOf(wrong), wrong.codes]).to.deep.equal([
      "紅樓夢",
      "utf-8",
      ["encoding-mismatch"],
    ]);
    const marked = await readText(`\ufeff${declared("ISO-8859-1", "紅樓夢")}`);
    expect([titleOf(marked), marked.codes]).to.deep.equal(["紅樓夢", ["encoding-mismatch"]]);
  });

  it("refuses encodings that it does not know, and those that hide text", async () => {
    for (const name of ["UTF-7", "x-user-defined", "ISO-2022-JP", "hz-gb-2312", "UTF-32", "klingon"]) {
      const { refusal, header } = await readText(declared(name, "+ADw-script+AD4-"));
      expect([refusal?.code, header], name).to.deep.equal(["unknown-encoding", undefined]);
      expect(refusal?.message).to.contain(`"${name}" is not read: save the message as UTF-8`);
    }
    const utf32 = await read([Uint8Array.of(0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0)]);
    expect(utf32.refusal?.code).to.equal("unknown-encoding");
  });

  it("refuses bytes that the encoding does not have, at their place, after what came before", async () => {
    const first = product();
    const broken = withBytes(
      message(`${first}\n${product()}`).replace("</Product></ONIX", "#</Product></ONIX"),
      0xc3,
      0x28,
    );
    const { products, refusal } = await read([broken]);
    expect(products).to.have.lengthOf(1);
    expect([refusal?.code, refusal?.line]).to.deep.equal(["invalid-bytes", 2]);
    expect(refusal?.column).to.equal(product().length - "</Product>".length);
    expect(refusal?.message).to.contain("are not utf-8");
    const cases: [string, number[]][] = [
      ["UTF-8", [0xed, 0xa0, 0x80]],
      ["UTF-8", [0xc0, 0xaf]],
      ["UTF-8", [0xf8, 0x88, 0x80, 0x80, 0x80]],
      ["GB18030", [0xff]],
    ];
    for (const [name, bytes] of cases) {
      const reading = await read([withBytes(declared(name, "a#"), ...bytes)]);
      expect([reading.refusal?.code, reading.refusal?.line], `${name} ${bytes}`).to.deep.equal([
        "invalid-bytes",
        2,
      ]);
    }
  });

  it("refuses a message that ends inside a character", async () => {
    const whole = bytesOf(titled("紅"));
    const cut = whole.subarray(0, whole.indexOf(0xe7) + 1);
    expect((await read([cut])).refusal?.code).to.equal("invalid-bytes");
    expect((await read([utf16("\ufeff<ONIX", true).subarray(0, 11)])).refusal?.code).to.equal(
      "invalid-bytes",
    );
  });
});
