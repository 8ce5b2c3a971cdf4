import { expect } from "chai";
import { describe, it } from "mocha";
import { readRecord } from "../../../server/domain/catalogue-record.ts";
import { read, refusalOf, values } from "./csv-support.ts";

async function only(file: string, options?: Parameters<typeof values>[1]) {
  const [value] = await values(file, options);
  return value ?? {};
}
const notesOf = async (file: string, options?: Parameters<typeof values>[1]) =>
  (await read(file, options)).map(({ notes }) => notes.map(({ code }) => code));

describe("columns of a CSV", () => {
  it("are known by English and Chinese names, whatever their case, width and form of characters", async () => {
    const english = await values(
      "TITLE, Original_Title ,Author,Translator,Language,Genre,Description,Keywords,Ref\nA,B,C,D,zh,诗,E,F,g-1\n",
    );
    for (const header of [
      "题名,原题名,作者,译者,语种,体裁,简介,关键词,编号",
      "書名,原書名,作者,譯者,語種,體裁,簡介,關鍵詞,編號",
      "ｔｉｔｌｅ,ORIGINAL TITLE,Authors,Translators,语言,文体,内容简介,Keyword,Reference",
    ]) {
      expect(await values(`${header}\nA,B,C,D,zh,诗,E,F,g-1\n`), header).to.deep.equal(english);
    }
  });

  it("hold several values, by semicolon, 、 and line, and people by a slash too", async () => {
    const value = await only(
      "title,author,illustrator,isbn,keywords,alternate titles\n" +
        'A,"Tolstoy, Leo; 李白；杜甫、白居易","X / Y","9787020002207\n9787020008735",a、b; c，d,"B; C"\n',
    );
    expect(value.creators).to.deep.equal([
      ...["Tolstoy, Leo", "李白", "杜甫", "白居易"].map((name) => ({ name, role: "author" })),
      ...["X", "Y"].map((name) => ({ name, role: "illustrator" })),
    ]);
    expect(value.identifiers).to.deep.equal([
      { scheme: "isbn", value: "9787020002207" },
      { scheme: "isbn", value: "9787020008735" },
    ]);
    expect(value.keywords).to.deep.equal(["a", "b", "c", "d"]);
    expect(value.alternateTitles).to.deep.equal(["B", "C"]);
  });

  it("hold classes and languages by code or by name", async () => {
    const value = await only("title,作品类别,产品类别,语种\nA,文字作品,文化艺术,chi\n");
    expect(value).to.include({ legalClass: "written", tradeClass: "P02", language: "zh" });
    expect(
      await only("title,legal class,trade class,language\nA,Written work,P02,Chinese (simplified)\n"),
    ).to.include({
      legalClass: "written",
      tradeClass: "P02",
      language: "zh-Hans",
    });
    const [unknown] = await values("title,legal class\nA,poem\n");
    expect(JSON.stringify(readRecord(unknown, { tradeClass: "X99" }))).to.contain("legalClass");
  });

  it("hold identifiers of any scheme", async () => {
    const value = await only(
      "title,identifiers,登记号\nA,doi:10.1000/182; DCI:C20190000000000000085961800106805,国作登字-2021-F-00024141\n",
    );
    const reading = readRecord(value, { legalClass: "written", tradeClass: "X99" });
    expect(reading.work?.identifiers.map(({ scheme }) => scheme)).to.deep.equal([
      "doi",
      "dci",
      "registration",
    ]);
  });

  it("that no work has are told once, with those that have no name", async () => {
    expect(await notesOf("ref,title,shelf,\n1,A,x,\n2,B,y,z\n3,C,y,z\n")).to.deep.equal([
      ["columns-left-out"],
      ["column-unnamed"],
      [],
    ]);
    expect(await notesOf("ref,title,other\n1,A,x\n")).to.deep.equal([["columns-left-out"]]);
  });

  it("may not hold the same twice", async () => {
    expect(await refusalOf("title,creator,author\nA,x,y\n")).to.contain(
      '"creator" and "author" hold the same, the author',
    );
  });

  it("lose no row for a row without a title", async () => {
    const records = await read("ref,title\n1,\n2,B\n");
    expect(records.map(({ value, problem }) => [value.ref, problem?.code ?? null])).to.deep.equal([
      ["1", "no-title"],
      ["2", null],
    ]);
  });
});

describe("the fingerprint of a CSV row", () => {
  const fingerprint = async (file: string, issuer?: string) => (await only(file, { issuer })).fingerprint;

  it("is that of its file where the row names it", async () => {
    const hex = "ab".repeat(32);
    expect(await only(`title,sha256\nA,${hex}\n`)).to.deep.include({ fingerprint: hex });
    expect(await only(`title,sha256\nA,${hex}\n`)).to.not.have.property("fingerprintOf");
    expect(await only(`题名,指纹,指纹对象\nA,0x${hex},Manifest\n`)).to.include({ fingerprintOf: "manifest" });
  });

  it("is that of the record otherwise, and says so", async () => {
    const value = await only("ref,title\n1,A\n");
    expect(value.fingerprintOf).to.equal("record");
    const reading = readRecord(value, { legalClass: "written", tradeClass: "X99" });
    expect(reading.work?.fingerprint).to.equal(value.fingerprint);
    // SHA-256 of {"form":"csv-record-1","issuer":null,"ref":"1"}: fixed, or every row becomes another work.
    expect(value.fingerprint).to.equal("0xef8920a3072097af2f5e7ab98445c7b248a2800be70a656b84b563d2d7af4f2a");
  });

  it("stays when the row is corrected", async () => {
    const first = await fingerprint("ref,title,author,isbn\n1,A,x,9787020002207\n");
    expect(await fingerprint("编号,题名,作者\n1,B,y\n")).to.equal(first);
    expect(await fingerprint("ref,title\n2,A\n")).to.not.equal(first);
  });

  it("goes by ISBN without a reference, in whichever form", async () => {
    const thirteen = await fingerprint("title,isbn\nA,978-7-02-000220-7\n", "0xA");
    expect(await fingerprint("title,isbn\nB,7-02-000220-X\n", "0xB")).to.equal(thirteen);
    expect(await fingerprint("title,isbn\nA,9787020008735\n", "0xA")).to.not.equal(thirteen);
  });

  it("goes by title and creators without either, and asks for more", async () => {
    const plain = await fingerprint("title,author\n无题,李商隐\n");
    expect(await fingerprint("title,author,genre\n无题,李商隐,诗\n")).to.equal(plain);
    expect(await fingerprint("title,author\n无题,李白\n")).to.not.equal(plain);
    expect(await notesOf("title,author\n无题,李商隐\n锦瑟,李商隐\n")).to.deep.equal([["known-by-title"], []]);
  });

  it("keeps the references and titles of two senders apart", async () => {
    for (const file of ["ref,title\n1,A\n", "title\nA\n"]) {
      expect(await fingerprint(file, "0xA"), file).to.not.equal(await fingerprint(file, "0xB"));
      expect(await fingerprint(file, "0xA"), file).to.equal(await fingerprint(file, "0xA"));
    }
  });
});

describe("years in a CSV", () => {
  const protection = async (head: string, row: string, legalClass = "written") =>
    (await only(`ref,title,${head}\n1,A,${row}\n`, { legalClass })).protection;
  const codes = async (head: string, row: string, legalClass = "written") =>
    (await notesOf(`ref,title,${head}\n1,A,${row}\n`, { legalClass }))[0];

  it("count the term from a death", async () => {
    expect(await protection("author,death year", "鲁迅,1936")).to.deep.equal({
      basis: "natural-person",
      deathYear: 1936,
    });
    expect(await protection("作者,卒年", "杜甫,770年")).to.deep.equal({
      basis: "natural-person",
      deathYear: 770,
    });
    expect(await protection("author,death year", "X,在世")).to.deep.equal({
      basis: "natural-person",
      deathYear: null,
    });
    expect(await protection("author,death year", "A; B,1940; living")).to.deep.equal({
      basis: "joint",
      deathYears: [1940, null],
    });
    expect(await protection("author,death year", "A,1940", "photographic")).to.deep.equal({
      basis: "photographic",
      deathYears: [1940],
    });
    expect(await protection("author,death year", "A,1940", "software")).to.deep.equal({
      basis: "software-person",
      deathYears: [1940],
    });
  });

  it("are left out, and told, where whose they are is not certain", async () => {
    for (const row of ["A; B,1940", "A,1940; 1950"]) {
      expect(await protection("author,death year", row)).to.equal(undefined);
      expect(await codes("author,death year", row)).to.deep.equal(["year-left-out"]);
    }
    expect(await protection("author,translator,death year", "A,B,1940; 1950")).to.equal(undefined);
    expect(await codes("author,death year", "A,1940", "audiovisual")).to.deep.equal(["year-left-out"]);
  });

  it("count the term from publication only where that is certain", async () => {
    expect(await protection("publication year", "2001", "audiovisual")).to.deep.equal({
      basis: "audiovisual",
      firstPublicationYear: 2001,
    });
    expect(await protection("出版年", "2001年", "layout-design")).to.deep.equal({
      basis: "layout-design",
      firstPublicationYear: 2001,
    });
    expect(await protection("publication year", "2001")).to.equal(undefined);
    expect(await codes("publication year", "2001")).to.deep.equal(["year-left-out"]);
    expect(await protection("publication year,完成年,protection basis", "2001,1999,法人作品")).to.deep.equal({
      basis: "entity",
      firstPublicationYear: 2001,
      completionYear: 1999,
    });
    expect(await protection("publication year,protection basis", "2001,unknown-author")).to.deep.equal({
      basis: "unknown-author",
      firstPublicationYear: 2001,
    });
  });

  it("refuse the row where they are no years", async () => {
    const [record] = await read("ref,title,death year,publication year\n1,A,c. 1936,19th century\n");
    expect(record?.problem?.code).to.equal("not-a-year");
    expect(record?.problem?.message).to.match(/column "death year": .*; column "publication year": /);
    expect(record?.value).to.deep.equal({ ref: "1" });
  });
});
