import type { Territory } from "../../domain/tables/territories.ts";
import type { OnixProblem } from "./problems.ts";
import type { OnixRelease } from "./release.ts";

/*
 * What a message says, in the codes of its lists and with runs of spaces as one. A fact that is missing, or not
 * certain, is null or not in its list; the problems beside it say why.
 */

/** An identifier as it stands there: type code, name of a proprietary scheme, value. */
export interface OnixIdentifier {
  readonly type: string | null;
  readonly typeName: string | null;
  readonly value: string;
}

export interface OnixHeader {
  readonly release: OnixRelease;
  readonly flavour: "reference" | "short";
  readonly namespace: string | null;
  /** Whether it is EDItEUR's for this release and flavour. */
  readonly namespaceAsStandard: boolean;
  /** Encoding of the message, by its name in the Encoding Standard. */
  readonly encoding: string;
  readonly sender: { readonly name: string | null; readonly identifiers: readonly OnixIdentifier[] } | null;
  readonly messageNumber: string | null;
  /** As it stands there: 20100510T1115-0400. */
  readonly sentDateTime: string | null;
  /** List 74. The message says it of products that name no language. */
  readonly defaultLanguageOfText: string | null;
}

export interface OnixTitleElement {
  /** List 149: 01 product, 02 collection, 03 part of a collection, 04 content item. */
  readonly level: string | null;
  readonly sequence: number | null;
  /** Prefix and rest put together, or the whole text; null if there is only a part number. */
  readonly text: string | null;
  readonly prefix: string | null;
  readonly withoutPrefix: string | null;
  readonly partNumber: string | null;
  readonly year: string | null;
  readonly subtitle: string | null;
}

export interface OnixTitle {
  /** List 15. */
  readonly type: string | null;
  /** Text of the product's own element, else of all elements in their order. */
  readonly text: string | null;
  readonly subtitle: string | null;
  readonly statement: string | null;
  readonly elements: readonly OnixTitleElement[];
}

/** A person or an organisation, with the parts of the name as they are given. */
export interface OnixName {
  /** The name to show: the whole name, else its parts in their order, else inverted, else that of the organisation. */
  readonly display: string | null;
  readonly parts: Readonly<Record<string, string>>;
  readonly identifiers: readonly OnixIdentifier[];
}

export interface OnixContributor extends OnixName {
  readonly sequence: number | null;
  /** List 17. */
  readonly roles: readonly string[];
  readonly fromLanguages: readonly string[];
  readonly toLanguages: readonly string[];
  /** List 19: 01 unknown, 02 anonymous, 03 et al., … */
  readonly unnamed: string | null;
  readonly alternativeNames: readonly (OnixName & { readonly nameType: string | null })[];
  readonly dates: readonly OnixDate[];
}

export interface OnixLanguage {
  /** List 22. */
  readonly role: string | null;
  /** List 74. */
  readonly code: string | null;
  readonly country: string | null;
  readonly region: string | null;
  /** ISO 15924. */
  readonly script: string | null;
}

export interface OnixDate {
  /** List 163 (of contributors: 177). */
  readonly role: string | null;
  readonly text: string;
  /** List 55; null if not stated. */
  readonly format: string | null;
  /** 2006-08-07, 2006-08 or 2006 in the Gregorian calendar; null for other forms. */
  readonly iso: string | null;
}

export interface OnixSubject {
  /** List 27. */
  readonly scheme: string | null;
  readonly schemeName: string | null;
  readonly schemeVersion: string | null;
  readonly code: string | null;
  readonly headings: readonly string[];
  readonly main: boolean;
}

/** Whole territories: all but `codes`, or just `codes`. */
export interface TerritorySet {
  readonly world: boolean;
  readonly codes: readonly Territory[];
}

/** A territory in the message's own codes (lists 91 and 49). */
export interface OnixTerritory {
  readonly countriesIncluded: readonly string[];
  readonly regionsIncluded: readonly string[];
  readonly countriesExcluded: readonly string[];
  readonly regionsExcluded: readonly string[];
}

export interface OnixSalesRestriction {
  /** List 71. */
  readonly type: string | null;
  readonly outlets: readonly {
    readonly name: string | null;
    readonly identifiers: readonly OnixIdentifier[];
  }[];
  readonly notes: readonly string[];
  readonly startDate: string | null;
  readonly endDate: string | null;
}

export interface OnixSalesRights extends OnixTerritory {
  /** List 46. */
  readonly type: string | null;
  /**
   * The whole countries and regions of which the statement certainly holds: never more than it says. A code that is
   * none, a part of a country, and a territory that another statement contradicts are not among them. Null if not
   * even that is certain.
   */
  readonly territories: TerritorySet | null;
  readonly restrictions: readonly OnixSalesRestriction[];
}

export interface OnixPublisher {
  /** List 45. */
  readonly role: string | null;
  readonly name: string | null;
  readonly identifiers: readonly OnixIdentifier[];
}

export interface OnixCollection {
  /** List 148. */
  readonly type: string | null;
  readonly titles: readonly OnixTitle[];
  readonly identifiers: readonly OnixIdentifier[];
  readonly sequences: readonly { readonly type: string | null; readonly number: string | null }[];
}

export interface OnixProduct {
  readonly recordReference: string | null;
  /** List 1. */
  readonly notificationType: string | null;
  readonly deletionTexts: readonly string[];
  readonly recordSource: {
    readonly type: string | null;
    readonly name: string | null;
    readonly identifiers: readonly OnixIdentifier[];
  };
  /** Attribute `datestamp`: when the record was last changed. */
  readonly datestamp: string | null;
  /** List 5. */
  readonly identifiers: readonly OnixIdentifier[];
  /** As it stands there, without hyphens, right or wrong. */
  readonly isbn13: string | null;
  readonly isbn13Valid: boolean | null;
  readonly gtin13: string | null;
  /** List 2. */
  readonly composition: string | null;
  /** List 150. */
  readonly form: string | null;
  /** List 175. */
  readonly formDetails: readonly string[];
  readonly formDescriptions: readonly string[];
  /** List 81. */
  readonly primaryContentType: string | null;
  readonly contentTypes: readonly string[];
  /** List 144. */
  readonly technicalProtection: readonly string[];
  /** Lists 145, 146, 147. */
  readonly usageConstraints: readonly {
    readonly type: string | null;
    readonly status: string | null;
    readonly limits: readonly { readonly quantity: string | null; readonly unit: string | null }[];
  }[];
  readonly licenses: readonly { readonly names: readonly string[]; readonly links: readonly string[] }[];
  readonly parts: readonly {
    readonly identifiers: readonly OnixIdentifier[];
    readonly form: string | null;
  }[];
  readonly collections: readonly OnixCollection[];
  readonly titles: readonly OnixTitle[];
  /** The distinctive title (type 01, else 00). */
  readonly title: string | null;
  readonly subtitle: string | null;
  /** In the order of the message. */
  readonly contributors: readonly OnixContributor[];
  readonly contributorStatements: readonly string[];
  readonly editionTypes: readonly string[];
  readonly editionNumber: string | null;
  readonly editionVersion: string | null;
  readonly editionStatements: readonly string[];
  readonly languages: readonly OnixLanguage[];
  /** Lists 23 and 24. */
  readonly extents: readonly {
    readonly type: string | null;
    readonly value: string | null;
    readonly unit: string | null;
  }[];
  readonly subjects: readonly OnixSubject[];
  /** Lists 153 and 154; marked-up text without its markup. */
  readonly texts: readonly {
    readonly type: string | null;
    readonly audiences: readonly string[];
    readonly text: string;
    /** For some territories only. */
    readonly limited: boolean;
  }[];
  readonly imprints: readonly {
    readonly name: string | null;
    readonly identifiers: readonly OnixIdentifier[];
  }[];
  readonly publishers: readonly OnixPublisher[];
  readonly citiesOfPublication: readonly string[];
  readonly countryOfPublication: string | null;
  /** List 198. */
  readonly contacts: readonly {
    readonly role: string | null;
    readonly name: string | null;
    readonly person: string | null;
    readonly emails: readonly string[];
    readonly identifiers: readonly OnixIdentifier[];
  }[];
  /** List 64. */
  readonly publishingStatus: string | null;
  readonly dates: readonly OnixDate[];
  /** List 219: C copyright, P phonogram right, D database right; null means C. */
  readonly copyrights: readonly {
    readonly type: string | null;
    readonly years: readonly string[];
    readonly owners: readonly OnixName[];
  }[];
  readonly copyrightTexts: readonly string[];
  readonly salesRights: readonly OnixSalesRights[];
  /** List 46, for the rest of the world. */
  readonly rowSalesRightsType: string | null;
  /** The territories that no statement of sales rights names; null if there is no type for them, or it is not certain. */
  readonly restOfWorld: TerritorySet | null;
  readonly salesRestrictions: readonly OnixSalesRestriction[];
  /** Lists 164 and 16. */
  readonly relatedWorks: readonly {
    readonly relation: string | null;
    readonly identifiers: readonly OnixIdentifier[];
  }[];
  /** List 51. */
  readonly relatedProducts: readonly {
    readonly relations: readonly string[];
    readonly identifiers: readonly OnixIdentifier[];
    readonly form: string | null;
  }[];
}

export interface OnixHeaderItem {
  readonly kind: "header";
  readonly header: OnixHeader;
  readonly problems: readonly OnixProblem[];
}

export interface OnixProductItem {
  readonly kind: "product";
  /** From 0. */
  readonly index: number;
  /** Line of its start tag, from 1. */
  readonly line: number;
  readonly product: OnixProduct;
  readonly problems: readonly OnixProblem[];
  /**
   * Index of the last product before with the same record reference, which this one replaces; null if there is none.
   */
  readonly supersedes: number | null;
}

export type OnixItem = OnixHeaderItem | OnixProductItem;
