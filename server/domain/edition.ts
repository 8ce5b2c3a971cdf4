import { z } from "zod";
import { optionalText, parsed, text } from "./fields.ts";
import { LIMITS } from "./limits.ts";
import { parseTerritories, writeTerritories } from "./scope/territories.ts";

/**
 * What a catalogue's record says of the edition that it was written for, in the codes of ONIX for Books (the numbers
 * are those of its lists). A publication is no work: none of this grants, offers or reserves a right on the ledger,
 * and sales rights are kept as evidence of where the publisher says that it holds them.
 */

const code = text({ max: LIMITS.code });
const optionalCode = optionalText({ max: LIMITS.code });
const codes = z
  .array(text({ max: 10 }))
  .max(LIMITS.territoryCodes)
  .default([]);
const name = text({ max: LIMITS.publisher });

/** 2006, 2006-08 or 2006-08-07. */
const date = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, "use YYYY, YYYY-MM or YYYY-MM-DD");

/** Territories in words, as documents write them: `WORLD ex CN`. Null where it is not certain which they are. */
const certainTerritories = z
  .string()
  .max(2_000)
  .transform(parsed((words) => writeTerritories(parseTerritories(words).mask)))
  .nullable()
  .default(null);

const restriction = z.strictObject({
  /** 71 */
  type: optionalCode,
  outlets: z
    .array(text({ max: LIMITS.outlet }))
    .max(LIMITS.outlets)
    .default([]),
  note: optionalText({ max: LIMITS.restrictionNote }),
  from: optionalCode,
  until: optionalCode,
});

const salesRight = z.strictObject({
  /** 46 */
  type: optionalCode,
  /** The codes of lists 91 and 49, as they were written. */
  countriesIncluded: codes,
  regionsIncluded: codes,
  countriesExcluded: codes,
  regionsExcluded: codes,
  territories: certainTerritories,
  restrictions: z.array(restriction).max(LIMITS.salesRestrictions).default([]),
});

export const edition = z.strictObject({
  recordReference: optionalText({ max: LIMITS.identifier }),
  /** 1 */
  notificationType: optionalCode,
  subtitle: optionalText({ max: LIMITS.title }),
  /** 150 */
  form: optionalCode,
  /** 22, 74, 121, 91: of the text and of what it was translated from. */
  languages: z
    .array(z.strictObject({ role: optionalCode, code, script: optionalCode, country: optionalCode }))
    .max(LIMITS.languages)
    .default([]),
  /** 45 */
  publishers: z
    .array(z.strictObject({ role: optionalCode, name }))
    .max(LIMITS.publishers)
    .default([]),
  imprints: z.array(name).max(LIMITS.publishers).default([]),
  /** 64 */
  publishingStatus: optionalCode,
  /** 91 */
  countryOfPublication: optionalCode,
  /** 163 */
  dates: z
    .array(z.strictObject({ role: optionalCode, date }))
    .max(LIMITS.dates)
    .default([]),
  /** 219: C copyright, P phonogram right, D database right. */
  copyrights: z
    .array(
      z.strictObject({
        type: optionalCode,
        years: z.array(code).max(LIMITS.copyrightYears).default([]),
        owners: z.array(name).max(LIMITS.copyrightOwners).default([]),
      }),
    )
    .max(LIMITS.copyrights)
    .default([]),
  salesRights: z.array(salesRight).max(LIMITS.salesRights).default([]),
  /** 46, and where no statement says anything. */
  restOfWorld: z
    .strictObject({ type: optionalCode, territories: certainTerritories })
    .nullable()
    .default(null),
  salesRestrictions: z.array(restriction).max(LIMITS.productRestrictions).default([]),
});

export type Edition = z.output<typeof edition>;
export type EditionDraft = z.input<typeof edition>;
