import { expect } from "chai";
import { describe, it } from "mocha";
import { canonicalJson } from "../../../server/domain/canonical.ts";
import { LIMITS } from "../../../server/domain/limits.ts";
import { workMetadata } from "../../../server/domain/metadata.ts";
import { readMetadata } from "../../../server/domain/read-metadata.ts";
import { seeded } from "./random.ts";
import { work } from "./sample-work.ts";

describe("reading a metadata document", () => {
  it("gives back what the ledger wrote", () => {
    const read = readMetadata(JSON.parse(canonicalJson(workMetadata(work))));
    expect(read).to.deep.equal({
      title: work.title,
      originalTitle: work.originalTitle,
      alternateTitles: ["Song of the Tower"],
      creators: [
        { name: "陳子昂", role: "author" },
        { name: "E. Translator", role: "translator" },
      ],
      language: "en",
      genre: "诗",
      description: "Four lines.",
      keywords: ["Tang", "poem"],
      identifiers: work.identifiers,
      legalClass: "written",
      tradeClass: "P03",
      fingerprint: work.fingerprint,
      lastProtectedDay: "0752-12-31",
      record: null,
    });
    const record = `0x${"cd".repeat(32)}` as const;
    expect(readMetadata(workMetadata({ ...work, record })).record).to.equal(record);
  });

  const nothing = readMetadata({});

  it("finds nothing in what is no document", () => {
    expect(nothing.title).to.equal(null);
    for (const value of [null, undefined, 5, "text", true, [], [{ name: "x" }]]) {
      expect(readMetadata(value)).to.deep.equal(nothing);
    }
  });

  it("understands schema.org as others write it", () => {
    const read = readMetadata({
      "@type": "Book",
      name: { "@value": "三體", "@language": "zh-Hant" },
      alternateName: "The Three-Body Problem",
      author: { "@type": "Person", name: "劉慈欣" },
      translator: ["Ken Liu", { name: "Ken Liu" }],
      contributor: [{ name: "N." }],
      creator: [{ "@type": "Role", roleName: "cover", creator: [{ name: "C." }] }],
      inLanguage: { "@type": "Language", alternateName: "zh-hant" },
      keywords: "science fiction, 科幻；小说",
      isbn: "978-7-5366-9293-0",
      identifier: [{ propertyID: "DOI", value: "10.1000/ABC" }, "free text"],
      encoding: [{ sha256: "CD".repeat(32) }],
    });
    expect(read).to.deep.equal({
      ...nothing,
      title: "三體",
      alternateTitles: ["The Three-Body Problem"],
      creators: [
        { name: "C.", role: "other" },
        { name: "劉慈欣", role: "author" },
        { name: "Ken Liu", role: "translator" },
        { name: "N.", role: "other" },
      ],
      language: "zh-Hant",
      keywords: ["science fiction", "科幻", "小说"],
      identifiers: [
        { scheme: "doi", value: "10.1000/abc" },
        { scheme: "isbn", value: "9787536692930" },
      ],
      fingerprint: `0x${"cd".repeat(32)}`,
    });
  });

  it("leaves out what is wrong, part by part", () => {
    const read = readMetadata({
      name: "x".repeat(1001),
      title: "Ledger of\u0000another",
      originalTitle: ["first", "second"],
      creator: [null, 5, "", { name: 7 }, { roleName: "author" }, { roleName: 1, creator: { name: "A" } }],
      inLanguage: "not a tag",
      genre: { value: "x" },
      description: 5,
      keywords: { a: 1 },
      identifier: [
        { propertyID: "isbn", value: "1" },
        { propertyID: "orcid", value: "0000-0002-1825-0097" },
        { propertyID: 1 },
      ],
      legalClass: "poem",
      tradeClass: ["P03"],
      workId: 12,
      encoding: { sha256: "zz" },
      protection: { lastProtectedDay: "2023-02-29" },
    });
    expect(read).to.deep.equal({
      ...nothing,
      title: "Ledger of another",
      originalTitle: "first",
      creators: [{ name: "A", role: "author" }],
    });
  });

  it("takes no more than the limits, however long the lists", () => {
    const read = readMetadata({
      author: Array.from({ length: 5000 }, (_, at) => `Author ${at}`),
      translator: Array.from({ length: 5000 }, (_, at) => `Translator ${at}`),
      alternateName: Array.from({ length: 5000 }, (_, at) => `Title ${at}`),
      keywords: "a,".repeat(100_000),
      identifier: Array.from({ length: 5000 }, (_, at) => ({ propertyID: "proprietary", value: `${at}` })),
    });
    expect(read.creators).to.have.lengthOf(LIMITS.creators);
    expect(read.alternateTitles.length).to.be.at.most(LIMITS.alternateTitles + 1);
    expect(read.identifiers).to.have.lengthOf(LIMITS.identifiers);
    expect(read.keywords).to.deep.equal(["a"]);
  });

  it("never throws, whatever value stands at whatever place", () => {
    const random = seeded(721);
    const keys = [
      "name",
      "creator",
      "author",
      "identifier",
      "keywords",
      "inLanguage",
      "protection",
      "encoding",
      "workId",
    ];
    const inner = [
      "name",
      "@value",
      "roleName",
      "creator",
      "propertyID",
      "value",
      "sha256",
      "lastProtectedDay",
      "__proto__",
    ];
    const leaf = () =>
      random.pick([null, true, 0, -1.5, "", "isbn", "author", "x\ud800", "\u0000", "2026-12-31", "zh"]);
    const value = (depth: number): unknown => {
      const kind = depth > 3 ? 0 : random.integer(0, 3);
      if (kind === 0) return leaf();
      if (kind === 1) return Array.from({ length: random.integer(0, 3) }, () => value(depth + 1));
      return Object.fromEntries(
        Array.from({ length: random.integer(0, 4) }, () => [random.pick(inner), value(depth + 1)]),
      );
    };
    for (let round = 0; round < 5000; round++) {
      const document = Object.fromEntries(keys.map((key) => [key, value(0)]));
      const read = readMetadata(JSON.parse(JSON.stringify(document)));
      expect(Object.keys(read)).to.deep.equal(Object.keys(nothing));
    }
  }).timeout(30_000);
});
