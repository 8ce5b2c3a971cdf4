import { isKnownName, referenceName } from "./tags.ts";

/** Which release of ONIX a message is: 3.0 and 3.1 are read, 2.1 never is. */

/** `3.x` is a message that names no release, but is built as only 3.0 and 3.1 are. */
export type OnixRelease = "3.0" | "3.1" | "3.x";

/** What is said or shown of a release. */
export type ReleaseSign =
  | { readonly kind: "release"; readonly release: OnixRelease }
  | { readonly kind: "old"; readonly why: string }
  | { readonly kind: "other"; readonly release: string }
  | { readonly kind: "none" };

/** What the root says: its attribute `release`, else its namespace. */
export function releaseOfRoot(release: string | undefined, namespace: string | null): ReleaseSign {
  const named = /onix\/(\d+\.\d+)/i.exec(namespace ?? "")?.[1];
  const stated = release?.trim() || named;
  if (stated === undefined) return { kind: "none" };
  if (/^[12](\.|$)/.test(stated))
    return { kind: "old", why: `it calls itself release ${stated.slice(0, 10)}` };
  if (named && /^[12]\./.test(named)) return { kind: "old", why: `its namespace is that of ${named}` };
  const [, read] = /^(3\.[01])(\.\d+)?$/.exec(stated) ?? [];
  if (read === undefined) return { kind: "other", release: stated.slice(0, 20) };
  return { kind: "release", release: read as OnixRelease };
}

/** Blocks of a product that 2.1 does not have. */
const BLOCKS: ReadonlySet<string> = new Set([
  "DescriptiveDetail",
  "CollateralDetail",
  "PromotionDetail",
  "ContentDetail",
  "PublishingDetail",
  "RelatedMaterial",
  "ProductionDetail",
  "ProductSupply",
]);

/** Elements of the header and of a product in 2.1 that 3.x has nowhere, and their short tags. */
const OLD_ONLY: ReadonlySet<string> = new Set(
  (
    "FromCompany FromPerson FromEmail FromEANNumber FromSAN ToCompany ToPerson ToEANNumber ToSAN SentDate " +
    "m172 m173 m174 m175 m283 m176 m177 m178 m179 m182 " +
    "ISBN EAN13 UPC ISMN DOI PublisherProductNo ReplacesISBN BookFormDetail NumberOfPieces ContainedItem EpubType " +
    "Series NoSeries Set DistinctiveTitle TranslationOfTitle FormerTitle Title EditionTypeCode LanguageOfText " +
    "OriginalLanguage PagesRoman PagesArabic BASICMainSubject BICMainSubject PersonAsSubject Annotation " +
    "MainDescription OtherText ReviewQuote CoverImageLink MediaFile ProductWebsite CopublisherName " +
    "OriginalPublisher AnnouncementDate TradeAnnouncementDate PublicationDate YearFirstPublished NotForSale Height " +
    "Width Thickness Weight Dimensions OutOfPrintDate MarketRepresentation " +
    "b004 b005 b006 b007 b008 b009 b013 b210 b211 b027 b028 b032 b033 b050 b059 b060 b064 b065 b254 b255 d100 d101 " +
    "b003 b086 b088 b240 b362 c096 c097 c098 c099 series n338 set title containeditem othertext mediafile " +
    "mainsubject personassubject productwebsite notforsale marketrepresentation"
  ).split(" "),
);
/** In 3.x inside ProductSupply. */
const OLD_PLACE = "SupplyDetail";

/** What a child of a header or of a product shows, by its tag as it stands there. */
export function releaseShownBy(tag: string, parent: "Header" | "Product", stated: boolean): ReleaseSign {
  const name = referenceName(tag);
  if (OLD_ONLY.has(tag) || (parent === "Product" && name === OLD_PLACE)) {
    return { kind: "old", why: `${tag} stands in ${parent}, as only 2.1 has it` };
  }
  if (stated) return { kind: "none" };
  if (parent === "Header") {
    const fresh = name === "Sender" || name === "SentDateTime";
    return fresh ? { kind: "release", release: "3.x" } : { kind: "none" };
  }
  if (BLOCKS.has(name)) return { kind: "release", release: "3.x" };
  const old = isKnownName(name) && !KEPT.has(name);
  return old ? { kind: "old", why: `${tag} stands in ${parent} itself, as in 2.1` } : { kind: "none" };
}

/** What products of all releases begin with. */
const KEPT: ReadonlySet<string> = new Set([
  "RecordReference",
  "NotificationType",
  "DeletionText",
  "RecordSourceType",
  "RecordSourceIdentifier",
  "RecordSourceName",
  "ProductIdentifier",
  "Barcode",
]);
