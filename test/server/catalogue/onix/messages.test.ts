import { expect } from "chai";
import { describe, it } from "mocha";
import { bytesOf, HEADER, message, product, REFERENCE, read, readText, sample } from "./support.ts";

const SHORT = '<ONIXmessage release="3.0" xmlns="http://ns.editeur.org/onix/3.0/short">';
const SHORT_PRODUCT =
  "<product><a001>r1</a001><a002>03</a002><productidentifier><b221>15</b221><b244>9787020002207</b244>" +
  "</productidentifier><descriptivedetail><x314>00</x314><b012>BC</b012><titledetail><b202>01</b202>" +
  "<titleelement><x409>01</x409><b203>Title</b203></titleelement></titledetail></descriptivedetail></product>";
const SHORT_HEADER = "<header><sender><x298>Sender</x298></sender><x307>20260101</x307></header>";

describe("ONIX messages", () => {
  it("are read however their bytes are cut", async () => {
    for (const name of [
      "roseanna-3.0-short.xml",
      "google-sample-schema-invalid.xml",
      "broken-control-character.xml",
    ]) {
      const bytes = sample(name);
      const whole = await read([bytes]);
      const single = await read(Array.from(bytes, (byte) => Uint8Array.of(byte)));
      expect(single, name).to.deep.equal(whole);
      const uneven = [0, 1, 700, 701, 5_000, bytes.length].map((start, index, starts) =>
        bytes.subarray(start, starts[index + 1]),
      );
      expect(await read(uneven), name).to.deep.equal(whole);
    }
  });

  it("are read as they come, not further ahead than a few blocks", async () => {
    const one = bytesOf(product());
    let given = 0;
    async function* stream(): AsyncGenerator<Uint8Array> {
      yield bytesOf(REFERENCE + HEADER);
      for (; given < 5_000; given += 1) yield one;
      yield bytesOf("</ONIXMessage>");
    }
    const { readOnix } = await import("../../../../server/catalogue/onix/reader.ts");
    const ahead: number[] = [];
    for await (const item of readOnix(stream())) if (item.kind === "product") ahead.push(given - item.index);
    expect(ahead).to.have.lengthOf(5_000);
    expect(Math.max(...ahead) * one.length).to.be.lessThan(4 << 16);
  });

  it("end the stream when nobody reads on", async () => {
    let ended = false;
    async function* stream(): AsyncGenerator<Uint8Array> {
      try {
        yield bytesOf(REFERENCE + HEADER);
        for (;;) yield bytesOf(product());
      } finally {
        ended = true;
      }
    }
    const { readOnix } = await import("../../../../server/catalogue/onix/reader.ts");
    for await (const item of readOnix(stream())) if (item.kind === "product") break;
    expect(ended).to.equal(true);
  });

  it("pass on what goes wrong with the stream, after what came before", async () => {
    const lost = new Error("connection lost");
    async function* stream(): AsyncGenerator<Uint8Array> {
      yield bytesOf(REFERENCE + HEADER + product().repeat(300));
      throw lost;
    }
    const { readOnix } = await import("../../../../server/catalogue/onix/reader.ts");
    let products = 0;
    try {
      for await (const item of readOnix(stream())) if (item.kind === "product") products += 1;
      expect.fail("was read to the end");
    } catch (error) {
      expect(error).to.equal(lost);
    }
    expect(products).to.be.greaterThan(100);
  });

  it("are matched by local name, whatever their namespace, and it is told", async () => {
    const cases: [root: string, code: string | undefined][] = [
      [REFERENCE, undefined],
      ['<ONIXMessage release="3.0">', "namespace-missing"],
      [
        '<ONIXMessage release="3.0" xmlns="http://www.editeur.org/onix/3.0/reference">',
        "namespace-not-standard",
      ],
      [
        '<ONIXMessage release="3.1" xmlns="http://ns.editeur.org/onix/3.0/reference">',
        "namespace-not-standard",
      ],
      ['<ONIXMessage release="3.0" xmlns="urn:none">', "namespace-not-standard"],
      ['<ONIXMessage xmlns="http://ns.editeur.org/onix/3.1/reference">', "release-missing"],
    ];
    for (const [root, code] of cases) {
      const { header, products } = await readText(message(product(), root));
      expect(products[0]?.product.title, root).to.equal("Title");
      expect(
        header?.problems.map((problem) => problem.code),
        root,
      ).to.deep.equal(code ? [code] : []);
      expect(header?.header.namespaceAsStandard, root).to.equal(
        code === undefined || code === "release-missing",
      );
    }
  });

  it("may carry prefixes, declared or not, and elements of others among their own", async () => {
    const prefixed = message(product(), REFERENCE.replace("xmlns=", "xmlns:o=")).replaceAll(
      /<(\/?)(?=[A-Z])/g,
      "<$1o:",
    );
    expect((await readText(prefixed)).products[0]?.product.title).to.equal("Title");
    const undeclared = prefixed.replace(/ xmlns:o="[^"]*"/, "");
    expect((await readText(undeclared)).products[0]?.product.title).to.equal("Title");
    const own = message(product().replace("<Product>", '<Product xmlns="urn:other">'));
    expect((await readText(own)).products[0]?.product.title).to.equal("Title");
    const foreign =
      '<TitleDetail xmlns="urn:other"><TitleType>01</TitleType></TitleDetail><v:x xmlns:v="urn:v">y</v:x>';
    const mixed = await readText(message(product().replace("<TitleDetail>", `${foreign}<TitleDetail>`)));
    expect(mixed.products[0]?.product.titles).to.have.lengthOf(1);
    expect(mixed.codes).to.deep.equal([]);
  });

  it("may be in short tags, also with reference tags among them", async () => {
    const reference = await readText(message(product()));
    const short = await readText(`${SHORT}${SHORT_HEADER}${SHORT_PRODUCT}</ONIXmessage>`);
    const mixed = await readText(`${REFERENCE}${SHORT_HEADER}${SHORT_PRODUCT}</ONIXMessage>`);
    for (const reading of [short, mixed]) {
      expect(reading.products[0]?.product).to.deep.equal(reference.products[0]?.product);
      expect(reading.codes).to.deep.equal([]);
    }
    expect(short.header?.header.flavour).to.equal("short");
  });

  it("may lack a header or products", async () => {
    const headless = await readText(`${REFERENCE}${product()}</ONIXMessage>`);
    expect(headless.codes).to.deep.equal(["missing-element"]);
    expect([headless.header?.header.sender, headless.products.length]).to.deep.equal([null, 1]);
    const empty = await readText(message("<NoProduct/>"));
    expect([empty.header?.header.sender?.name, empty.products.length, empty.refusal]).to.deep.equal([
      "Sender",
      0,
      undefined,
    ]);
    const late = await readText(`${REFERENCE}${product()}${HEADER}${product()}</ONIXMessage>`);
    expect([late.products.length, late.codes]).to.deep.equal([
      2,
      ["missing-element", "unexpected-element", "record-repeated"],
    ]);
  });

  it("name the only sender that says who it is", async () => {
    const sent = async (senders: string) =>
      (
        await readText(
          `${REFERENCE}<Header>${senders}<SentDateTime>20260101</SentDateTime></Header></ONIXMessage>`,
        )
      ).header?.header.sender;
    const id =
      "<SenderIdentifier><SenderIDType>06</SenderIDType><IDValue>0614141800001</IDValue></SenderIdentifier>";
    expect(await sent(`<Sender>${id}</Sender>`)).to.deep.equal({
      name: null,
      identifiers: [{ type: "06", typeName: null, value: "0614141800001" }],
    });
    expect(await sent("<Sender><SenderName> A \n B </SenderName></Sender><Sender/>")).to.include({
      name: "A B",
    });
    expect(
      await sent("<Sender><SenderName>A</SenderName></Sender><Sender><SenderName>B</SenderName></Sender>"),
    ).to.equal(null);
  });

  it("are refused when they are of 2.1, however it shows", async () => {
    const old =
      "<Product><RecordReference>1</RecordReference><Title><TitleText>T</TitleText></Title></Product>";
    const cases = [
      '<ONIXMessage release="2.1"></ONIXMessage>',
      '<ONIXMessage release="2.0"></ONIXMessage>',
      '<ONIXMessage xmlns="http://www.editeur.org/onix/2.1/reference"></ONIXMessage>',
      '<ONIXMessage release="3.0" xmlns="http://www.editeur.org/onix/2.1/reference"></ONIXMessage>',
      "<ONIXMessage></ONIXMessage>",
      "<ONIXMessage><Header><FromCompany>A</FromCompany></Header></ONIXMessage>",
      `<ONIXMessage>${old}</ONIXMessage>`,
      "<ONIXMessage><Product><ProductForm>BC</ProductForm></Product></ONIXMessage>",
      "<ONIXmessage><product><a001>1</a001><b004>0123456789</b004></product></ONIXmessage>",
      message(old),
      message("<Product><SupplyDetail/></Product>"),
      message("<product><supplydetail/></product>"),
      '<!DOCTYPE ONIXMessage SYSTEM "http://www.editeur.org/onix/2.1/reference/onix-international.dtd"><ONIXMessage/>',
      '<!DOCTYPE ONIXMessage PUBLIC "-//EDItEUR//ONIX 2.1" "x.dtd"><ONIXMessage release="3.0"/>',
    ];
    for (const text of cases) {
      const { products, refusal } = await readText(text);
      expect([products, refusal?.code], text).to.deep.equal([[], "onix-2.1"]);
      expect(refusal?.message, text).to.match(
        /this is an ONIX 2\.1 message \(.+\): send it as ONIX 3\.0 or 3\.1$/,
      );
    }
  });

  it("that name no release are read when only 3.x is built like that", async () => {
    for (const text of [message(product(), "<ONIXMessage>"), `<ONIXMessage>${product()}</ONIXMessage>`]) {
      const { header, products, codes } = await readText(text);
      expect([header?.header.release, products[0]?.product.title]).to.deep.equal(["3.x", "Title"]);
      expect(codes).to.include("release-missing");
    }
  });

  it("are refused when they are no ONIX, or of a release to come", async () => {
    const cases: [string, string][] = [
      ["<html/>", "not-onix"],
      ["<ONIXMessageAcknowledgement/>", "not-onix"],
      [product(), "not-onix"],
      ['<ONIXMessage release="4.0"/>', "unsupported-release"],
      ['<ONIXMessage release="3.2"/>', "unsupported-release"],
      ['<ONIXMessage release="three"/>', "unsupported-release"],
    ];
    for (const [text, code] of cases) {
      const { header, refusal } = await readText(text);
      expect([header, refusal?.code], text).to.deep.equal([undefined, code]);
    }
  });

  it("are refused where they are not well-formed, at that line and column, after what came before", async () => {
    const first = `${product()}\n`;
    const cases: [broken: string, line: number, column: number][] = [
      ["<Product><RecordReference>a</recordreference></Product>", 3, 45],
      ["<Product></Header>", 3, 18],
      ["<Product", 3, 9],
      ["<Product a=1/>", 3, 12],
      ["<Product a='1' a='2'/>", 3, 22],
      ["a]]>b", 3, 4],
      ["<!-- a -- b -->", 3, 10],
      ["< Product/>", 3, 2],
      ["&", 3, 15],
    ];
    for (const [broken, line, column] of cases) {
      const { products, refusal } = await readText(`${REFERENCE}\n${HEADER}${first}${broken}</ONIXMessage>`);
      expect(products, broken).to.have.lengthOf(1);
      expect([refusal?.code, refusal?.line], broken).to.deep.equal(["not-well-formed", line]);
      expect(refusal?.column, broken).to.equal(column);
    }
  });

  it("are refused when they are empty, cut off, or followed by something", async () => {
    const whole = message(product());
    for (const text of [
      "",
      " ",
      "ONIX",
      whole.slice(0, -3),
      whole.slice(0, -20),
      `${whole}x`,
      whole + whole,
    ]) {
      const { refusal } = await readText(text);
      expect(refusal?.code, text.slice(-20)).to.equal("not-well-formed");
    }
    expect((await readText(whole.slice(0, -3))).products).to.have.lengthOf(1);
    expect((await readText(whole.slice(0, -20))).products).to.have.lengthOf(0);
    expect((await readText(`${whole}\n<!-- end -->\n`)).refusal).to.equal(undefined);
  });

  it("tell which record replaces which", async () => {
    const records = ["a", "b", "a", "c", "a", "b"].map((reference) =>
      product().replace(">r1<", `>${reference}<`),
    );
    const { products } = await readText(message(records.join("")));
    expect(products.map(({ supersedes }) => supersedes)).to.deep.equal([null, null, 0, null, 2, 1]);
    const apart = await readText(message(records.join("")), { repeats: false });
    expect(apart.products.map(({ supersedes }) => supersedes)).to.deep.equal([
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
