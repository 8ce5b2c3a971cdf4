import { expect } from "chai";
import { describe, it } from "mocha";
import { canonicalJson } from "../../../server/domain/canonical.ts";
import { type Edition, edition as editionShape } from "../../../server/domain/edition.ts";
import { LIMITS } from "../../../server/domain/limits.ts";
import { metadataBytes, workMetadata } from "../../../server/domain/metadata.ts";
import { parseTerritories, writeTerritories } from "../../../server/domain/scope/territories.ts";
import { type WorkInput, workInput } from "../../../server/domain/work-input.ts";
import { work } from "./sample-work.ts";

/** An edition with everything in it that its limits allow; `wide` makes texts of four bytes a character. */
function largestEdition(wide: (length: number) => string): Edition {
  const many = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);
  const code = wide(LIMITS.code);
  const codes = many(LIMITS.territoryCodes, "CN-BJ");
  const name = wide(LIMITS.publisher);
  const restriction = {
    type: code,
    outlets: many(LIMITS.outlets, wide(LIMITS.outlet)),
    note: wide(LIMITS.restrictionNote),
    from: code,
    until: code,
  };
  const territories = writeTerritories(parseTerritories("WORLD ex RCEP EU BRI").mask);
  return {
    recordReference: wide(LIMITS.identifier),
    notificationType: code,
    subtitle: wide(LIMITS.title),
    form: code,
    languages: many(LIMITS.languages, { role: code, code, script: code, country: code }),
    publishers: many(LIMITS.publishers, { role: code, name }),
    imprints: many(LIMITS.publishers, name),
    publishingStatus: code,
    countryOfPublication: code,
    dates: many(LIMITS.dates, { role: code, date: "2006-08-07" }),
    copyrights: many(LIMITS.copyrights, {
      type: code,
      years: many(LIMITS.copyrightYears, code),
      owners: many(LIMITS.copyrightOwners, name),
    }),
    salesRights: many(LIMITS.salesRights, {
      type: code,
      countriesIncluded: codes,
      regionsIncluded: codes,
      countriesExcluded: codes,
      regionsExcluded: codes,
      territories,
      restrictions: many(LIMITS.salesRestrictions, restriction),
    }),
    restOfWorld: { type: code, territories },
    salesRestrictions: many(LIMITS.productRestrictions, restriction),
  };
}

describe("the metadata document", () => {
  it("is ERC-721 metadata and a schema.org CreativeWork at once", () => {
    const document = workMetadata(work);
    const { "@context": context, ...rest } = document;
    expect((context as unknown[])[0]).to.equal("https://schema.org");
    expect(rest).to.deep.equal({
      "@type": "CreativeWork",
      schemaVersion: "copyright-ledger work 1",
      workId: `0x${"ab".repeat(32)}`,
      fingerprintOf: "text",
      encoding: { "@type": "MediaObject", sha256: "ab".repeat(32) },
      name: "On the Tower of Youzhou",
      originalTitle: "登幽州臺歌",
      alternateName: ["登幽州臺歌", "Song of the Tower"],
      creator: [
        { "@type": "Role", roleName: "author", creator: { name: "陳子昂" } },
        {
          "@type": "Role",
          roleName: "translator",
          creator: {
            name: "E. Translator",
            identifier: [{ "@type": "PropertyValue", propertyID: "orcid", value: "0000-0002-1825-0097" }],
          },
        },
      ],
      inLanguage: "en",
      genre: "诗",
      description: "Four lines.",
      keywords: ["Tang", "poem"],
      identifier: [{ "@type": "PropertyValue", propertyID: "isbn", value: "9787020002207" }],
      legalClass: "written",
      tradeClass: "P03",
      protection: { basis: "natural-person", years: { deathYear: 702 }, lastProtectedDay: "0752-12-31" },
      attributes: [
        { trait_type: "Legal class", value: "Written work" },
        { trait_type: "Trade class", value: "Traditional culture publication" },
        { trait_type: "Language", value: "English" },
        { trait_type: "Genre", value: "诗" },
        { trait_type: "Last protected day", value: "0752-12-31" },
      ],
    });
  });

  it("gives every term of its own a meaning in the context", () => {
    const { "@context": context, ...rest } = workMetadata(work);
    const [, terms] = context as [string, Record<string, string>];
    const known = ["schemaVersion", "encoding", "name", "alternateName", "creator", "inLanguage", "genre"];
    const standard = [...known, "description", "keywords", "identifier"];
    const own = Object.keys(rest).filter((key) => !key.startsWith("@") && !standard.includes(key));
    expect(own.sort()).to.deep.equal(
      Object.keys(terms)
        .filter((term) => term !== "ledger")
        .sort(),
    );
  });

  it("gives a record and an edition a meaning where it has them, and says nothing that they do not say", () => {
    const record = `0x${"cd".repeat(32)}` as const;
    const edition = editionShape.parse({ imprints: ["Imprint"], restOfWorld: { type: "00" } });
    const { "@context": context, ...rest } = workMetadata({ ...work, record, edition });
    expect((context as [string, object])[1]).to.include({
      edition: "ledger:edition",
      record: "ledger:record",
    });
    expect(rest).to.deep.include({
      record,
      edition: { imprints: ["Imprint"], restOfWorld: { type: "00" } },
    });
  });

  it("leaves out what is not known", () => {
    const least = workInput.parse({
      fingerprint: "ab".repeat(32),
      title: "無題",
      legalClass: "oral",
      tradeClass: "A04",
    });
    const document = workMetadata(least);
    for (const key of [
      "creator",
      "alternateName",
      "originalTitle",
      "inLanguage",
      "genre",
      "description",
      "keywords",
    ]) {
      expect(document).to.not.have.property(key);
    }
    expect(document.protection).to.deep.equal({ basis: "unstated", years: {}, lastProtectedDay: null });
    expect(document.attributes).to.have.lengthOf(2);
  });

  it("has the same bytes for the same work, whatever the order of the fields it came in", () => {
    const shuffled = workInput.parse(Object.fromEntries(Object.entries(work).reverse()));
    expect(metadataBytes(shuffled)).to.deep.equal(metadataBytes(work));
    expect(new TextDecoder().decode(metadataBytes(work))).to.equal(canonicalJson(workMetadata(work)));
    expect(metadataBytes({ ...work, genre: "词" })).to.not.deep.equal(metadataBytes(work));
  });

  it("stays under 1 MiB at the limits of every field", () => {
    const wide = (length: number, at = 0) => "𠀀".repeat(length - 4) + String(at).padStart(4, "0");
    const identifier = (at: number) => ({
      scheme: "proprietary" as const,
      value: "é".repeat(190) + String(at),
    });
    const largest: WorkInput = {
      ...work,
      title: wide(LIMITS.title),
      originalTitle: wide(LIMITS.title, 1),
      alternateTitles: Array.from({ length: LIMITS.alternateTitles }, (_, at) => wide(LIMITS.title, at)),
      creators: Array.from({ length: LIMITS.creators }, (_, at) => ({
        name: wide(LIMITS.creatorName, at),
        role: "choreographer" as const,
        identifiers: Array.from({ length: LIMITS.creatorIdentifiers }, () => ({
          scheme: "uscc" as const,
          value: "91350100M000100Y43",
        })),
      })),
      genre: wide(LIMITS.genre),
      identifiers: Array.from({ length: LIMITS.identifiers }, (_, at) => identifier(at)),
      description: wide(LIMITS.description),
      keywords: Array.from({ length: LIMITS.keywords }, (_, at) => wide(LIMITS.keyword, at)),
      protection: { basis: "joint", deathYears: Array(LIMITS.creators).fill(-9999) },
      record: `0x${"cd".repeat(32)}`,
      edition: largestEdition(wide),
    };
    expect(
      workInput.safeParse({ ...largest, creators: [], protection: { basis: "unstated" } }).success,
    ).to.equal(true);
    expect(metadataBytes(largest).length).to.be.below(2 ** 20);
  });
});
