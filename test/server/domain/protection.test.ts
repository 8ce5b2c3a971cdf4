import { expect } from "chai";
import { describe, it } from "mocha";
import {
  expiryTimestamp,
  isExpired,
  PROTECTION_ARTICLES,
  type ProtectionBasis,
  type ProtectionFacts,
  protection,
} from "../../../server/domain/protection.ts";
import { protectionBases } from "../../../server/domain/protection-bases.ts";
import { legalClasses } from "../../../server/domain/tables/legal-classes.ts";
import { expectRefusal } from "./refusal.ts";

describe("term of protection", () => {
  const cases: [because: string, facts: ProtectionFacts, end: string | null][] = [
    ["fifty years after the author's death", { basis: "natural-person", deathYear: 1976 }, "2026-12-31"],
    ["no end is known while the author lives", { basis: "natural-person", deathYear: null }, null],
    ["a poet of the Tang is long free", { basis: "natural-person", deathYear: 702 }, "0752-12-31"],
    ["an author from before the common era too", { basis: "natural-person", deathYear: -277 }, "0001-12-31"],
    ["the last author to die counts", { basis: "joint", deathYears: [1950, 1990, 1976] }, "2040-12-31"],
    ["one living author keeps the end open", { basis: "joint", deathYears: [1950, null] }, null],
    ["an entity's work, from publication", { basis: "entity", firstPublicationYear: 1980 }, "2030-12-31"],
    ["work for hire alike", { basis: "work-for-hire", firstPublicationYear: 1980 }, "2030-12-31"],
    ["audiovisual works alike", { basis: "audiovisual", firstPublicationYear: 2001 }, "2051-12-31"],
    ["unpublished, from completion", { basis: "audiovisual", completionYear: 2001 }, "2051-12-31"],
    [
      "published in time",
      { basis: "entity", completionYear: 1950, firstPublicationYear: 2000 },
      "2050-12-31",
    ],
    [
      "published too late: free since fifty years after completion",
      { basis: "entity", completionYear: 1950, firstPublicationYear: 2001 },
      "2000-12-31",
    ],
    ["software of persons", { basis: "software-person", deathYears: [2010] }, "2060-12-31"],
    ["software of an entity", { basis: "software-entity", firstPublicationYear: 2010 }, "2060-12-31"],
    [
      "a photograph with a living author",
      { basis: "photographic", deathYears: [null], firstPublicationYear: 1971 },
      null,
    ],
    [
      "a photograph, fifty years after death",
      { basis: "photographic", deathYears: [2000], firstPublicationYear: 1990 },
      "2050-12-31",
    ],
    [
      "a photograph that was free before June 2021 stays free",
      { basis: "photographic", deathYears: [null], firstPublicationYear: 1970 },
      "2020-12-31",
    ],
    [
      "an unpublished one too",
      { basis: "photographic", deathYears: [2015], completionYear: 1960 },
      "2010-12-31",
    ],
    ["author unknown", { basis: "unknown-author", firstPublicationYear: 1999 }, "2049-12-31"],
    ["author unknown, unpublished", { basis: "unknown-author" }, null],
    ["a layout has ten years", { basis: "layout-design", firstPublicationYear: 2020 }, "2030-12-31"],
    ["a performance", { basis: "performance", performanceYear: 1999 }, "2049-12-31"],
    ["a recording", { basis: "recording", makingYear: 1999 }, "2049-12-31"],
    ["a broadcast", { basis: "broadcast", firstBroadcastYear: 1999 }, "2049-12-31"],
    ["nothing stated", { basis: "unstated" }, null],
  ];
  for (const [because, facts, end] of cases) {
    it(`${facts.basis}: ${because}`, () => {
      expect(protection(facts).lastProtectedDay).to.equal(end);
    });
  }

  it("is tried here for every basis", () => {
    const tried = new Set(cases.map(([, { basis }]) => basis));
    expect([...tried].sort()).to.deep.equal(Object.keys(PROTECTION_ARTICLES).sort());
  });

  it("names its length and its article", () => {
    const found = protection({ basis: "layout-design", firstPublicationYear: 2020 });
    expect(found).to.deep.equal({
      lastProtectedDay: "2030-12-31",
      termYears: 10,
      article: "Copyright Law Art. 37",
    });
    expect(protection({ basis: "joint", deathYears: [1, 2] }).termYears).to.equal(50);
    expect(protection({ basis: "unstated" }).termYears).to.equal(null);
  });

  const refused: [facts: ProtectionFacts, code: string, words: string][] = [
    [
      { basis: "joint", deathYears: [1950] },
      "missing-years",
      "two authors or more (Copyright Law Art. 23(1))",
    ],
    [{ basis: "software-person", deathYears: [] }, "missing-years", "Software Regulations Art. 14(2)"],
    [{ basis: "photographic", deathYears: [2000] }, "missing-years", "Art. 23(1) and 65"],
    [
      { basis: "photographic", deathYears: [], firstPublicationYear: 2000 },
      "missing-years",
      "Art. 23(1) and 65",
    ],
    [{ basis: "entity" }, "missing-years", "Copyright Law Art. 23(2)"],
    [{ basis: "audiovisual" }, "missing-years", "Copyright Law Art. 23(3)"],
    [
      { basis: "entity", firstPublicationYear: 1990, completionYear: 1991 },
      "contradicting-years",
      "published in 1990, before its completion in 1991",
    ],
    [{ basis: "natural-person", deathYear: 1976.5 }, "not-a-year", "Copyright Law Art. 23(1)"],
    [{ basis: "natural-person", deathYear: 9950 }, "not-a-year", "-9999 to 9949"],
    [{ basis: "joint", deathYears: [null, 10_000] }, "not-a-year", "Copyright Law Art. 23(1)"],
    [{ basis: "unknown-author", firstPublicationYear: Number.NaN }, "not-a-year", "Art. 18"],
    [{ basis: "layout-design", firstPublicationYear: 99_999 }, "not-a-year", "Art. 37"],
    [{ basis: "performance", performanceYear: -10_000 }, "not-a-year", "Art. 41"],
    [{ basis: "recording", makingYear: 0.1 }, "not-a-year", "Art. 44"],
    [{ basis: "broadcast", firstBroadcastYear: Number.POSITIVE_INFINITY }, "not-a-year", "Art. 47"],
    [{ basis: "entity", firstPublicationYear: 2000, completionYear: 1.5 }, "not-a-year", "Art. 23(2)"],
  ];
  for (const [facts, code, words] of refused) {
    it(`refuses ${JSON.stringify(facts)} and names the article`, () => {
      expectRefusal(() => protection(facts), code, words);
    });
  }
});

describe("the end of protection", () => {
  it("is 24:00 in Beijing: 16:00 UTC of the last protected day", () => {
    expect(expiryTimestamp("2026-12-31") * 1000).to.equal(Date.parse("2026-12-31T16:00:00Z"));
    expect(expiryTimestamp("0752-12-31") * 1000).to.equal(Date.parse("0752-12-31T16:00:00Z"));
    expectRefusal(() => expiryTimestamp("2026-12-32"), "not-a-day");
  });

  it("leaves the last second protected and the next one free", () => {
    const end = expiryTimestamp("2026-12-31");
    expect(isExpired("2026-12-31", end - 1)).to.equal(false);
    expect(isExpired("2026-12-31", end)).to.equal(true);
  });

  it("never comes while it is unknown", () => {
    expect(isExpired(null, Number.MAX_SAFE_INTEGER)).to.equal(false);
  });
});

describe("bases of a term", () => {
  it("fit the class of the work", () => {
    expect(protectionBases("audiovisual")).to.deep.equal(["audiovisual", "unstated"]);
    expect(protectionBases("software")).to.deep.equal(["software-person", "software-entity", "unstated"]);
    expect(protectionBases("written")).to.contain("natural-person").and.not.contain("audiovisual");
    expect(protectionBases("photographic")).to.contain("photographic").and.not.contain("natural-person");
    expectRefusal(() => protectionBases("poem"), "unknown-code");
  });

  it("are open to some class each, and every class may leave its term unstated", () => {
    const used = new Set<ProtectionBasis>();
    for (const legalClass of legalClasses.codes) {
      const bases = protectionBases(legalClass);
      expect(bases, legalClass).to.contain("unstated");
      for (const basis of bases) used.add(basis);
    }
    expect([...used].sort()).to.deep.equal(Object.keys(PROTECTION_ARTICLES).sort());
  });
});
