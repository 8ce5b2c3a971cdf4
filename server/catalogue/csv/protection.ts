import type { Reason } from "../../domain/catalogue-record.ts";
import { legalClasses } from "../../domain/tables/legal-classes.ts";
import type { Draft } from "./draft.ts";

/** What a row says about the term of protection. Where it is not certain what a year means, it is told and left out. */

type Facts = Readonly<Record<string, unknown>>;

export function protectionOf(
  draft: Draft,
  legalClass: string | undefined,
): { facts?: Facts; notes: Reason[] } {
  const { death, publication, completion } = draft.years;
  const published = {
    ...(publication === undefined ? {} : { firstPublicationYear: publication }),
    ...(completion === undefined ? {} : { completionYear: completion }),
  };
  if (draft.basis !== null) return { facts: statedFacts(draft.basis, death, published), notes: [] };
  if (death !== undefined) return afterLife(draft, death, published, legalClass);
  if (publication === undefined && completion === undefined) return { notes: [] };
  if (legalClass === "audiovisual") return { facts: { basis: "audiovisual", ...published }, notes: [] };
  if (legalClass === "layout-design" && publication !== undefined) {
    return { facts: { basis: "layout-design", firstPublicationYear: publication }, notes: [] };
  }
  const message =
    "whether the term counts from publication is not said, so no end of protection is noted: " +
    'add a column "protection basis" (entity, work-for-hire, unknown-author) or "death year"';
  return { notes: [{ code: "year-left-out", message }] };
}

function afterLife(
  { creators }: Draft,
  death: readonly (number | null)[],
  published: Facts,
  legalClass: string | undefined,
): { facts?: Facts; notes: Reason[] } {
  const alone = creators.length <= 1 || creators.every(({ role }) => role === creators[0]?.role);
  if (!alone || death.length !== Math.max(1, creators.length)) {
    const message =
      `${death.length} death years stand beside ${creators.length} people: whose they are is not certain, ` +
      "so no end of protection is noted; write one for each, by semicolons";
    return { notes: [{ code: "year-left-out", message }] };
  }
  if (legalClass === "photographic") {
    return { facts: { basis: "photographic", deathYears: death, ...published }, notes: [] };
  }
  if (legalClass === "software") return { facts: { basis: "software-person", deathYears: death }, notes: [] };
  if (legalClass === "audiovisual" || (legalClass && isRelated(legalClass))) {
    const message = `the term of a work of class ${legalClass} is not counted from a death: the year was left out`;
    return { notes: [{ code: "year-left-out", message }] };
  }
  if (death.length === 1) return { facts: { basis: "natural-person", deathYear: death[0] }, notes: [] };
  return { facts: { basis: "joint", deathYears: death }, notes: [] };
}

function isRelated(legalClass: string): boolean {
  return legalClasses.has(legalClass) && legalClasses.isRelated(legalClass);
}

/** The facts of a basis that the row names: whether they suffice is judged with the work. */
function statedFacts(basis: string, death: readonly (number | null)[] | undefined, published: Facts): Facts {
  switch (basis) {
    case "natural-person":
      return { basis, ...(death?.length === 1 ? { deathYear: death[0] } : {}) };
    case "joint":
    case "software-person":
      return { basis, deathYears: death ?? [] };
    case "photographic":
      return { basis, deathYears: death ?? [], ...published };
    case "unknown-author":
    case "layout-design": {
      const { firstPublicationYear } = published;
      return { basis, ...(firstPublicationYear === undefined ? {} : { firstPublicationYear }) };
    }
    default:
      return { basis, ...published };
  }
}
