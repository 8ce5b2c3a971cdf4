import { parseIdentifier } from "../../../domain/identifiers.ts";
import { type Problems, shown } from "../problems.ts";
import type { OnixIdentifier, OnixProduct } from "../types.ts";
import { all, type Node, one, textOf, textsOf } from "../xml/tree.ts";
import { identifierOf, identifiersOf } from "./identifiers.ts";
import { contributorsOf } from "./people.ts";
import { titlesOf } from "./titles.ts";
import { checkCode, wholeNumber } from "./values.ts";

type Numbers = Pick<OnixProduct, "identifiers" | "isbn13" | "isbn13Valid" | "gtin13">;

/** What the product is called by. */
export function numbersOf(product: Node, problems: Problems): Numbers {
  const identifiers = identifiersOf(product, "Product");
  const nodes = all(product, "ProductIdentifier");
  checkCode(nodes, "ProductIDType", /^\d\d$/, "type of identifier (list 5)", problems);
  const isbn13 = digitsOf(identifiers, "15");
  const isbn13Valid = isbn13 === null ? null : isIsbn(isbn13);
  const at = nodes.find((node) => textOf(node, "ProductIDType") === "15") ?? product;
  if (isbn13Valid === false) {
    problems.report("wrong-check-digit", `${shown(isbn13 ?? "")} is no ISBN-13: it is not taken for one`, at);
  }
  return { identifiers, isbn13, isbn13Valid, gtin13: digitsOf(identifiers, "03") };
}

function digitsOf(identifiers: readonly OnixIdentifier[], type: string): string | null {
  return identifierOf(identifiers, type)?.replace(/[\s-]/g, "") ?? null;
}

function isIsbn(text: string): boolean {
  try {
    return parseIdentifier("isbn", text).value === text;
  } catch {
    return false;
  }
}

type Form = Pick<
  OnixProduct,
  | "composition"
  | "form"
  | "formDetails"
  | "formDescriptions"
  | "primaryContentType"
  | "contentTypes"
  | "technicalProtection"
  | "usageConstraints"
  | "licenses"
  | "parts"
>;

/** What the product is, as a thing. */
export function formOf(detail: readonly Node[], problems: Problems): Form {
  checkCode(detail, "ProductForm", /^([A-Z]{2}|00)$/, "form of a product (list 150)", problems);
  return {
    composition: textOf(detail, "ProductComposition"),
    form: textOf(detail, "ProductForm"),
    formDetails: textsOf(detail, "ProductFormDetail"),
    formDescriptions: textsOf(detail, "ProductFormDescription"),
    primaryContentType: textOf(detail, "PrimaryContentType"),
    contentTypes: textsOf(detail, "ProductContentType"),
    technicalProtection: textsOf(detail, "EpubTechnicalProtection"),
    usageConstraints: all(detail, "EpubUsageConstraint").map((node) => ({
      type: textOf(node, "EpubUsageType"),
      status: textOf(node, "EpubUsageStatus"),
      limits: all(node, "EpubUsageLimit").map((limit) => ({
        quantity: textOf(limit, "Quantity"),
        unit: textOf(limit, "EpubUsageUnit"),
      })),
    })),
    licenses: all(detail, "EpubLicense").map((node) => ({
      names: textsOf(node, "EpubLicenseName"),
      links: textsOf(all(node, "EpubLicenseExpression"), "EpubLicenseExpressionLink"),
    })),
    parts: all(detail, "ProductPart").map((node) => ({
      identifiers: identifiersOf(node, "Product"),
      form: textOf(node, "ProductForm"),
    })),
  };
}

type Content = Pick<
  OnixProduct,
  | "collections"
  | "titles"
  | "title"
  | "subtitle"
  | "contributors"
  | "contributorStatements"
  | "editionTypes"
  | "editionNumber"
  | "editionVersion"
  | "editionStatements"
  | "languages"
  | "extents"
  | "subjects"
>;

/** What is in it, and who made that. */
export function contentOf(detail: readonly Node[], problems: Problems): Content {
  const titles = titlesOf(detail, problems);
  const title = titles.find(({ type }) => type === "01") ?? titles.find(({ type }) => type === "00");
  return {
    collections: all(detail, "Collection").map((node) => ({
      type: textOf(node, "CollectionType"),
      titles: titlesOf(node, problems),
      identifiers: identifiersOf(node, "Collection"),
      sequences: all(node, "CollectionSequence").map((sequence) => ({
        type: textOf(sequence, "CollectionSequenceType"),
        number: textOf(sequence, "CollectionSequenceNumber"),
      })),
    })),
    titles,
    title: title?.text ?? null,
    subtitle: title?.subtitle ?? null,
    contributors: contributorsOf(detail, problems),
    contributorStatements: textsOf(detail, "ContributorStatement"),
    editionTypes: textsOf(detail, "EditionType"),
    editionNumber: textOf(detail, "EditionNumber"),
    editionVersion: textOf(detail, "EditionVersionNumber"),
    editionStatements: textsOf(detail, "EditionStatement"),
    languages: languagesOf(detail, problems),
    extents: extentsOf(detail, problems),
    subjects: all(detail, "Subject").map((node) => ({
      scheme: textOf(node, "SubjectSchemeIdentifier"),
      schemeName: textOf(node, "SubjectSchemeName"),
      schemeVersion: textOf(node, "SubjectSchemeVersion"),
      code: textOf(node, "SubjectCode"),
      headings: textsOf(node, "SubjectHeadingText"),
      main: one(node, "MainSubject") !== undefined,
    })),
  };
}

/** List 22. */
const LANGUAGE_ROLES: ReadonlySet<string> = new Set("01 02 03 06 07 08 09 10 11 12 13 14 15".split(" "));

function languagesOf(detail: readonly Node[], problems: Problems): OnixProduct["languages"] {
  return all(detail, "Language").map((node) => {
    checkCode(node, "LanguageRole", LANGUAGE_ROLES, "role of a language (list 22)", problems);
    checkCode(node, "LanguageCode", /^[a-z]{3}$/, "code of a language (list 74)", problems);
    checkCode(node, "ScriptCode", /^[A-Z][a-z]{3}$/, "code of a script (list 121)", problems);
    return {
      role: textOf(node, "LanguageRole"),
      code: textOf(node, "LanguageCode"),
      country: textOf(node, "CountryCode"),
      region: textOf(node, "RegionCode"),
      script: textOf(node, "ScriptCode"),
    };
  });
}

/** Units of list 24 in which an extent of list 23 can be told. */
const UNITS: readonly (readonly [types: string, units: string])[] = [
  ["00 03 04 05 06 07 08 10 11 12", "03"],
  ["09 13 14 15 16", "04 05 06 14 15 16"],
  ["22 23", "17 18 19"],
];

function extentsOf(detail: readonly Node[], problems: Problems): OnixProduct["extents"] {
  return all(detail, "Extent").map((node) => {
    const [type, unit] = [textOf(node, "ExtentType"), textOf(node, "ExtentUnit")];
    const units = UNITS.find(([types]) => type !== null && types.split(" ").includes(type))?.[1].split(" ");
    if (units && unit !== null && !units.includes(unit)) {
      problems.report("wrong-unit", `an extent of type ${type} is not told in units of ${shown(unit)}`, node);
    }
    const value = textOf(node, "ExtentValue");
    if (value !== null && wholeNumber(value) === null && !/^\d+\.\d+$/.test(value)) {
      problems.report("wrong-form", `${shown(value)} is no value of an extent`, node);
    }
    return { type, value, unit };
  });
}
