import { z } from "zod";
import { InvalidInput } from "./errors.ts";
import { EMPTY_FINGERPRINT, parseWorkId } from "./fingerprint.ts";
import { type IdentifierScheme, parseIdentifier, partySchemes, workSchemes } from "./identifiers.ts";
import { parseLanguageTag } from "./language-tags.ts";
import { LIMITS } from "./limits.ts";
import { type ProtectionFacts, protection } from "./protection.ts";
import { protectionBases } from "./protection-bases.ts";
import { creatorRoles } from "./roles.ts";
import { type LegalClass, legalClasses } from "./tables/legal-classes.ts";
import { type TradeClass, tradeClasses } from "./tables/trade-classes.ts";
import { cleanText, type TextRule } from "./text.ts";

/** Runs a parser of the domain as a zod transform: its InvalidInput becomes an issue with `params.code`. */
function parsed<I, O>(parse: (value: I) => O) {
  return (value: I, context: z.RefinementCtx): O => {
    try {
      return parse(value);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      context.addIssue({ code: "custom", message: error.message, params: { code: error.code } });
      return z.NEVER;
    }
  };
}

/** A required text. The bounds stand in the JSON Schema too. */
function text(rule: TextRule) {
  const bounds = { minLength: rule.min ?? 1, maxLength: rule.max };
  return z
    .string()
    .meta(bounds)
    .transform(parsed((value) => cleanText(value, rule)));
}

/** A text that may be missing, null or empty: all three give null. */
function optionalText(rule: TextRule) {
  return z
    .string()
    .meta({ maxLength: rule.max })
    .transform(parsed((value) => cleanText(value, { ...rule, min: 0 }) || null))
    .nullable()
    .default(null);
}

function identifier(schemes: readonly IdentifierScheme[]) {
  return z
    .strictObject({ scheme: z.enum(schemes), value: z.string().max(LIMITS.identifier) })
    .transform(parsed(({ scheme, value }) => parseIdentifier(scheme, value)));
}

/** A list without repetitions; the first of equals stays where it is. */
function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
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
  });

/** A work in normal form. */
export type WorkInput = z.output<typeof workInput>;
/** A work as a caller may write it. */
export type WorkDraft = z.input<typeof workInput>;
