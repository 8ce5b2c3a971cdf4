import { expect } from "chai";
import { describe, it } from "mocha";
import type { OnixHeader, OnixProduct } from "../../../../server/catalogue/onix/types.ts";
import { plainText } from "../../../../server/catalogue/onix/work/description.ts";
import { languageTag } from "../../../../server/catalogue/onix/work/language.ts";
import { type OnixContext, type OnixWork, toWork } from "../../../../server/catalogue/onix/work/to-work.ts";
import { readRecord } from "../../../../server/domain/catalogue-record.ts";
import { fingerprint } from "../../../../server/domain/fingerprint.ts";
import { LIMITS } from "../../../../server/domain/limits.ts";
import { type Parts, product, readOne, read as readSample, sample, TITLE } from "./support.ts";

type Taken = Extract<OnixWork, { outcome: "register" }>;

const SENDER: OnixContext = { sender: { name: "Sender", identifiers: [] } };
const FORM = "<ProductComposition>00</ProductComposition><ProductForm>BC</ProductForm>";
const START = /<Product>(.*)<DescriptiveDetail>/.exec(product())?.[1] ?? "";

async function taken(parts: Parts, header = SENDER): Promise<Taken> {
  const work = toWork((await readOne(parts)).product, header);
  if (work.outcome !== "register") throw new Error(JSON.stringify(work.reasons));
  return work;
}

const codesOf = ({ notes }: Taken) => notes.map(({ code }) => code);
const detail = (more: string, form = FORM) => ({ detail: `${form}${TITLE}${more}` });

describe("The canonical record of an ONIX product", () => {
  const facts = async (parts: Parts = {}) => (await readOne(parts)).product;
  const idOf = (record: OnixProduct, header: Pick<OnixHeader, "sender"> = SENDER) => {
    const work = toWork(record, header);
    return work.outcome === "register" ? work.draft.fingerprint : work.reasons[0]?.code;
  };
  const named = (name: string | null, ...identifiers: string[]): Pick<OnixHeader, "sender"> => ({
    sender: { name, identifiers: identifiers.map((value) => ({ type: "06", typeName: null, value })) },
  });

  it("is what the fingerprint is of, and the work says so", async () => {
    const { draft, canonicalRecord } = await taken({});
    expect(canonicalRecord).to.equal('{"form":"onix-record-1","recordReference":"r1","sender":"sender"}');
    expect(draft.fingerprint).to.equal(fingerprint(new TextEncoder().encode(canonicalRecord)));
    expect(draft.fingerprintOf).to.equal("record");
  });

  it("is the same for a record that is sent again with whatever else changed in it", async () => {
    const first = idOf(await facts());
    const changed = await facts({
      start: START.replace("9787020002207", "9780007232833").replace(">03<", ">02<"),
      detail: `${FORM}${TITLE.replace("Title<", "Corrected title<")}`,
    });
    expect(idOf(changed)).to.equal(first);
    expect(idOf(await facts({ start: START.replace(/<ProductIdentifier>.*/, "") }))).to.equal(first);
  });

  it("is another for another reference, and for another sender of the same reference", async () => {
    const record = await facts();
    const ids = [
      idOf(record),
      idOf(await facts({ start: START.replace(">r1<", ">R1<") })),
      idOf(record, named("Another sender")),
      idOf(record, named(null, "0614141800001")),
      idOf(record, { sender: null }),
    ];
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it("does not depend on how a sender writes its name, nor on numbers beside the name", async () => {
    const record = await facts();
    const id = idOf(record);
    for (const header of [named(" SENDER "), named("Ｓｅｎｄｅｒ"), named("sender", "0614141800001")]) {
      expect(idOf(record, header)).to.equal(id);
    }
    const first = idOf(record, named(null, "1", "2"));
    expect(idOf(record, named(null, "2", "1"))).to.equal(first);
  });

  it("goes by the product where the sender does not say who it is", async () => {
    const nobody = { sender: null };
    const other = await facts({ start: START.replace("9787020002207", "9780007232833") });
    expect(idOf(await facts(), nobody)).to.not.equal(idOf(other, nobody));
    const { canonicalRecord } = await taken({}, nobody);
    expect(JSON.parse(canonicalRecord)).to.include({ sender: null, product: "15::9787020002207" });
  });

  it("needs a record reference", async () => {
    expect(idOf(await facts({ start: START.replace(/<RecordR.*?<.RecordReference>/, "") }))).to.equal(
      "record-reference-missing",
    );
  });
});

describe("ONIX notifications", () => {
  const outcome = async (type: string, parts: Parts = {}) => {
    const start =
      type === "" ? START.replace(/<Notif.*?<.NotificationType>/, "") : START.replace(">03<", `>${type}<`);
    const work = toWork((await readOne({ ...parts, start })).product, SENDER);
    return work.outcome === "register" ? work.outcome : `${work.outcome} ${work.reasons[0]?.code}`;
  };
  it("make works when they announce, confirm or update one", async () => {
    for (const type of ["01", "02", "03", "04"]) expect(await outcome(type)).to.equal("register");
  });
  it("never make one when they delete, tell of a sale, or are tests", async () => {
    expect(await outcome("05")).to.equal("skipped deletion");
    expect(await outcome("08")).to.equal("skipped notice-of-sale");
    expect(await outcome("09")).to.equal("skipped notice-of-acquisition");
    for (const type of ["88", "89"]) expect(await outcome(type)).to.equal("skipped test-record");
  });
  it("make none when it is open what they are", async () => {
    for (const type of ["", "99", "3"]) expect(await outcome(type)).to.equal("refused notification-open");
  });
  it("make none without a title", async () => {
    expect(await outcome("03", { detail: FORM })).to.equal("refused title-missing");
    expect(await outcome("04", { detail: FORM })).to.equal("skipped title-missing");
  });
  it("make none of a record that a ledger wrote", async () => {
    const start = START.replace(">r1<", `>0x${"ab".repeat(32)}<`);
    const work = toWork((await readOne({ start })).product, SENDER);
    expect(work).to.deep.include({ outcome: "skipped" });
  });
});

describe("The work of an ONIX record", () => {
  it("is one that the ledger takes, with everything that the record says of it", async () => {
    const { header, products } = await readSample([sample("roseanna-3.1-reference.xml")]);
    const work = toWork(products[0]?.product as OnixProduct, header?.header as OnixHeader) as Taken;
    const reading = readRecord(work.draft, { tradeClass: "P02" });
    expect(reading.work).to.deep.include({
      fingerprintOf: "record",
      title: "Roseanna",
      language: "en",
      legalClass: "written",
      tradeClass: "P02",
      identifiers: [
        { scheme: "isbn", value: "9780007232833" },
        { scheme: "proprietary", value: "com.globalbookinfo.onix.01734529" },
      ],
    });
    expect(reading.work?.creators.map(({ name, role }) => `${name}: ${role}`)).to.deep.equal([
      "Maj Sjöwall: author",
      "Per Wahlöö: author",
      "Lois Roth: translator",
      "Henning Mankell: other",
    ]);
    expect(reading.work?.creators[0]?.identifiers).to.deep.equal([
      { scheme: "isni", value: "0000000121479135" },
    ]);
    expect(reading.work?.keywords.slice(0, 3)).to.deep.equal(["Thema FFP", "BISAC FIC022000", "Thema FYT"]);
    expect(reading.work?.description).to.match(
      /^Widely recognised[^<]*Franzen\.\nWritten in 1965, Roseanna is the work/,
    );
    expect(reading.work?.edition).to.deep.include({
      recordReference: "com.globalbookinfo.onix.01734529",
      form: "BC",
      imprints: ["HarperPerennial"],
      publishers: [{ role: "01", name: "HarperCollins Publishers" }],
      copyrights: [],
    });
    expect(work.notes).to.deep.equal([]);
  });

  it("keeps the title apart from the original's and from others", async () => {
    const title = (type: string, text: string, rest = "") =>
      `<TitleDetail><TitleType>${type}</TitleType><TitleElement><TitleElementLevel>01</TitleElementLevel><TitleText>${text}</TitleText>${rest}</TitleElement></TitleDetail>`;
    const titles =
      title("01", "Rickshaw Boy", "<Subtitle>A novel</Subtitle>") +
      title("03", "骆驼祥子") +
      title("06", "Le Pousse-pousse") +
      title("10", "RICKSHAW BOY 1");
    const { draft } = await taken({ detail: FORM + titles });
    expect(draft).to.deep.include({
      title: "Rickshaw Boy",
      originalTitle: "骆驼祥子",
      alternateTitles: ["Rickshaw Boy: A novel", "Le Pousse-pousse"],
    });
  });

  it("has each creator in each role, and nobody who only is thanked", async () => {
    const person = (name: string, ...roles: string[]) =>
      `<Contributor>${roles.map((role) => `<ContributorRole>${role}</ContributorRole>`).join("")}<PersonName>${name}</PersonName></Contributor>`;
    const { draft } = await taken(
      detail(
        person("A", "A01", "A12") +
          person("B", "B10") +
          person("C", "Z02") +
          person("D", "X99") +
          person("E", "E07"),
      ),
    );
    expect(draft.creators?.map(({ name, role }) => `${name} ${role}`)).to.deep.equal([
      "A author",
      "A illustrator",
      "B editor",
      "B translator",
      "D other",
      "E narrator",
    ]);
  });

  it("leaves out identifiers that are wrong, and says so", async () => {
    const id = (type: string, value: string, name = "") =>
      `<ProductIdentifier><ProductIDType>${type}</ProductIDType>${name && `<IDTypeName>${name}</IDTypeName>`}<IDValue>${value}</IDValue></ProductIdentifier>`;
    const start = START.replace(
      /<ProductIdentifier>.*/,
      id("15", "9787020002208") +
        id("02", "702000220X") +
        id("03", "3019002489208") +
        id("03", "3019002489209") +
        id("06", "10.1000/AB") +
        id("01", "X1") +
        id("01", "1234-5679", "ISSN"),
    );
    const work = await taken({ start });
    expect(work.draft.identifiers).to.deep.equal([
      { scheme: "isbn", value: "9787020002207" },
      { scheme: "proprietary", value: "3019002489208" },
      { scheme: "doi", value: "10.1000/ab" },
      { scheme: "issn", value: "1234-5679" },
      { scheme: "proprietary", value: "r1" },
    ]);
    expect(codesOf(work)).to.deep.equal(["wrong-check-digit", "wrong-check-digit"]);
  });

  it("names its language as the ledger does", async () => {
    const language = (code: string | null, script: string | null = null, country: string | null = null) =>
      languageTag({ role: "01", code, script, country, region: null });
    const cases: [ReturnType<typeof language>, string | null][] = [
      [language("chi", "Hans"), "zh-Hans"],
      [language("chi", "Hant", "TW"), "zh-Hant"],
      [language("chi"), "zh"],
      [language("chi", null, "CN"), "zh"],
      [language("zho"), "zh"],
      [language("yue"), "yue"],
      [language("por", null, "BR"), "pt-BR"],
      [language("eng", "Latn", "US"), "en-US"],
      [language("eng", "Latn"), "en"],
      [language("tib"), "bo"],
      [language("uig"), "ug"],
      [language("grc"), "grc"],
      [language("scr"), "hr"],
      [language("ENG"), "en"],
      [language("en"), "en"],
      [language("xx"), null],
      [language("und"), null],
      [language("mul"), null],
      [language("qav"), null],
      [language("english"), null],
      [language(null), null],
    ];
    for (const [index, [given, expected]] of cases.entries())
      expect(given, `case ${index}`).to.equal(expected);
  });

  it("is in one language, and the others are told; the original's is apart", async () => {
    const language = (role: string, code: string) =>
      `<Language><LanguageRole>${role}</LanguageRole><LanguageCode>${code}</LanguageCode></Language>`;
    const both = await taken(detail(language("02", "swe") + language("01", "eng") + language("01", "fre")));
    expect([both.draft.language, codesOf(both)]).to.deep.equal(["en", ["more-languages"]]);
    expect(both.draft.edition?.languages?.map(({ role, code }) => `${role} ${code}`)).to.deep.equal([
      "02 swe",
      "01 eng",
      "01 fre",
    ]);
    const spoken = await taken(detail(language("08", "dan")));
    expect(spoken.draft.language).to.equal("da");
    const none = await taken(detail(language("02", "swe")));
    expect(none.draft.language).to.equal(null);
    const unsaid = await taken({}, { ...SENDER, defaultLanguageOfText: "fre" });
    expect([unsaid.draft.language, codesOf(unsaid)]).to.deep.equal([null, ["language-not-stated"]]);
  });

  it("is a written work only where form and content say so", async () => {
    const form = (code: string, more = "") =>
      `<ProductComposition>00</ProductComposition><ProductForm>${code}</ProductForm>${more}`;
    const content = (code: string) => `<PrimaryContentType>${code}</PrimaryContentType>`;
    const cases: [string, string | undefined][] = [
      [form("BB"), "written"],
      [form("BC", content("10")), "written"],
      [form("ED", content("10")), "written"],
      [form("ED", "<ProductFormDetail>E101</ProductFormDetail>"), "written"],
      [form("ED", "<ProductContentType>10</ProductContentType>"), "written"],
      [form("ED"), undefined],
      [form("ED", content("08")), undefined],
      [form("BC", content("11")), undefined],
      [form("BH"), undefined],
      [form("AJ", content("01")), undefined],
      [form("CB"), undefined],
      [form("00"), undefined],
    ];
    for (const [start, expected] of cases) {
      const work = await taken(detail("", start));
      expect(work.draft.legalClass, start).to.equal(expected);
      expect(codesOf(work), start).to.deep.equal(expected === undefined ? ["class-open"] : []);
    }
  });

  it("is described by what everybody may read, where that is short enough", async () => {
    const text = (type: string, words: string, audience = "00", more = "") =>
      `<TextContent><TextType>${type}</TextType><ContentAudience>${audience}</ContentAudience>${more}<Text>${words}</Text></TextContent>`;
    const described = async (...texts: string[]) =>
      taken({ more: `<CollateralDetail>${texts.join("")}</CollateralDetail>` });
    expect((await described(text("02", "short"), text("03", "long"))).draft.description).to.equal("long");
    expect((await described(text("02", "short"), text("03", "trade", "02"))).draft.description).to.equal(
      "short",
    );
    const limited = text(
      "03",
      "here",
      "00",
      "<Territory><CountriesIncluded>FR</CountriesIncluded></Territory>",
    );
    expect((await described(limited)).draft.description).to.equal(null);
    const long = await described(text("03", "x".repeat(LIMITS.description + 1)), text("02", "short"));
    expect([long.draft.description, codesOf(long)]).to.deep.equal(["short", []]);
    const longest = await described(text("03", "x".repeat(LIMITS.description + 1)));
    expect([longest.draft.description, codesOf(longest)]).to.deep.equal([null, ["description-left-out"]]);
  });

  it("has keywords of its subjects, bounded", async () => {
    const subject = (scheme: string, code: string, heading: string, main = "") =>
      `<Subject>${main}<SubjectSchemeIdentifier>${scheme}</SubjectSchemeIdentifier>${code && `<SubjectCode>${code}</SubjectCode>`}${heading && `<SubjectHeadingText>${heading}</SubjectHeadingText>`}</Subject>`;
    const some = await taken(
      detail(
        subject("20", "", "rickshaw; Peking ;; 北京") +
          subject("88", "I246.5", "") +
          subject("23", "OWN1", "Own heading") +
          subject("93", "FBC", "Modern fiction", "<MainSubject/>"),
      ),
    );
    expect(some.draft.keywords).to.deep.equal([
      "Thema FBC",
      "Modern fiction",
      "rickshaw",
      "Peking",
      "北京",
      "CLC I246.5",
      "Own heading",
    ]);
    const many = Array.from({ length: 80 }, (_, n) => `k${n}`).join(", ");
    const bounded = await taken(detail(subject("20", "", many)));
    expect([bounded.draft.keywords?.length, codesOf(bounded)]).to.deep.equal([
      LIMITS.keywords,
      ["keywords-left-out"],
    ]);
  });

  it("keeps whose copyright is stated, and states no protection", async () => {
    const statement = (type: string) =>
      `<CopyrightStatement>${type}<CopyrightYear>2006</CopyrightYear><CopyrightOwner><PersonName>A</PersonName></CopyrightOwner></CopyrightStatement>`;
    const publishing =
      "<Publisher><PublishingRole>01</PublishingRole><PublisherName>P</PublisherName></Publisher>" +
      statement("") +
      statement("<CopyrightType>P</CopyrightType>");
    const { draft } = await taken({ publishing });
    expect(draft.edition?.copyrights).to.deep.equal([
      { type: null, years: ["2006"], owners: ["A"] },
      { type: "P", years: ["2006"], owners: ["A"] },
    ]);
    expect(draft).to.not.have.property("protection");
  });
});

describe("Text that carries HTML as characters", () => {
  const cases: [string, string][] = [
    ["<p>One.</p><p>Two &amp; <b>three</b>.<br/>Four</p>", "One.\nTwo & three.\nFour"],
    ["<p>n&eacute;e &ccedil;a &#233; &#xe9; &Uuml; &unknown;</p>", "née ça é é Ü &unknown;"],
    ["a < b & c > d", "a < b & c > d"],
    ["5 &amp; 6", "5 &amp; 6"],
    ["<p>&#0;&#x110000;&#xD800;</p>", "&#0;&#x110000;\ufffd"],
  ];
  for (const [html, text] of cases) {
    it(`is read as its words: ${html.slice(0, 30)}`, () => {
      expect(plainText(html)).to.equal(text);
    });
  }
});
