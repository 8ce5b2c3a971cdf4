import { territories } from "../../../domain/tables/territories.ts";
import { type Problems, shown } from "../problems.ts";
import type { OnixProduct } from "../types.ts";
import { all, type Node, textOf, textsOf } from "../xml/tree.ts";
import { identifiersOf } from "./identifiers.ts";
import { nameOf } from "./people.ts";
import { checkCode, datesOf } from "./values.ts";

type Publishing = Pick<
  OnixProduct,
  | "imprints"
  | "publishers"
  | "citiesOfPublication"
  | "countryOfPublication"
  | "contacts"
  | "publishingStatus"
  | "dates"
  | "copyrights"
  | "copyrightTexts"
>;

/** Who publishes it, when, and whose it is said to be. */
export function publishingOf(publishing: readonly Node[], problems: Problems): Publishing {
  checkCode(publishing, "PublishingStatus", /^\d\d$/, "publishing status (list 64)", problems);
  checkCode(
    all(publishing, "Publisher"),
    "PublishingRole",
    /^\d\d$/,
    "role of a publisher (list 45)",
    problems,
  );
  const statements = all(publishing, "CopyrightStatement");
  checkCode(statements, "CopyrightType", /^[CPD]$/, "type of copyright (list 219)", problems);
  return {
    imprints: all(publishing, "Imprint").map((node) => ({
      name: textOf(node, "ImprintName"),
      identifiers: identifiersOf(node, "Imprint"),
    })),
    publishers: all(publishing, "Publisher").map((node) => ({
      role: textOf(node, "PublishingRole"),
      name: textsOf(node, "PublisherName")[0] ?? null,
      identifiers: identifiersOf(node, "Publisher"),
    })),
    citiesOfPublication: textsOf(publishing, "CityOfPublication"),
    countryOfPublication: countryOf(publishing, problems),
    contacts: all(publishing, "ProductContact").map((node) => ({
      role: textOf(node, "ProductContactRole"),
      name: textOf(node, "ProductContactName"),
      person: textOf(node, "ContactName"),
      emails: textsOf(node, "EmailAddress"),
      identifiers: identifiersOf(node, "ProductContact"),
    })),
    publishingStatus: textOf(publishing, "PublishingStatus"),
    dates: datesOf(publishing, "PublishingDate", problems),
    copyrights: statements.map((node) => ({
      type: textOf(node, "CopyrightType"),
      years: textsOf(node, "CopyrightYear"),
      owners: all(node, "CopyrightOwner").map((owner) => nameOf(owner, "CopyrightOwner")),
    })),
    copyrightTexts: textsOf(publishing, "CopyrightStatementText"),
  };
}

function countryOf(publishing: readonly Node[], problems: Problems): string | null {
  const [node] = all(publishing, "CountryOfPublication");
  const code = textOf(publishing, "CountryOfPublication");
  if (node && !territories.has(node.text)) {
    problems.report("not-a-country", `${shown(node.text)} is no country`, node);
  }
  return code;
}
