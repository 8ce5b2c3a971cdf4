import { z } from "zod";
import { edition } from "./edition.ts";
import { InvalidInput } from "./errors.ts";
import { distinct, optionalText, parsed, text } from "./fields.ts";
import { EMPTY_FINGERPRINT, parseWorkId } from "./fingerprint.ts";
import { type IdentifierScheme, parseIdentifier, partySchemes, workSchemes } from "./identifiers.ts";
import { parseLanguageTag } from "./language-tags.ts";
import { LIMITS } from "./limits.ts";
import { type ProtectionFacts, protection } from "./protection.ts";
import { protectionBases } from "./protection-bases.ts";
import { creatorRoles } from "./roles.ts";
import { type LegalClass, legalClasses } from "./tables/legal-classes.ts";
import { type TradeClass, tradeClasses } from "./tables/trade-classes.ts";

function identifier(schemes: readonly IdentifierScheme[]) {
  return z
    .strictObject({ scheme: z.enum(schemes), value: z.string().max(LIMITS.identifier) })
    .transform(parsed(({ scheme, value }) => parseIdentifier(scheme, value)));
}

const year = z.int().min(-9999).max(9949);
const life = z.array(year.nullable()).min(1).max(LIMITS.creators);
const publication = { firstPublicationYear: year.optional(), completionYear: year.optional() };

/** What the term of protection is counted from; see ProtectionFacts. */
const protectionFacts = z.discriminatedUnion("basis", [
  z.strictObject({ basis: z.literal("natural-person"), deathYear: year.nullable() }),
  z.strictObject({ basis: z.literal(["joint", "software-person"]), deathYears: life }),
  z.strictObject({
    basis: z.literal(["entity", "work-for-hire", "audiovisual", "software-entity"]),
    ...publication,
  }),
  z.strictObject({ basis: z.literal("photographic"), deathYears: life, ...publication }),
  z.strictObject({ basis: z.literal("unknown-author"), firstPublicationYear: year.optional() }),
  z.strictObject({ basis: z.literal("layout-design"), firstPublicationYear: year }),
  z.strictObject({ basis: z.literal("performance"), performanceYear: year }),
  z.strictObject({ basis: z.literal("recording"), makingYear: year }),
  z.strictObject({ basis: z.literal("broadcast"), firstBroadcastYear: year }),
  z.strictObject({ basis: z.literal("unstated") }),
]) satisfies z.ZodType<ProtectionFacts>;

const creator = z.strictObject({
  name: text({ max: LIMITS.creatorName }),
  role: z.enum(creatorRoles).default("author"),
  identifiers: z
    .array(identifier(partySchemes))
    .max(LIMITS.creatorIdentifiers)
    .transform(distinct)
    .default([]),
});

function fingerprintOfContent(value: string) {
  const workId = parseWorkId(value);
  if (workId === EMPTY_FINGERPRINT)
    throw new InvalidInput("empty-file", "is the fingerprint of an empty file");
  return workId;
}

/**
 * A work as the API, the importer and the web take it; parsing gives it in normal form (NFC, trimmed, identifiers
 * in their standards' form, missing optional fields as null or empty). Unknown fields are refused.
 */
export const workInput = z
  .strictObject({
    /** SHA-256 of the master file: 64 hex digits, with or without 0x. */
    fingerprint: z.string().max(80).transform(parsed(fingerprintOfContent)),
    /** What was hashed: a file, a text (UTF-8, NFC), the manifest of several files, a catalogue record. */
    fingerprintOf: z.enum(["file", "text", "manifest", "record"]).default("file"),
    title: text({ max: LIMITS.title }),
    /** The title in the language of the original, of a translation or an edition in another script. */
    originalTitle: optionalText({ max: LIMITS.title }),
    alternateTitles: z
      .array(text({ max: LIMITS.title }))
      .max(LIMITS.alternateTitles)
      .transform(distinct)
      .default([]),
    creators: z.array(creator).max(LIMITS.creators).transform(distinct).default([]),
    /** BCP 47. */
    language: z.string().max(60).transform(parsed(parseLanguageTag)).nullable().default(null),
    legalClass: z.enum(legalClasses.codes as [LegalClass, ...LegalClass[]]),
    tradeClass: z.enum(tradeClasses.codes as [TradeClass, ...TradeClass[]]),
    genre: optionalText({ max: LIMITS.genre }),
    identifiers: z.array(identifier(workSchemes)).max(LIMITS.identifiers).transform(distinct).default([]),
    description: optionalText({ max: LIMITS.description, lines: true }),
    keywords: z
      .array(text({ max: LIMITS.keyword }))
      .max(LIMITS.keywords)
      .transform(distinct)
      .default([]),
    protection: protectionFacts
      .transform(
        parsed((facts) => {
          protection(facts);
          return facts;
        }),
      )
      .default({ basis: "unstated" }),
    /** The work that stands for this one's catalogue record, registered before the file was at hand. */
    record: z.string().max(80).transform(parsed(parseWorkId)).nullable().default(null),
    edition: edition.nullable().default(null),
  })
  .superRefine(({ legalClass, protection: { basis } }, context) => {
    const allowed = protectionBases(legalClass);
    if (allowed.includes(basis)) return;
    const message = `the term of a work of class ${legalClass} is not counted by "${basis}": use ${allowed.join(", ")}`;
    context.addIssue({
      code: "custom",
      path: ["protection", "basis"],
      message,
      params: { code: "wrong-basis" },
    });
  })
  .superRefine(({ record, fingerprint, fingerprintOf }, context) => {
    if (record === null || (fingerprintOf !== "record" && record !== fingerprint)) return;
    const message = "names the record of a file: a record has none, and no work is its own";
    context.addIssue({ code: "custom", path: ["record"], message, params: { code: "wrong-record" } });
  });

/** A work in normal form. */
export type WorkInput = z.output<typeof workInput>;
/** A work as a caller may write it. */
export type WorkDraft = z.input<typeof workInput>;
