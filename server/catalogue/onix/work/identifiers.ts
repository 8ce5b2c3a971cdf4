import { InvalidInput } from "../../../domain/errors.ts";
import {
  type Identifier,
  type IdentifierScheme,
  parseIdentifier,
  schemeName,
  workSchemes,
} from "../../../domain/identifiers.ts";
import { LIMITS } from "../../../domain/limits.ts";
import { lookup } from "../lookup.ts";
import type { OnixIdentifier, OnixProduct } from "../types.ts";
import type { Notes } from "./notes.ts";

/** List 5. */
const productScheme = lookup<IdentifierScheme>({
  "02": "isbn",
  "05": "ismn",
  "06": "doi",
  "15": "isbn",
  "25": "ismn",
  "26": "doi",
});
/** List 16. */
const workScheme = lookup<IdentifierScheme>({
  "06": "doi",
  "18": "isrc",
  "31": "eidr",
  "39": "iscc",
});
/** Relations of list 164 that name the work itself: manifestation of. */
const ITSELF = "01";
const BAR_CODES: ReadonlySet<string> = new Set(["03", "04", "14"]);

const named: ReadonlyMap<string, IdentifierScheme> = new Map(
  workSchemes.map((scheme) => [schemeName(scheme, "en"), scheme]),
);

/** The identifiers of a product that the ledger has a scheme for, and the record's own reference. */
export function identifiersOfWork(product: OnixProduct, notes: Notes): Identifier[] {
  const stated = [
    ...product.identifiers.map((identifier) => [schemeOf(identifier, notes), identifier.value] as const),
    ...product.relatedWorks
      .filter(({ relation }) => relation === ITSELF)
      .flatMap(({ identifiers }) => identifiers)
      .map(({ type, value }) => [workScheme(type), value] as const),
    ["proprietary", product.recordReference ?? ""] as const,
  ];
  const found = new Map<string, Identifier>();
  for (const [scheme, value] of stated) {
    const identifier = scheme && certain(scheme, value, notes);
    if (identifier) found.set(`${identifier.scheme} ${identifier.value}`, identifier);
  }
  return [...found.values()].slice(0, LIMITS.identifiers);
}

/** A bar code that holds an ISBN or an ISMN is one; another is a number of its own. */
function schemeOf({ type, typeName, value }: OnixIdentifier, notes: Notes): IdentifierScheme | undefined {
  if (type === "01") return named.get(typeName ?? "");
  if (type === null || !BAR_CODES.has(type)) return productScheme(type);
  const digits = value.replace(/[\s-]/g, "");
  if (digits.startsWith("9790")) return "ismn";
  if (/^97[89]\d{10}$/.test(digits)) return "isbn";
  if (isGtin(digits)) return "proprietary";
  notes.add("wrong-check-digit", `the bar code ${value.slice(0, 60)} was left out: its check digit is wrong`);
  return undefined;
}

/** GS1's check digit, of 8 to 14 digits: weights 3 and 1 from the right. */
function isGtin(digits: string): boolean {
  if (!/^\d{8,14}$/.test(digits)) return false;
  const weighted = [...digits].reverse().map((digit, place) => Number(digit) * (place % 2 === 0 ? 1 : 3));
  return weighted.reduce((sum, value) => sum + value, 0) % 10 === 0;
}

function certain(scheme: IdentifierScheme, written: string, notes: Notes): Identifier | undefined {
  // One character too many is enough to be refused.
  const value = written.slice(0, LIMITS.identifier + 1);
  try {
    // An actionable ISBN is the DOI 10.978…; both are written as DOIs.
    return parseIdentifier(scheme, value);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    if (value !== "")
      notes.add(
        error.code,
        `the ${schemeName(scheme, "en")} ${value.slice(0, 60)} was left out: ${error.message}`,
      );
    return undefined;
  }
}
