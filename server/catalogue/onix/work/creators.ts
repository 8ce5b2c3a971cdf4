import { InvalidInput } from "../../../domain/errors.ts";
import { type Identifier, parseIdentifier } from "../../../domain/identifiers.ts";
import { LIMITS } from "../../../domain/limits.ts";
import { repairText } from "../../../domain/text.ts";
import type { WorkDraft } from "../../../domain/work-input.ts";
import { lookup } from "../lookup.ts";
import { inSequence } from "../product/people.ts";
import { creatorRolesOf } from "../product/roles.ts";
import type { OnixContributor, OnixProduct } from "../types.ts";
import type { Notes } from "./notes.ts";

type Creator = NonNullable<WorkDraft["creators"]>[number];

/** List 44. */
const partyScheme = lookup<"isni" | "orcid">({ "16": "isni", "21": "orcid" });

/** Who made it, in the order of the record; once for each role. */
export function creatorsOf({ contributors }: OnixProduct, notes: Notes): Creator[] {
  const creators = inSequence(contributors).flatMap((contributor) => creatorOf(contributor, notes));
  if (creators.length > LIMITS.creators) {
    notes.add("creators-left-out", `of ${creators.length} creators the first ${LIMITS.creators} are taken`);
  }
  return creators.slice(0, LIMITS.creators);
}

function creatorOf(contributor: OnixContributor, notes: Notes): Creator[] {
  if (contributor.display === null) return [];
  const name = repairText(contributor.display, { max: LIMITS.creatorName });
  if (name === null) {
    notes.add("creator-left-out", `a name of more than ${LIMITS.creatorName} characters was left out`);
    return [];
  }
  const identifiers = partyIdentifiers(contributor, notes);
  const roles =
    contributor.roles.length === 0 ? (["other"] as const) : contributor.roles.flatMap(creatorRolesOf);
  return [...new Set(roles)].map((role) => ({ name, role, identifiers }));
}

function partyIdentifiers({ identifiers }: OnixContributor, notes: Notes): Identifier[] {
  const found = identifiers.flatMap(({ type, value }) => {
    const scheme = partyScheme(type);
    if (!scheme) return [];
    try {
      return [parseIdentifier(scheme, value)];
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      notes.add(error.code, `an identifier of a creator was left out: ${error.message}`);
      return [];
    }
  });
  return found.slice(0, LIMITS.creatorIdentifiers);
}
