import type { EditionDraft } from "../../../domain/edition.ts";
import { LIMITS } from "../../../domain/limits.ts";
import { writeTerritories } from "../../../domain/scope/territories.ts";
import { repairText } from "../../../domain/text.ts";
import { territoryMask } from "../product/territory.ts";
import type { OnixProduct, OnixSalesRestriction, OnixSalesRights, TerritorySet } from "../types.ts";
import type { Notes } from "./notes.ts";

type SalesRight = NonNullable<EditionDraft["salesRights"]>[number];
type Restriction = NonNullable<SalesRight["restrictions"]>[number];
type Rights = Pick<EditionDraft, "salesRights" | "restOfWorld" | "salesRestrictions">;

/** What the record says of its edition. What does not fit is left out, and said; of rights all or nothing is kept. */
export function editionOf(product: OnixProduct, notes: Notes): EditionDraft {
  return {
    recordReference: repairText(product.recordReference, { max: LIMITS.identifier }),
    notificationType: codeOf(product.notificationType),
    subtitle: repairText(product.subtitle, { max: LIMITS.title }),
    form: codeOf(product.form),
    languages: product.languages.slice(0, LIMITS.languages).flatMap(({ role, code, script, country }) => {
      const known = codeOf(code);
      if (known === null) return [];
      return [{ role: codeOf(role), code: known, script: codeOf(script), country: codeOf(country) }];
    }),
    publishers: product.publishers
      .flatMap(({ role, name }) => named(name).map((said) => ({ role: codeOf(role), name: said })))
      .slice(0, LIMITS.publishers),
    imprints: product.imprints.flatMap(({ name }) => named(name)).slice(0, LIMITS.publishers),
    publishingStatus: codeOf(product.publishingStatus),
    countryOfPublication: codeOf(product.countryOfPublication),
    dates: product.dates
      .flatMap(({ role, iso }) => (iso === null ? [] : [{ role: codeOf(role), date: iso }]))
      .slice(0, LIMITS.dates),
    copyrights: product.copyrights.slice(0, LIMITS.copyrights).map(({ type, years, owners }) => ({
      type: codeOf(type),
      years: years.flatMap((year) => codeOf(year) ?? []).slice(0, LIMITS.copyrightYears),
      owners: owners.flatMap(({ display }) => named(display)).slice(0, LIMITS.copyrightOwners),
    })),
    ...rightsOf(product, notes),
  };
}

function rightsOf(product: OnixProduct, notes: Notes): Rights {
  const { salesRights, salesRestrictions, rowSalesRightsType, restOfWorld } = product;
  if (!fits(product)) {
    const message = "it says more of sales rights than a work keeps: none of it was taken";
    notes.add("sales-rights-left-out", message);
    return {};
  }
  return {
    salesRights: salesRights.map(salesRight),
    restOfWorld:
      rowSalesRightsType === null
        ? null
        : { type: codeOf(rowSalesRightsType), territories: inWords(restOfWorld) },
    salesRestrictions: salesRestrictions.map(restriction),
  };
}

const CODES = ["countriesIncluded", "regionsIncluded", "countriesExcluded", "regionsExcluded"] as const;
/** Longest code of a territory that is kept as it was written. */
const LONGEST_CODE = 10;

function fits({ salesRights, salesRestrictions }: OnixProduct): boolean {
  const codesFit = (rights: OnixSalesRights) =>
    CODES.every(
      (list) =>
        rights[list].length <= LIMITS.territoryCodes &&
        rights[list].every((code) => repairText(code, { max: LONGEST_CODE }) !== null),
    );
  return (
    salesRights.length <= LIMITS.salesRights &&
    salesRights.every(codesFit) &&
    salesRights.every(({ restrictions }) => restrictions.length <= LIMITS.salesRestrictions) &&
    salesRestrictions.length <= LIMITS.productRestrictions &&
    [...salesRestrictions, ...salesRights.flatMap(({ restrictions }) => restrictions)].every(restrictionFits)
  );
}

function restrictionFits({ outlets, notes }: OnixSalesRestriction): boolean {
  const note = notes.join("\n");
  return (
    outlets.length <= LIMITS.outlets &&
    outlets.every(({ name }) => name === null || repairText(name, { max: LIMITS.outlet }) !== null) &&
    (note === "" || repairText(note, { max: LIMITS.restrictionNote }) !== null)
  );
}

function salesRight({ type, territories, restrictions, ...written }: OnixSalesRights): SalesRight {
  const lists = Object.fromEntries(CODES.map((list) => [list, [...written[list]]]));
  return {
    type: codeOf(type),
    ...lists,
    territories: inWords(territories),
    restrictions: restrictions.map(restriction),
  };
}

function restriction({ type, outlets, notes, startDate, endDate }: OnixSalesRestriction): Restriction {
  return {
    type: codeOf(type),
    outlets: outlets.flatMap(({ name }) => repairText(name, { max: LIMITS.outlet }) ?? []),
    note: repairText(notes.join("\n"), { max: LIMITS.restrictionNote }),
    from: codeOf(startDate),
    until: codeOf(endDate),
  };
}

/** Null for none and for what is not certain: neither is a territory. */
function inWords(set: TerritorySet | null): string | null {
  const mask = set === null ? 0n : territoryMask(set);
  return mask === 0n ? null : writeTerritories(mask);
}

function codeOf(code: string | null): string | null {
  return repairText(code, { max: LIMITS.code });
}

function named(name: string | null): string[] {
  const said = repairText(name, { max: LIMITS.publisher });
  return said === null ? [] : [said];
}
