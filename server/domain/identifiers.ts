import { InvalidInput } from "./errors.ts";
import * as forms from "./identifier-forms.ts";

/** What an identifier names: a work (or an edition of it), or a party. */
type Subject = "work" | "party";

type Scheme = {
  /** The name for people, the same in both languages unless `zh` is given. */
  name: string;
  zh?: string;
  subject: Subject;
  /** The form to use, for errors. */
  form: string;
  /** The normal form of cleaned text, or undefined if the form is wrong; throws for a wrong check character. */
  normalise(text: string): string | undefined;
};

const SCHEMES = {
  isbn: { name: "ISBN", subject: "work", form: "978-7-02-000220-7 or its 13 digits", normalise: forms.isbn },
  ismn: { name: "ISMN", subject: "work", form: "979-0-2600-0043-8 or its 13 digits", normalise: forms.ismn },
  issn: { name: "ISSN", subject: "work", form: "NNNN-NNNC", normalise: forms.issn },
  iswc: { name: "ISWC", subject: "work", form: "T-NNN.NNN.NNN-C", normalise: forms.iswc },
  isrc: { name: "ISRC", subject: "work", form: "CC-XXX-YY-NNNNN", normalise: forms.isrc },
  isan: {
    name: "ISAN",
    subject: "work",
    form: "XXXX-XXXX-XXXX-XXXX-C, with a version after it or not",
    normalise: forms.isan,
  },
  eidr: { name: "EIDR", subject: "work", form: "10.5240/XXXX-XXXX-XXXX-XXXX-XXXX-C", normalise: forms.eidr },
  doi: { name: "DOI", subject: "work", form: "10.NNNN/suffix", normalise: forms.doi },
  iscc: {
    name: "ISCC",
    subject: "work",
    form: "ISCC: and its letters A-Z and digits 2-7",
    normalise: forms.iscc,
  },
  registration: {
    name: "Registration number",
    zh: "作品登记号",
    subject: "work",
    form: "国作登字-2021-F-00024141, 软著登字第1234567号 or 2021SR0123456",
    normalise: forms.registration,
  },
  dci: { name: "DCI", subject: "work", form: "C and its digits", normalise: forms.dci },
  proprietary: {
    name: "Own number",
    zh: "自编号",
    subject: "work",
    form: "1 to 200 characters",
    normalise: forms.proprietary,
  },
  isni: {
    name: "ISNI",
    subject: "party",
    form: "16 characters, the last a digit or X",
    normalise: forms.isni,
  },
  orcid: { name: "ORCID", subject: "party", form: "NNNN-NNNN-NNNN-NNNC", normalise: forms.orcid },
  uscc: {
    name: "Unified social credit code",
    zh: "统一社会信用代码",
    subject: "party",
    form: "18 letters and digits, without I, O, S, V and Z",
    normalise: forms.uscc,
  },
} as const satisfies Record<string, Scheme>;

/** A scheme of identifiers, as the ledger names it. */
export type IdentifierScheme = keyof typeof SCHEMES;

/** An identifier in its normal form. */
export type Identifier = { scheme: IdentifierScheme; value: string };

const all = Object.keys(SCHEMES) as IdentifierScheme[];
const schemesOf = (subject: Subject): IdentifierScheme[] =>
  all.filter((scheme) => SCHEMES[scheme].subject === subject);

/** Schemes that name works and their editions. */
export const workSchemes: readonly IdentifierScheme[] = schemesOf("work");
/** Schemes that name people and organisations. */
export const partySchemes: readonly IdentifierScheme[] = schemesOf("party");

export function isIdentifierScheme(text: string): text is IdentifierScheme {
  return Object.hasOwn(SCHEMES, text);
}

/** The name of a scheme for people. */
export function schemeName(scheme: IdentifierScheme, locale: "en" | "zh-CN"): string {
  const { name, zh }: Scheme = SCHEMES[scheme];
  return locale === "zh-CN" ? (zh ?? name) : name;
}

/**
 * Reads an identifier as people type it (spaces, hyphens, prefixes, full-width characters, an ISBN of ten digits)
 * and writes its one normal form.
 * @throws InvalidInput `unknown-scheme`, `malformed-identifier` or `wrong-check-digit`
 */
export function parseIdentifier(scheme: string, text: string): Identifier {
  if (!isIdentifierScheme(scheme)) {
    throw new InvalidInput(
      "unknown-scheme",
      `"${scheme.slice(0, 40)}" is no scheme of identifiers: use ${all.join(", ")}`,
    );
  }
  const { name, form, normalise }: Scheme = SCHEMES[scheme];
  const clean = text.toWellFormed().normalize("NFKC").trim();
  const value = clean === "" ? undefined : normalise(clean);
  if (value === undefined) {
    throw new InvalidInput(
      "malformed-identifier",
      `"${clean.slice(0, 80)}" does not have the form of ${name}: use ${form}`,
    );
  }
  return { scheme, value };
}
