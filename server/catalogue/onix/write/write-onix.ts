import { isIdentifierScheme, schemeName } from "../../../domain/identifiers.ts";
import { legalClasses } from "../../../domain/tables/legal-classes.ts";
import { tradeClasses } from "../../../domain/tables/trade-classes.ts";
import type { WorkInput } from "../../../domain/work-input.ts";
import { lookup } from "../lookup.ts";
import { publishingDetail } from "./edition.ts";
import { languageElements, statedLanguage } from "./language.ts";
import { carriedWork } from "./own-record.ts";
import { contributorRole } from "./roles.ts";
import { element } from "./xml.ts";

/** What of a work is written. */
export interface ExportedWork {
  readonly workId: string;
  readonly title: string;
  readonly originalTitle: string | null;
  readonly creators: readonly { readonly name: string; readonly role: string }[];
  /** BCP 47. */
  readonly language: string | null;
  readonly legalClass: string;
  readonly tradeClass: string;
  readonly genre: string | null;
  readonly identifiers: readonly { readonly scheme: string; readonly value: string }[];
  readonly status: "registered" | "revoked";
  /** The whole work, where its metadata document can be read: it says what follows in more detail. */
  readonly work?: WorkInput | null;
}

/** A work by all that its document says. */
export function exportedWork(work: WorkInput, status: ExportedWork["status"]): ExportedWork {
  return { ...work, workId: work.fingerprint, status, work };
}

export interface OnixSender {
  /** Who sends the message. */
  readonly name: string;
  readonly sentAt: Date;
}

/**
 * Works as an ONIX for Books 3.1 message with reference tags, piece by piece. A work is not a product: what the
 * standard asks of a product and the ledger does not know is written as not defined. Rights on the ledger are not
 * written at all; sales rights are, where the work's own catalogue record said them, as it said them. The fingerprint
 * is the record's reference.
 */
export async function* writeOnix(
  works: AsyncIterable<ExportedWork> | Iterable<ExportedWork>,
  { name, sentAt }: OnixSender,
): AsyncGenerator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield '<ONIXMessage xmlns="http://ns.editeur.org/onix/3.1/reference" release="3.1">\n';
  const time = sentAt.toISOString().replace(/[-:]/g, "").slice(0, 13);
  yield element("Header", [
    element("Sender", [element("SenderName", name)]),
    element("SentDateTime", `${time}Z`),
  ]);
  let any = false;
  for await (const work of works) {
    any = true;
    yield productElement(work);
  }
  if (!any) yield "<NoProduct/>\n";
  yield "</ONIXMessage>\n";
}

/** A work as a Product. */
export function productElement(work: ExportedWork): string {
  const revoked = work.status === "revoked";
  const whole = work.work ?? null;
  const edition = whole?.edition ?? null;
  return element("Product", [
    element("RecordReference", work.workId),
    element("NotificationType", revoked ? "05" : "03"),
    ...(revoked ? [element("DeletionText", "The registration of this work was revoked.")] : []),
    identifier("Product", "01", work.workId, "SHA-256 fingerprint"),
    ...work.identifiers.flatMap(productIdentifiers),
    element("DescriptiveDetail", [
      element("ProductComposition", "00"),
      element("ProductForm", edition?.form ?? "00"),
      title("01", work.title, edition?.subtitle),
      ...(work.originalTitle === null ? [] : [title("03", work.originalTitle)]),
      ...(whole?.alternateTitles ?? []).map((text) => title("14", text)),
      ...contributors(work.creators),
      ...(edition && edition.languages.length > 0
        ? edition.languages.flatMap(statedLanguage)
        : languageElements(work.language)),
      ...subjects(work),
      ...(whole ? carriedWork(whole) : []),
    ]),
    ...description(whole?.description ?? null),
    ...(edition ? publishingDetail(edition) : []),
    ...relatedWorks(work.identifiers),
  ]);
}

function identifier(kind: "Product" | "Work", type: string, value: string, typeName?: string): string {
  return element(`${kind}Identifier`, [
    element(`${kind}IDType`, type),
    ...(typeName === undefined ? [] : [element("IDTypeName", typeName)]),
    element("IDValue", value),
  ]);
}

/** List 16, of schemes that name the work itself. */
const workType = lookup({ isrc: "18", eidr: "31", iscc: "39" });
/** List 5. */
const productTypes = lookup<readonly string[]>({
  isbn: ["03", "15"],
  ismn: ["03", "25"],
  doi: ["06"],
});

function productIdentifiers({ scheme, value }: ExportedWork["identifiers"][number]): string[] {
  if (workType(scheme) !== undefined) return [];
  const types = productTypes(scheme);
  if (types) return types.map((type) => identifier("Product", type, value));
  return [identifier("Product", "01", value, isIdentifierScheme(scheme) ? schemeName(scheme, "en") : scheme)];
}

function relatedWorks(identifiers: ExportedWork["identifiers"]): string[] {
  const own = identifiers.flatMap(({ scheme, value }) => {
    const type = workType(scheme);
    return type === undefined ? [] : [identifier("Work", type, value)];
  });
  if (own.length === 0) return [];
  return [element("RelatedMaterial", [element("RelatedWork", [element("WorkRelationCode", "01"), ...own])])];
}

function title(type: string, text: string, subtitle: string | null = null): string {
  return element("TitleDetail", [
    element("TitleType", type),
    element("TitleElement", [
      element("TitleElementLevel", "01"),
      element("TitleText", text),
      ...(subtitle === null ? [] : [element("Subtitle", subtitle)]),
    ]),
  ]);
}

/** Lists 153 and 154: a description, for everybody. */
function description(text: string | null): string[] {
  if (text === null) return [];
  const content = [element("TextType", "03"), element("ContentAudience", "00"), element("Text", text)];
  return [element("CollateralDetail", [element("TextContent", content)])];
}

/** One composite a name, with all its roles. The ledger does not tell people from organisations. */
function contributors(creators: ExportedWork["creators"]): string[] {
  const roles = new Map<string, Set<string>>();
  for (const { name, role } of creators) {
    roles.set(name, (roles.get(name) ?? new Set()).add(contributorRole(role)));
  }
  return [...roles].map(([name, codes], index) =>
    element("Contributor", [
      element("SequenceNumber", String(index + 1)),
      ...[...codes].map((code) => element("ContributorRole", code)),
      element("PersonName", name),
    ]),
  );
}

/** Genre and keywords as keywords; the ledger's classes as schemes of its own. */
function subjects({ genre, legalClass, tradeClass, work }: ExportedWork): string[] {
  const ownScheme = (name: string, code: string, heading: string) =>
    element("Subject", [
      element("SubjectSchemeIdentifier", "24"),
      element("SubjectSchemeName", name),
      element("SubjectCode", code),
      element("SubjectHeadingText", heading),
    ]);
  const words = [...(genre === null ? [] : [genre]), ...(work?.keywords ?? [])].map((word) =>
    element("Subject", [element("SubjectSchemeIdentifier", "20"), element("SubjectHeadingText", word)]),
  );
  return [
    ...words,
    ownScheme(legalClasses.id, legalClass, legalClasses.name(legalClass, "en")),
    ownScheme(tradeClasses.id, tradeClass, tradeClasses.name(tradeClass, "en")),
  ];
}
