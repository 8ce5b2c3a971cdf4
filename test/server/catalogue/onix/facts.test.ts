import { expect } from "chai";
import { describe, it } from "mocha";
import { inSequence } from "../../../../server/catalogue/onix/product/people.ts";
import { message, product, readOne, readText, TITLE } from "./support.ts";

const title = (type: string, ...elements: string[]) =>
  `<TitleDetail><TitleType>${type}</TitleType>${elements.map((element) => `<TitleElement>${element}</TitleElement>`).join("")}</TitleDetail>`;
const level = (code: string) => `<TitleElementLevel>${code}</TitleElementLevel>`;
const FORM = "<ProductComposition>00</ProductComposition><ProductForm>BC</ProductForm>";
const readDetail = (detail: string) => readOne({ detail: `${FORM}${detail}` });

describe("Titles of ONIX", () => {
  const cases: [what: string, elements: string[], text: string | null][] = [
    ["a text", [`${level("01")}<TitleText>Iliad</TitleText>`], "Iliad"],
    [
      "a prefix and the rest",
      [`${level("01")}<TitlePrefix>The</TitlePrefix><TitleWithoutPrefix>Iliad</TitleWithoutPrefix>`],
      "The Iliad",
    ],
    [
      "an elision",
      [`${level("01")}<TitlePrefix>L’</TitlePrefix><TitleWithoutPrefix>Étranger</TitleWithoutPrefix>`],
      "L’Étranger",
    ],
    ["no prefix", [`${level("01")}<NoPrefix/><TitleWithoutPrefix>Iliad</TitleWithoutPrefix>`], "Iliad"],
    [
      "the product's element among those of its collection",
      [`${level("02")}<TitleText>Epics</TitleText>`, `${level("01")}<TitleText>Iliad</TitleText>`],
      "Iliad",
    ],
    [
      "a number in a collection",
      [
        `<SequenceNumber>2</SequenceNumber>${level("01")}<PartNumber>Vol. 2</PartNumber>`,
        `<SequenceNumber>1</SequenceNumber>${level("02")}<TitleText>Epics</TitleText>`,
      ],
      "Epics, Vol. 2",
    ],
    ["marks of spacing only", [`${level("01")}<TitleText> Tao \n\t Te  Ching </TitleText>`], "Tao Te Ching"],
    ["an ideographic space", [`${level("01")}<TitleText>上卷　下卷</TitleText>`], "上卷　下卷"],
    [
      "CDATA, references and comments",
      [`${level("01")}<TitleText>A<![CDATA[ & B]]> &amp;<!-- no --> C<?x y?></TitleText>`],
      "A & B & C",
    ],
    ["nothing", [`${level("01")}<TitleText></TitleText>`], null],
  ];
  for (const [what, elements, text] of cases) {
    it(`may be ${what}`, async () => {
      const { product } = await readDetail(title("01", ...elements));
      expect(product.title).to.equal(text);
    });
  }

  it("keep the subtitle, and elements inside a text apart from it", async () => {
    const { product, codes } = await readDetail(
      title("01", `${level("01")}<TitleText>Iliad<sup>2</sup></TitleText><Subtitle>A poem</Subtitle>`),
    );
    expect([product.title, product.subtitle, codes]).to.deep.equal([
      "Iliad",
      "A poem",
      ["unexpected-element"],
    ]);
  });

  it("are the distinctive one, else an undefined one, never another", async () => {
    const text = (words: string) => `${level("01")}<TitleText>${words}</TitleText>`;
    const both = await readDetail(title("03", text("original")) + title("01", text("own")));
    expect([both.product.title, both.product.titles.map(({ type }) => type)]).to.deep.equal([
      "own",
      ["03", "01"],
    ]);
    const open = await readDetail(title("10", text("short")) + title("00", text("open")));
    expect(open.product.title).to.equal("open");
    const none = await readDetail(title("10", text("short")) + title("03", text("original")));
    expect(none.product.title).to.equal(null);
    const unknown = await readDetail(title("77", text("x")));
    expect([unknown.product.title, unknown.codes]).to.deep.equal([null, ["unknown-code"]]);
  });
});

describe("Contributors of ONIX", () => {
  const contributor = (content: string, role = "A01") =>
    `<Contributor><ContributorRole>${role}</ContributorRole>${content}</Contributor>`;
  const cases: [content: string, display: string | null][] = [
    [
      "<PersonName>Lao She</PersonName><PersonNameInverted>She, Lao</PersonNameInverted><KeyNames>Lao</KeyNames>",
      "Lao She",
    ],
    [
      "<TitlesBeforeNames>Dr</TitlesBeforeNames><NamesBeforeKey>Jan</NamesBeforeKey><PrefixToKey>van</PrefixToKey><KeyNames>Gulik</KeyNames><SuffixToKey>Jr</SuffixToKey>",
      "Dr Jan van Gulik Jr",
    ],
    ["<KeyNames>鲁</KeyNames><NamesAfterKey>迅</NamesAfterKey>", "鲁迅"],
    ["<KeyNames>Lu</KeyNames><NamesAfterKey>Xun</NamesAfterKey>", "Lu Xun"],
    ["<PersonNameInverted>Lu, Xun</PersonNameInverted><CorporateName>C</CorporateName>", "Lu, Xun"],
    ["<CorporateName>人民文学出版社</CorporateName>", "人民文学出版社"],
    ["<UnnamedPersons>02</UnnamedPersons>", null],
  ];
  for (const [content, display] of cases) {
    it(`are shown as ${display ?? "nobody"} for ${content.slice(0, 40)}…`, async () => {
      const { product, codes } = await readDetail(TITLE + contributor(content));
      expect(product.contributors.map((person) => person.display)).to.deep.equal([display]);
      expect(codes).to.deep.equal([]);
    });
  }

  it("come in the order of their numbers, else in that of the message", async () => {
    const numbered = (number: string, name: string) =>
      `<Contributor>${number && `<SequenceNumber>${number}</SequenceNumber>`}<ContributorRole>A01</ContributorRole><PersonName>${name}</PersonName></Contributor>`;
    const people = [
      ["", "d"],
      ["3", "c"],
      ["1", "a"],
      ["", "e"],
      ["2", "b"],
    ] as const;
    const { product } = await readDetail(
      TITLE + people.map(([number, name]) => numbered(number, name)).join(""),
    );
    expect(
      inSequence(product.contributors)
        .map(({ display }) => display)
        .join(""),
    ).to.equal("abcde");
    expect(product.contributors.map(({ display }) => display).join("")).to.equal("dcaeb");
  });

  it("keep roles, languages, identifiers, other names and dates", async () => {
    const { product, codes } = await readDetail(
      `${TITLE}<Contributor><ContributorRole>B01</ContributorRole><ContributorRole>B06</ContributorRole>` +
        "<FromLanguage>chi</FromLanguage><ToLanguage>eng</ToLanguage><NameIdentifier><NameIDType>16</NameIDType>" +
        "<IDValue>0000000121479135</IDValue></NameIdentifier><PersonName>A</PersonName><AlternativeName>" +
        "<NameType>04</NameType><PersonName>B</PersonName></AlternativeName><ContributorDate>" +
        '<ContributorDateRole>51</ContributorDateRole><Date dateformat="05">1936</Date></ContributorDate></Contributor>',
    );
    const [person] = product.contributors;
    expect(person?.roles).to.deep.equal(["B01", "B06"]);
    expect([person?.fromLanguages, person?.toLanguages]).to.deep.equal([["chi"], ["eng"]]);
    expect(person?.identifiers).to.deep.equal([{ type: "16", typeName: null, value: "0000000121479135" }]);
    expect(person?.alternativeNames).to.deep.equal([
      { nameType: "04", display: "B", parts: { PersonName: "B" }, identifiers: [] },
    ]);
    expect(person?.dates).to.deep.equal([{ role: "51", text: "1936", format: "05", iso: "1936" }]);
    expect(codes).to.deep.equal([]);
  });

  it("with an unknown role are kept, and it is told", async () => {
    const { product, codes } = await readDetail(TITLE + contributor("<PersonName>A</PersonName>", "X99"));
    expect([product.contributors[0]?.roles, codes]).to.deep.equal([["X99"], ["unknown-code"]]);
  });
});

describe("Other facts of ONIX", () => {
  const date = (text: string, format?: string) =>
    `<PublishingDate><PublishingDateRole>01</PublishingDateRole><Date${format ? ` dateformat="${format}"` : ""}>${text}</Date></PublishingDate>`;
  const PUBLISHER =
    "<Publisher><PublishingRole>01</PublishingRole><PublisherName>P</PublisherName></Publisher>";

  it("are dates by their formats, and by their lengths where no format is stated", async () => {
    const cases: [text: string, format: string | undefined, iso: string | null, codes: string[]][] = [
      ["20060807", "00", "2006-08-07", []],
      ["20060807", undefined, "2006-08-07", []],
      ["200608", "01", "2006-08", []],
      ["2006", "05", "2006", []],
      ["2006", undefined, "2006", []],
      ["20060807T1200", "13", "2006-08-07", []],
      ["1427", "25", null, []],
      ["spring 2006", "12", null, []],
      ["2006-08-07", "00", "2006-08-07", ["wrong-form"]],
      ["01/21/2022", undefined, null, ["wrong-form"]],
      ["20061307", "00", null, ["wrong-form"]],
      ["2006", "00", null, ["wrong-form"]],
      ["20060832", undefined, null, ["wrong-form"]],
    ];
    for (const [text, format, iso, codes] of cases) {
      const reading = await readOne({ publishing: PUBLISHER + date(text, format) });
      expect(reading.product.dates, text).to.deep.equal([{ role: "01", text, format: format ?? null, iso }]);
      expect(reading.codes, text).to.deep.equal(codes);
    }
    const old = date("2006").replace("<Date>", "<DateFormat>05</DateFormat><Date>");
    expect((await readOne({ publishing: PUBLISHER + old })).product.dates[0]?.iso).to.equal("2006");
  });

  it("are copyright, contacts, status and places", async () => {
    const { product, codes } = await readOne({
      publishing:
        `<Imprint><ImprintName>I</ImprintName></Imprint>${PUBLISHER}<CityOfPublication>北京</CityOfPublication>` +
        "<CountryOfPublication>CN</CountryOfPublication><ProductContact><ProductContactRole>09</ProductContactRole>" +
        "<ProductContactName>Rights</ProductContactName><EmailAddress>r@example.com</EmailAddress></ProductContact>" +
        "<PublishingStatus>04</PublishingStatus><CopyrightStatement><CopyrightYear>2006</CopyrightYear><CopyrightOwner>" +
        "<PersonName>A</PersonName></CopyrightOwner></CopyrightStatement>",
    });
    expect(product.copyrights).to.deep.equal([
      {
        type: null,
        years: ["2006"],
        owners: [{ display: "A", parts: { PersonName: "A" }, identifiers: [] }],
      },
    ]);
    expect(product.contacts).to.deep.equal([
      { role: "09", name: "Rights", person: null, emails: ["r@example.com"], identifiers: [] },
    ]);
    expect([
      product.publishingStatus,
      product.countryOfPublication,
      product.citiesOfPublication,
    ]).to.deep.equal(["04", "CN", ["北京"]]);
    expect(product.imprints).to.deep.equal([{ name: "I", identifiers: [] }]);
    expect(codes).to.deep.equal([]);
  });

  it("are use constraints, licences, parts, collections and relations", async () => {
    const { product, codes } = await readOne({
      detail:
        `${FORM}<EpubUsageConstraint><EpubUsageType>11</EpubUsageType><EpubUsageStatus>03</EpubUsageStatus></EpubUsageConstraint>` +
        "<EpubLicense><EpubLicenseName>CC BY</EpubLicenseName><EpubLicenseExpression><EpubLicenseExpressionType>02" +
        "</EpubLicenseExpressionType><EpubLicenseExpressionLink>https://example.com/by</EpubLicenseExpressionLink>" +
        "</EpubLicenseExpression></EpubLicense><Collection><CollectionType>10</CollectionType>" +
        `${title("01", `${level("02")}<TitleText>Epics</TitleText>`)}</Collection>${TITLE}`,
      more:
        "<RelatedMaterial><RelatedWork><WorkRelationCode>29</WorkRelationCode><WorkIdentifier><WorkIDType>06</WorkIDType>" +
        "<IDValue>10.1/x</IDValue></WorkIdentifier></RelatedWork></RelatedMaterial>",
    });
    expect(product.usageConstraints).to.deep.equal([{ type: "11", status: "03", limits: [] }]);
    expect(product.licenses).to.deep.equal([{ names: ["CC BY"], links: ["https://example.com/by"] }]);
    expect(product.collections[0]?.titles[0]?.text).to.equal("Epics");
    expect(product.relatedWorks).to.deep.equal([
      { relation: "29", identifiers: [{ type: "06", typeName: null, value: "10.1/x" }] },
    ]);
    expect(codes).to.deep.equal([]);
  });

  it("are descriptions without their markup, paragraph by paragraph", async () => {
    const text = (content: string) =>
      `<CollateralDetail><TextContent><TextType>03</TextType><ContentAudience>00</ContentAudience>${content}</TextContent></CollateralDetail>`;
    const xhtml = await readOne({
      more: text(
        '<Text textformat="05"><p xmlns="http://www.w3.org/1999/xhtml">One <em>big</em>\n word.</p><p>Two.<br/>Three.</p></Text>',
      ),
    });
    expect(xhtml.product.texts[0]?.text).to.equal("One big word.\nTwo.\nThree.");
    expect(xhtml.codes).to.deep.equal([]);
  });

  it("are not read where they stand astray, and it is told", async () => {
    const { product, codes } = await readOne({
      more: `${TITLE}<Nonsense><TitleText>x</TitleText></Nonsense>`,
    });
    expect([product.titles.length, codes]).to.deep.equal([1, ["unexpected-element", "unexpected-element"]]);
  });

  it("are open where two things are said of what is one", async () => {
    const twice = await readOne({
      start: (await startOf()).replace(
        "</RecordReference>",
        "</RecordReference><RecordReference>r2</RecordReference>",
      ),
    });
    expect([twice.product.recordReference, twice.codes]).to.deep.equal([null, ["repeated-element"]]);
    const same = await readOne({
      start: (await startOf()).replace(
        "</RecordReference>",
        "</RecordReference><RecordReference>r1</RecordReference>",
      ),
    });
    expect(same.product.recordReference).to.equal("r1");
  });

  it("are identifiers, with a wrong ISBN kept and told", async () => {
    const isbn = async (value: string) => {
      const { products } = await readText(message(product().replace("9787020002207", value)));
      const only = products[0];
      return [only?.product.isbn13, only?.product.isbn13Valid, only?.problems.map(({ code }) => code)];
    };
    expect(await isbn("9787020002207")).to.deep.equal(["9787020002207", true, []]);
    expect(await isbn("978-7-02-000220-7")).to.deep.equal(["9787020002207", true, []]);
    expect(await isbn("9787020002208")).to.deep.equal(["9787020002208", false, ["wrong-check-digit"]]);
    expect(await isbn("9999999999999")).to.deep.equal(["9999999999999", false, ["wrong-check-digit"]]);
    expect(await isbn("7020002207")).to.deep.equal(["7020002207", false, ["wrong-check-digit"]]);
  });
});

async function startOf(): Promise<string> {
  return /<Product>(.*)<DescriptiveDetail>/.exec(product())?.[1] ?? "";
}
