import { gunzipSync, gzipSync } from "node:zlib";
import { HEADER, message, product, REFERENCE, TITLE } from "../../catalogue/onix/support.ts";

/** ONIX messages as people send them, and as they should not: what each must come to. */
export interface OddMessage {
  readonly name: string;
  readonly body: string | Uint8Array;
  /** Why the file is refused as a whole; null if it is read to its end. */
  readonly refused: string | null;
  /** Outcome of each record, with the title of those to be registered. */
  readonly records: readonly string[];
  /** Codes that the report must have. */
  readonly says?: readonly string[];
  /** What is certain of sales rights, in the ledger's words: of each statement, then of the rest of the world. */
  readonly rights?: readonly (string | null)[];
}

const bytes = (text: string, encoding: "latin1" | "utf16le") => new Uint8Array(Buffer.from(text, encoding));
const start = (reference: string, type = "03") =>
  `<RecordReference>${reference}</RecordReference><NotificationType>${type}</NotificationType><ProductIdentifier>` +
  `<ProductIDType>01</ProductIDType><IDTypeName>own</IDTypeName><IDValue>${reference}</IDValue></ProductIdentifier>`;
const FORM = "<ProductComposition>00</ProductComposition><ProductForm>BC</ProductForm>";
const titled = (title: string) => `${FORM}${TITLE.replace(">Title<", () => `>${title}<`)}`;
const one = (title: string, more: Parameters<typeof product>[0] = {}) =>
  product({ start: start("r1"), detail: titled(title), ...more });
const PUBLISHER =
  "<Publisher><PublishingRole>01</PublishingRole><PublisherName>P</PublisherName></Publisher>";
const right = (type: string, territory: string) =>
  `<SalesRights><SalesRightsType>${type}</SalesRightsType><Territory>${territory}</Territory></SalesRights>`;
const selling = (content: string) => message(one("T", { publishing: PUBLISHER + content }));
const declared = (encoding: string, title: string) =>
  `<?xml version="1.0" encoding="${encoding}"?>${message(one(title))}`;
const world = "<RegionsIncluded>WORLD</RegionsIncluded>";
const countries = (codes: string) => `<CountriesIncluded>${codes}</CountriesIncluded>`;

const taken = (name: string, body: string | Uint8Array, ...says: string[]): OddMessage => {
  return { name, body, refused: null, records: ["pending T"], says };
};
const refused = (name: string, body: string | Uint8Array, code: string, ...records: string[]): OddMessage => {
  return { name, body, refused: code, records };
};
const rights = (
  name: string,
  content: string,
  certain: readonly (string | null)[],
  ...says: string[]
): OddMessage => ({ ...taken(name, selling(content), ...says), rights: certain });

const whole = message(one("T"));
const gb18030 = Uint8Array.from([
  ...Buffer.from('<?xml version="1.0" encoding="GB18030"?>'),
  ...gbk(message(one("红"))),
]);

/** ASCII with the one Chinese character of these tests in GB 18030. */
function gbk(text: string): number[] {
  return [...text].flatMap((sign) => (sign === "红" ? [0xba, 0xec] : [...Buffer.from(sign)]));
}

export const oddMessages: readonly OddMessage[] = [
  taken("short tags among reference tags", whole.replaceAll("RecordReference>", "a001>")),
  {
    ...taken("reference tags in another case", whole.replaceAll("RecordReference>", "recordreference>")),
    records: ["refused"],
    says: ["unexpected-element", "record-reference-missing"],
  },
  taken("no namespace", message(one("T"), '<ONIXMessage release="3.0">'), "namespace-missing"),
  taken(
    "a namespace of its own",
    message(one("T"), '<ONIXMessage release="3.0" xmlns="urn:x">'),
    "namespace-not-standard",
  ),
  taken("a prefix on every tag", whole.replace("xmlns=", "xmlns:o=").replaceAll(/<(\/?)(?=[A-Z])/g, "<$1o:")),
  taken(
    "elements of another vocabulary",
    message(one("T", { more: '<x:y xmlns:x="urn:x"><x:Title>No</x:Title></x:y>' })),
  ),
  taken("a mark before UTF-8", `\ufeff${whole}`),
  taken("UTF-16 with a mark", bytes(`\ufeff${declared("UTF-16", "T")}`, "utf16le")),
  taken("UTF-8 that calls itself UTF-16", declared("UTF-16", "T"), "encoding-mismatch"),
  {
    ...taken("windows-1252", bytes(declared("windows-1252", "Ti\u00e9"), "latin1")),
    records: ["pending Tié"],
  },
  { ...taken("GB18030", gb18030), records: ["pending 红"] },
  refused("an encoding nobody knows", declared("klingon", "T"), "unknown-encoding"),
  refused("bytes that UTF-8 does not have", bytes(message(one("\u00e9")), "latin1"), "invalid-bytes"),
  { ...taken("CDATA", message(one("<![CDATA[A & B <i>]]>"))), records: ["pending A & B <i>"] },
  {
    ...taken("comments and instructions inside a text", message(one("A<!-- no --><?no no?>B"))),
    records: ["pending AB"],
  },
  { ...taken("characters by their numbers", message(one("&#x7ea2;&#27004;"))), records: ["pending 红楼"] },
  taken("a DOCTYPE without a subset", `<!DOCTYPE ONIXMessage SYSTEM "onix.dtd">${whole}`),
  refused("entities of its own", `<!DOCTYPE ONIXMessage [<!ENTITY a "x">]>${whole}`, "entity-refused"),
  refused(
    "entities that grow",
    `<!DOCTYPE ONIXMessage [<!ENTITY a "${"x".repeat(99)}"><!ENTITY b "&a;&a;&a;">]>${message(one("&b;"))}`,
    "entity-refused",
  ),
  refused(
    "an entity of another file",
    `<!DOCTYPE ONIXMessage [<!ENTITY a SYSTEM "file:///etc/passwd">]>${message(one("&a;"))}`,
    "entity-refused",
  ),
  refused(
    "a parameter entity",
    `<!DOCTYPE ONIXMessage [<!ENTITY % a SYSTEM "http://127.0.0.1/x"> %a;]>${whole}`,
    "entity-refused",
  ),
  refused("an entity of HTML", message(one("A&nbsp;B")), "not-well-formed"),
  refused("half a character by its number", message(one("A&#xD800;")), "not-well-formed"),
  refused("a control character by its number", message(one("A&#7;")), "not-well-formed"),
  refused("a control character", message(one("A\u0007")), "not-well-formed"),
  refused("its end cut off", whole.slice(0, -8), "not-well-formed", "refused"),
  refused(
    "a record cut off after a whole one",
    message(one("T")).replace("</ONIXMessage>", "<Product><RecordRef"),
    "not-well-formed",
    "refused",
  ),
  refused("two roots", whole + whole, "not-well-formed", "refused"),
  refused("nothing", "", "not-well-formed"),
  refused("no ONIX", "<html><body/></html>", "not-onix"),
  refused("release 2.1", '<ONIXMessage release="2.1"></ONIXMessage>', "onix-2.1"),
  refused(
    "2.1 without saying so",
    "<ONIXMessage><Product><RecordReference>1</RecordReference><Title/></Product></ONIXMessage>",
    "onix-2.1",
  ),
  refused("a release to come", '<ONIXMessage release="4.0"/>', "unsupported-release"),
  taken(
    "an unknown role and an unknown form",
    message(
      one("T", {
        detail: `${titled("T").replace(">BC<", ">QQ<")}<Contributor><ContributorRole>X99</ContributorRole><PersonName>A</PersonName></Contributor>`,
      }),
    ),
    "unknown-code",
  ),
  taken(
    "empty elements",
    message(
      one("T", { detail: `${titled("T")}<Contributor/><Language/><Subject/>`, publishing: "<Imprint/>" }),
    ),
  ),
  taken(
    "a block that stands there twice",
    message(
      one("T", { more: `<DescriptiveDetail>${FORM}${TITLE.replace(">Title<", ">T<")}</DescriptiveDetail>` }),
    ),
    "repeated-element",
  ),
  taken(
    "a language of the message",
    whole.replace("</Header>", "<DefaultLanguageOfText>chi</DefaultLanguageOfText></Header>"),
    "language-not-stated",
  ),
  taken(
    "xml:lang and other attributes",
    whole.replace("<TitleText>", '<TitleText xml:lang="zh" textcase="01" sourcename="x">'),
  ),
  {
    ...taken("a title that is too long", message(one("T".repeat(1_001)))),
    records: ["refused"],
    says: ["invalid-field"],
  },
  {
    ...taken("no record reference", message(one("T").replace(/<RecordReference>.*?<\/RecordReference>/, ""))),
    records: ["refused"],
    says: ["record-reference-missing"],
  },
  {
    ...taken(
      "no notification type",
      message(one("T").replace(/<NotificationType>.*?<\/NotificationType>/, "")),
    ),
    records: ["refused"],
    says: ["notification-open"],
  },
  {
    ...taken("a notification type nobody knows", message(one("T", { start: start("r1", "42") }))),
    records: ["refused"],
    says: ["notification-open"],
  },
  {
    ...taken("a deletion first, then the record", message(one("T", { start: start("r1", "05") }) + one("T"))),
    records: ["skipped", "pending T"],
    says: ["deletion"],
  },
  {
    ...taken("the record, then a deletion", message(one("T") + one("T", { start: start("r1", "05") }))),
    records: ["pending T", "skipped"],
    says: ["deletion"],
  },
  {
    ...taken(
      "a sale, an acquisition and a test",
      message(["08", "09", "88"].map((type) => one("T", { start: start("r1", type) })).join("")),
    ),
    records: ["skipped", "skipped", "skipped"],
    says: ["notice-of-sale", "notice-of-acquisition", "test-record"],
  },
  {
    ...taken("the same record twice", message(one("T") + one("T"))),
    records: ["pending T", "skipped"],
    says: ["repeated"],
  },
  {
    ...taken("the same reference with a change", message(one("A") + one("B"))),
    records: ["skipped", "pending B"],
    says: ["superseded"],
  },
  {
    ...taken(
      "a bad record between good ones",
      message(one("A") + one("") + one("C", { start: start("r3") })),
    ),
    records: ["pending A", "refused", "pending C"],
    says: ["title-missing"],
  },
  taken("no header", `${REFERENCE}${one("T")}</ONIXMessage>`, "missing-element"),
  { ...taken("no products", `${REFERENCE}${HEADER}<NoProduct/></ONIXMessage>`), records: [] },
  taken("a message that is packed twice over", gunzipSync(gzipSync(whole))),

  rights("rights that nobody states", "", []),
  rights("codes parted by odd white space", right("01", countries("\n JP\t\tKR \u0020")), ["JP KR"]),
  rights("the world but for some", right("01", `${world}<CountriesExcluded>US CA</CountriesExcluded>`), [
    "WORLD ex CA US",
  ]),
  rights("the world as a country", right("01", countries("WORLD")), [null], "not-a-country"),
  rights(
    "territories that are included and excluded",
    right("01", `${countries("US CA")}<CountriesExcluded>CA</CountriesExcluded>`),
    ["US"],
  ),
  rights(
    "two statements that disagree",
    right("01", countries("US GB")) + right("06", countries("GB FR")),
    ["US", "FR"],
    "rights-conflict",
  ),
  rights(
    "the euro area, which has no fixed members",
    right("01", "<RegionsIncluded>ECZ</RegionsIncluded>"),
    [null],
    "territory-open",
  ),
  rights(
    "a part of a country",
    right("02", "<RegionsIncluded>US-NY CN-HK</RegionsIncluded>"),
    ["HK"],
    "part-of-country",
  ),
  rights(
    "a code that is none, excluded",
    right("01", `${world}<CountriesExcluded>XX</CountriesExcluded>`),
    [null],
    "not-a-country",
  ),
  rights(
    "the rest of the world",
    `${right("01", countries("CN"))}<ROWSalesRightsType>02</ROWSalesRightsType>`,
    ["CN", "WORLD ex CN"],
  ),
  rights(
    "the rest of the world, and nothing else",
    "<ROWSalesRightsType>02</ROWSalesRightsType>",
    [null],
    "rights-open",
  ),
  rights(
    "a rest of the world that is not known",
    `${right("01", countries("CN XX"))}<ROWSalesRightsType>00</ROWSalesRightsType>`,
    ["CN", null],
    "rights-open",
  ),
  rights("deprecated types", right("07", countries("CN")) + right("08", countries("JP")), ["CN", "JP"]),
  rights("a type that nobody knows", right("99", countries("CN")), [null], "unknown-code", "rights-open"),
  rights(
    "a type that stands there twice",
    right("01", countries("CN")).replace(
      "</SalesRightsType>",
      "</SalesRightsType><SalesRightsType>02</SalesRightsType>",
    ),
    [null],
    "rights-open",
  ),
  rights(
    "a restriction",
    `${right("01", world)}<SalesRestriction><SalesRestrictionType>04</SalesRestrictionType><SalesOutlet><SalesOutletName>Shop</SalesOutletName></SalesOutlet></SalesRestriction>`,
    ["WORLD"],
  ),
];
