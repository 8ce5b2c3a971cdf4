import { canonicalBytes } from "./canonical.ts";
import { protection } from "./protection.ts";
import { languages } from "./tables/languages.ts";
import { legalClasses } from "./tables/legal-classes.ts";
import { tradeClasses } from "./tables/trade-classes.ts";
import type { WorkInput } from "./work-input.ts";

/** Version of the document's form. Readers ignore what they do not know. */
export const METADATA_FORMAT = "copyright-ledger work 1";

/** The ledger's own terms, beside schema.org's. */
const TERMS = {
  ledger: "urn:copyright-ledger:",
  attributes: "ledger:attributes",
  fingerprintOf: "ledger:fingerprintOf",
  legalClass: "ledger:legalClass",
  originalTitle: "ledger:originalTitle",
  protection: "ledger:protection",
  tradeClass: "ledger:tradeClass",
  workId: "ledger:workId",
} as const;

/** Terms that few documents have: in the context only of those. */
const RARE = { edition: "ledger:edition", record: "ledger:record" } as const;

/** One trait as ERC-721 viewers show it. */
type Attribute = { trait_type: string; value: string };

/**
 * The metadata document of a work: ERC-721 metadata (name, description, attributes) and schema.org CreativeWork in
 * JSON-LD at once. Public and stored for good, so it holds no more than a catalogue would. Equal works give equal
 * documents: nothing in it depends on the time or the machine. `input` is in normal form (parsed by `workInput`).
 */
export function workMetadata(input: WorkInput): Record<string, unknown> {
  const { basis, ...years } = input.protection;
  const titles = [input.originalTitle, ...input.alternateTitles].filter((title) => title !== null);
  const rare = { ...present("record", input.record), ...(input.edition && { edition: said(input.edition) }) };
  const terms = Object.fromEntries(Object.entries(RARE).filter(([term]) => term in rare));
  return {
    "@context": ["https://schema.org", { ...TERMS, ...terms }],
    "@type": "CreativeWork",
    schemaVersion: METADATA_FORMAT,
    workId: input.fingerprint,
    fingerprintOf: input.fingerprintOf,
    encoding: { "@type": "MediaObject", sha256: input.fingerprint.slice(2) },
    name: input.title,
    ...present("originalTitle", input.originalTitle),
    ...filled("alternateName", [...new Set(titles)]),
    ...filled("creator", input.creators.map(creatorRole)),
    ...present("inLanguage", input.language),
    ...present("genre", input.genre),
    ...present("description", input.description),
    ...filled("keywords", input.keywords),
    ...filled("identifier", input.identifiers.map(propertyValue)),
    legalClass: input.legalClass,
    tradeClass: input.tradeClass,
    protection: {
      basis,
      years,
      lastProtectedDay: protection(input.protection).lastProtectedDay,
    },
    attributes: attributes(input),
    ...rare,
  };
}

/** The bytes that are stored and addressed: canonical JSON (RFC 8785). */
export function metadataBytes(input: WorkInput): Uint8Array {
  return canonicalBytes(workMetadata(input));
}

/** schema.org says what somebody did through a Role that stands between the work and the person. */
function creatorRole({ name, role, identifiers }: WorkInput["creators"][number]) {
  const creator = { name, ...filled("identifier", identifiers.map(propertyValue)) };
  return { "@type": "Role", roleName: role, creator };
}

function propertyValue({ scheme, value }: { scheme: string; value: string }) {
  return { "@type": "PropertyValue", propertyID: scheme, value };
}

function attributes(input: WorkInput): Attribute[] {
  const { lastProtectedDay } = protection(input.protection);
  const traits: [string, string | null][] = [
    ["Legal class", legalClasses.name(input.legalClass, "en")],
    ["Trade class", tradeClasses.name(input.tradeClass, "en")],
    ["Language", languageName(input.language)],
    ["Genre", input.genre],
    ["Last protected day", lastProtectedDay],
  ];
  return traits.flatMap(([trait_type, value]) => (value === null ? [] : [{ trait_type, value }]));
}

function languageName(tag: string | null): string | null {
  return tag !== null && languages.has(tag) ? languages.name(tag, "en") : tag;
}

/** What an edition says, without what it does not say. */
function said(edition: object): Record<string, unknown> {
  const entries = Object.entries(edition).filter(([, value]) => value !== null && !isEmpty(value));
  return Object.fromEntries(entries.map(([key, value]) => [key, saidIn(value)]));
}

function saidIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(saidIn);
  return typeof value === "object" && value !== null ? said(value) : value;
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function present(key: string, value: string | null): Record<string, string> {
  return value === null ? {} : { [key]: value };
}

function filled<T>(key: string, values: readonly T[]): Record<string, readonly T[]> {
  return values.length === 0 ? {} : { [key]: values };
}
