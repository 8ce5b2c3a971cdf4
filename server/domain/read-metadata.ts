import { type Day, isDay } from "./dates.ts";
import { parseWorkId, type WorkId } from "./fingerprint.ts";
import { type Identifier, parseIdentifier, workSchemes } from "./identifiers.ts";
import { parseLanguageTag } from "./language-tags.ts";
import { LIMITS } from "./limits.ts";
import { type CreatorRole, isCreatorRole } from "./roles.ts";
import { type LegalClass, legalClasses } from "./tables/legal-classes.ts";
import { type TradeClass, tradeClasses } from "./tables/trade-classes.ts";
import { repairText } from "./text.ts";

/** What a metadata document says for certain. Missing, malformed and oversized parts are null or left out. */
export type MetadataFacts = {
  title: string | null;
  originalTitle: string | null;
  alternateTitles: string[];
  creators: { name: string; role: CreatorRole }[];
  language: string | null;
  genre: string | null;
  description: string | null;
  keywords: string[];
  identifiers: Identifier[];
  legalClass: LegalClass | null;
  tradeClass: TradeClass | null;
  fingerprint: WorkId | null;
  lastProtectedDay: Day | null;
  /** The work that stands for the catalogue record of this one's file. */
  record: WorkId | null;
};

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads the metadata document of any gateway, or another party's ERC-721 or schema.org JSON. Takes any parsed JSON
 * value and never throws: a document is no reason for an indexer to stop.
 */
export function readMetadata(document: unknown): MetadataFacts {
  const json = asObject(document);
  const originalTitle = textOf(json.originalTitle, LIMITS.title);
  const title = textOf(json.name, LIMITS.title) ?? textOf(json.title, LIMITS.title);
  const names = listOf(json.alternateName, LIMITS.alternateTitles + 1).map((name) =>
    textOf(name, LIMITS.title),
  );
  const { legalClass, tradeClass } = json;
  return {
    title,
    originalTitle,
    alternateTitles: distinct(names.filter((name) => name !== null && name !== originalTitle)) as string[],
    creators: creators(json),
    language: language(json.inLanguage),
    genre: textOf(json.genre, LIMITS.genre),
    description: repairText(plain(json.description), { max: LIMITS.description, lines: true }),
    keywords: keywords(json.keywords),
    identifiers: identifiers(json),
    legalClass: typeof legalClass === "string" && legalClasses.has(legalClass) ? legalClass : null,
    tradeClass: typeof tradeClass === "string" && tradeClasses.has(tradeClass) ? tradeClass : null,
    fingerprint: certain(() => parseWorkId(json.workId as string)) ?? sha256Of(json.encoding),
    lastProtectedDay: dayOf(asObject(json.protection).lastProtectedDay),
    record: typeof json.record === "string" ? certain(() => parseWorkId(json.record as string)) : null,
  };
}

/** Properties of schema.org that name people, with the role that each stands for. */
const CREATOR_PROPERTIES: readonly (readonly [property: string, role: CreatorRole])[] = [
  ["creator", "author"],
  ["author", "author"],
  ["translator", "translator"],
  ["illustrator", "illustrator"],
  ["editor", "editor"],
  ["composer", "composer"],
  ["lyricist", "lyricist"],
  ["director", "director"],
  ["producer", "producer"],
  ["contributor", "other"],
];

function creators(json: Json): MetadataFacts["creators"] {
  const found: MetadataFacts["creators"] = [];
  for (const [property, role] of CREATOR_PROPERTIES) {
    for (const entry of listOf(json[property], LIMITS.creators)) {
      const { roleName } = asObject(entry);
      const stated = typeof roleName === "string" ? (isCreatorRole(roleName) ? roleName : "other") : role;
      const people =
        property in asObject(entry) ? listOf(asObject(entry)[property], LIMITS.creators) : [entry];
      for (const person of people) {
        const name = textOf(person, LIMITS.creatorName) ?? textOf(asObject(person).name, LIMITS.creatorName);
        if (name !== null) found.push({ name, role: stated });
      }
    }
  }
  return distinct(found).slice(0, LIMITS.creators);
}

function identifiers(json: Json): Identifier[] {
  const stated: [scheme: unknown, value: unknown][] = listOf(json.identifier, LIMITS.identifiers).map(
    (entry) => {
      const { propertyID, value } = asObject(entry);
      return [propertyID, value];
    },
  );
  for (const scheme of ["isbn", "issn"])
    for (const value of listOf(json[scheme], 10)) stated.push([scheme, value]);
  const found = stated.flatMap(([scheme, value]) => {
    if (typeof scheme !== "string" || typeof value !== "string" || value.length > LIMITS.identifier)
      return [];
    const identifier = certain(() => parseIdentifier(scheme.toLowerCase(), value));
    return identifier && workSchemes.includes(identifier.scheme) ? [identifier] : [];
  });
  return distinct(found).slice(0, LIMITS.identifiers);
}

function keywords(value: unknown): string[] {
  const list =
    typeof value === "string" ? value.split(/[,，;；、]/, LIMITS.keywords) : listOf(value, LIMITS.keywords);
  return distinct(
    list.map((keyword) => textOf(keyword, LIMITS.keyword)).filter((keyword) => keyword !== null),
  );
}

function language(value: unknown): string | null {
  const [first] = listOf(value, 1);
  const tag = plain(first) ?? asObject(first).alternateName;
  return typeof tag === "string" && tag.length <= 60 ? certain(() => parseLanguageTag(tag)) : null;
}

function sha256Of(encoding: unknown): WorkId | null {
  const { sha256 } = asObject(listOf(encoding, 1)[0]);
  return typeof sha256 === "string" ? certain(() => parseWorkId(sha256)) : null;
}

function dayOf(value: unknown): Day | null {
  return typeof value === "string" && isDay(value) ? value : null;
}

/** A text that stands alone, in a list, or as a JSON-LD value with its language. */
function textOf(value: unknown, max: number): string | null {
  return repairText(plain(listOf(value, 1)[0]), { max });
}

function plain(value: unknown): unknown {
  return typeof value === "string" ? value : asObject(value)["@value"];
}

function asObject(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** JSON-LD writes a list of one as the value itself. */
function listOf(value: unknown, max: number): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value.slice(0, max) : [value];
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/** The result, or null where the parser refuses (or is handed something that is no text). */
function certain<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch {
    return null;
  }
}
