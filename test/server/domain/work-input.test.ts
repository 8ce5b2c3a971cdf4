import { expect } from "chai";
import { describe, it } from "mocha";
import { z } from "zod";
import { EMPTY_FINGERPRINT } from "../../../server/domain/fingerprint.ts";
import { LIMITS } from "../../../server/domain/limits.ts";
import { type WorkDraft, workInput } from "../../../server/domain/work-input.ts";

const FINGERPRINT = `0x${"ab".repeat(32)}` as const;
const least = {
  fingerprint: FINGERPRINT,
  title: "登幽州臺歌",
  legalClass: "written",
  tradeClass: "P03",
} as const;

/** The issues that the schema raises, as "path: code". */
function issues(input: unknown): string[] {
  const { error } = workInput.safeParse(input);
  return (error?.issues ?? []).map((issue) => {
    const code = (issue as { params?: { code?: string } }).params?.code ?? issue.code;
    return `${issue.path.join(".")}: ${code}`;
  });
}

describe("a work as it is handed in", () => {
  it("needs a fingerprint, a title and two classes; the rest is empty", () => {
    expect(workInput.parse(least)).to.deep.equal({
      ...least,
      fingerprintOf: "file",
      originalTitle: null,
      alternateTitles: [],
      creators: [],
      language: null,
      genre: null,
      identifiers: [],
      description: null,
      keywords: [],
      protection: { basis: "unstated" },
      record: null,
      edition: null,
    });
    expect(issues({})).to.deep.equal(
      ["fingerprint", "title", "legalClass", "tradeClass"].map(
        (field) => `${field}: invalid_${field.endsWith("Class") ? "value" : "type"}`,
      ),
    );
  });

  it("is brought into normal form", () => {
    const draft: WorkDraft = {
      fingerprint: FINGERPRINT.slice(2).toUpperCase(),
      fingerprintOf: "text",
      title: " Cafe\u0301\t2 ",
      originalTitle: "",
      alternateTitles: ["b", " b", "a"],
      creators: [
        { name: " 陳子昂 " },
        { name: "陳子昂", role: "author" },
        { name: "E", role: "translator", identifiers: [{ scheme: "orcid", value: "0000000218250097" }] },
      ],
      language: "zh-hant",
      legalClass: "written",
      tradeClass: "P03",
      genre: "  ",
      identifiers: [
        { scheme: "isbn", value: "7-02-000220-X" },
        { scheme: "isbn", value: "978-7-02-000220-7" },
      ],
      description: "a\r\nb",
      keywords: ["x", "x "],
      protection: { basis: "natural-person", deathYear: 702 },
    };
    const parsed = workInput.parse(draft);
    expect(parsed).to.deep.equal({
      fingerprint: FINGERPRINT,
      fingerprintOf: "text",
      title: "Caf\u00e9 2",
      originalTitle: null,
      alternateTitles: ["b", "a"],
      creators: [
        { name: "陳子昂", role: "author", identifiers: [] },
        { name: "E", role: "translator", identifiers: [{ scheme: "orcid", value: "0000-0002-1825-0097" }] },
      ],
      language: "zh-Hant",
      legalClass: "written",
      tradeClass: "P03",
      genre: null,
      identifiers: [{ scheme: "isbn", value: "9787020002207" }],
      description: "a\nb",
      keywords: ["x"],
      protection: { basis: "natural-person", deathYear: 702 },
      record: null,
      edition: null,
    });
    expect(workInput.parse(parsed), "normal form stays as it is").to.deep.equal(parsed);
  });

  it("names the record that its file was known by, and a record names none", () => {
    const record = `0x${"cd".repeat(32)}`;
    expect(workInput.parse({ ...least, record: record.slice(2).toUpperCase() }).record).to.equal(record);
    expect(issues({ ...least, record, fingerprintOf: "record" })).to.deep.equal(["record: wrong-record"]);
    expect(issues({ ...least, record: least.fingerprint })).to.deep.equal(["record: wrong-record"]);
  });

  it("keeps what is said of an edition, with territories in the ledger's words", () => {
    const { edition } = workInput.parse({
      ...least,
      edition: {
        publishers: [{ role: "01", name: "人民文学出版社" }],
        salesRights: [{ type: "01", regionsIncluded: ["WORLD"], territories: "world ex us, ca" }],
      },
    });
    expect(edition?.publishers).to.deep.equal([{ role: "01", name: "人民文学出版社" }]);
    expect(edition?.salesRights[0]).to.deep.include({ type: "01", territories: "WORLD ex CA US" });
    expect(issues({ ...least, edition: { salesRights: [{ territories: "Atlantis" }] } })).to.deep.equal([
      "edition.salesRights.0.territories: unknown-code",
    ]);
    expect(issues({ ...least, edition: { dates: [{ role: "01", date: "7 Aug 2006" }] } })).to.deep.equal([
      "edition.dates.0.date: invalid_format",
    ]);
  });

  const refused: [why: string, change: Record<string, unknown>, issue: string][] = [
    ["an unknown field", { colour: "red" }, ": unrecognized_keys"],
    ["__proto__ as a field", JSON.parse('{"__proto__": {"title": "x"}}'), ": unrecognized_keys"],
    ["a title of another type", { title: 5 }, "title: invalid_type"],
    ["a blank title", { title: " \u3000" }, "title: too-short"],
    ["a title of 10,000 characters", { title: "春".repeat(10_000) }, "title: too-long"],
    ["a title one character too long", { title: "𠀀".repeat(1001) }, "title: too-long"],
    ["half a character", { title: "a\ud800" }, "title: lone-surrogate"],
    ["a control character", { title: "a\u0000" }, "title: control-character"],
    ["half a character in an optional text", { genre: "\udc00" }, "genre: lone-surrogate"],
    ["a fingerprint that is none", { fingerprint: "abc" }, "fingerprint: not-a-fingerprint"],
    ["a fingerprint of zeros", { fingerprint: "0".repeat(64) }, "fingerprint: zero-fingerprint"],
    ["the fingerprint of an empty file", { fingerprint: EMPTY_FINGERPRINT }, "fingerprint: empty-file"],
    ["an endless fingerprint", { fingerprint: "a".repeat(1000) }, "fingerprint: too_big"],
    ["an unknown legal class", { legalClass: "poem" }, "legalClass: invalid_value"],
    ["a trade class in lower case", { tradeClass: "p03" }, "tradeClass: invalid_value"],
    ["a language that is no tag", { language: "中文" }, "language: not-a-language-tag"],
    ["a creator without a name", { creators: [{ role: "author" }] }, "creators.0.name: invalid_type"],
    [
      "a role that there is not",
      { creators: [{ name: "A", role: "boss" }] },
      "creators.0.role: invalid_value",
    ],
    ["an unknown field of a creator", { creators: [{ name: "A", age: 5 }] }, "creators.0: unrecognized_keys"],
    ["too many creators", { creators: Array(201).fill({ name: "A" }) }, "creators: too_big"],
    [
      "a wrong check digit",
      { identifiers: [{ scheme: "isbn", value: "9787020002208" }] },
      "identifiers.0: wrong-check-digit",
    ],
    [
      "a party's identifier on a work",
      { identifiers: [{ scheme: "orcid", value: "0000-0002-1825-0097" }] },
      "identifiers.0.scheme: invalid_value",
    ],
    [
      "a year that is none",
      { protection: { basis: "natural-person", deathYear: 1.5 } },
      "protection.deathYear: invalid_type",
    ],
    ["a basis without its years", { protection: { basis: "entity" } }, "protection: missing-years"],
    [
      "a basis with another's years",
      { protection: { basis: "unknown-author", deathYear: 5 } },
      "protection: unrecognized_keys",
    ],
    [
      "years that contradict",
      { protection: { basis: "entity", completionYear: 2001, firstPublicationYear: 2000 } },
      "protection: contradicting-years",
    ],
    ["a basis that there is not", { protection: { basis: "luck" } }, "protection.basis: invalid_union"],
    [
      "a basis that does not fit the class",
      { legalClass: "audiovisual", protection: { basis: "natural-person", deathYear: 1976 } },
      "protection.basis: wrong-basis",
    ],
  ];
  for (const [why, change, issue] of refused) {
    it(`is refused for ${why}`, () => {
      const input: Record<string, unknown> = { ...least };
      for (const key of Object.keys(change)) {
        Object.defineProperty(input, key, { value: change[key], enumerable: true });
      }
      expect(issues(input)).to.deep.equal([issue]);
    });
  }

  it("is refused as a whole if it is no object", () => {
    for (const input of [null, undefined, 5, "x", [], [least]])
      expect(issues(input)).to.deep.equal([": invalid_type"]);
  });

  it("may be as large as the limits say", () => {
    const { title, creators, keywords } = LIMITS;
    const input = {
      ...least,
      title: "春".repeat(title),
      creators: Array.from({ length: creators }, (_, at) => ({ name: `${at}` })),
      keywords: Array.from({ length: keywords }, (_, at) => `${at}`),
    };
    expect(issues(input)).to.deep.equal([]);
  });

  it("gives a JSON Schema of what may be sent, with its limits", () => {
    const schema = z.toJSONSchema(workInput, { io: "input" });
    expect(schema.required).to.deep.equal(["fingerprint", "title", "legalClass", "tradeClass"]);
    expect(schema.additionalProperties).to.equal(false);
    expect(schema.properties?.title).to.deep.equal({ type: "string", minLength: 1, maxLength: 1000 });
    expect(schema.properties?.legalClass).to.have.property("enum").with.lengthOf(20);
  });
});
