import type { Edition } from "../../../domain/edition.ts";
import { element } from "./xml.ts";

type SalesRight = Edition["salesRights"][number];
type Restriction = SalesRight["restrictions"][number];

/** What the lists of ONIX call unspecified. */
const UNSPECIFIED = "00";

/** What a catalogue record said of its publication, as it said it. Nothing is made of what the ledger knows. */
export function publishingDetail(edition: Edition): string[] {
  const content = [
    ...edition.imprints.map((name) => element("Imprint", [element("ImprintName", name)])),
    ...edition.publishers.map(({ role, name }) =>
      element("Publisher", [element("PublishingRole", role ?? UNSPECIFIED), element("PublisherName", name)]),
    ),
    ...optional("CountryOfPublication", edition.countryOfPublication),
    ...optional("PublishingStatus", edition.publishingStatus),
    ...edition.dates.flatMap(({ role, date }) =>
      role === null
        ? []
        : [element("PublishingDate", [element("PublishingDateRole", role), dateElement(date)])],
    ),
    ...edition.copyrights.flatMap(copyright),
    ...rights(edition),
  ];
  // The schema wants an imprint or a publisher, and none is to be made up.
  return edition.imprints.length + edition.publishers.length === 0
    ? []
    : [element("PublishingDetail", content)];
}

function optional(name: string, value: string | null): string[] {
  return value === null ? [] : [element(name, value)];
}

/** List 55, by the length of the date. */
const FORMATS: Readonly<Record<number, string>> = { 4: "05", 6: "01", 8: "00" };

function dateElement(iso: string): string {
  const digits = iso.replaceAll("-", "");
  return element("Date", digits, { dateformat: FORMATS[digits.length] ?? UNSPECIFIED });
}

/** The ledger does not tell people from organisations. */
function copyright({ type, years, owners }: Edition["copyrights"][number]): string[] {
  if (years.length + owners.length === 0) return [];
  const content = [
    ...optional("CopyrightType", type),
    ...years.map((year) => element("CopyrightYear", year)),
    ...owners.map((name) => element("CopyrightOwner", [element("PersonName", name)])),
  ];
  return [element("CopyrightStatement", content)];
}

/** All that was said of rights, or nothing: half of it could say more than the whole. */
function rights({ salesRights, restOfWorld, salesRestrictions }: Edition): string[] {
  const isWhole = salesRights.every((right) => right.type !== null && territory(right).length > 0);
  if (!isWhole) return [];
  return [
    ...salesRights.map((right) =>
      element("SalesRights", [
        element("SalesRightsType", right.type ?? UNSPECIFIED),
        element("Territory", territory(right)),
        ...right.restrictions.map(restriction),
      ]),
    ),
    ...optional("ROWSalesRightsType", restOfWorld?.type ?? null),
    ...salesRestrictions.map(restriction),
  ];
}

function territory(right: SalesRight): string[] {
  const lists = {
    CountriesIncluded: right.countriesIncluded,
    RegionsIncluded: right.regionsIncluded,
    CountriesExcluded: right.countriesExcluded,
    RegionsExcluded: right.regionsExcluded,
  };
  return Object.entries(lists).flatMap(([name, codes]) =>
    codes.length === 0 ? [] : [element(name, codes.join(" "))],
  );
}

function restriction({ type, outlets, note, from, until }: Restriction): string {
  return element("SalesRestriction", [
    element("SalesRestrictionType", type ?? UNSPECIFIED),
    ...outlets.map((name) => element("SalesOutlet", [element("SalesOutletName", name)])),
    ...optional("SalesRestrictionNote", note),
    ...optional("StartDate", from),
    ...optional("EndDate", until),
  ]);
}
