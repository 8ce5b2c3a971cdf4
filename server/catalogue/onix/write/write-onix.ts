import { isIdentifierScheme, schemeName } from "../../../domain/identifiers.ts";
import { legalClasses } from "../../../domain/tables/legal-classes.ts";
import { tradeClasses } from "../../../domain/tables/trade-classes.ts";
import { lookup } from "../lookup.ts";
import { languageElements } from "./language.ts";
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
}

export interface OnixSender {
  /** Who sends the message. */
  readonly name: string;
  readonly sentAt: Date;
}

/**
 * Works as an ONIX for Books 3.1 message with reference tags, piece by piece. A work is not a product: what the
 * standard asks of a product and the ledger does not know is written as not defined, and rights are not written at
 * all. The fingerprint is the record's reference.
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
    yield product(work);
  }
  if (!any) yield "<NoProduct/>\n";
  yield "</ONIXMessage>\n";
}

function product(work: ExportedWork): string {
  const revoked = work.status === "revoked";
  return element("Product", [
    element("RecordReference", work.workId),
    element("NotificationType", revoked ? "05" : "03"),
    ...(revoked ? [element("DeletionText", "The registration of this work was revoked.")] : []),
    identifier("Product", "01", work.workId, "SHA-256 fingerprint"),
    ...work.identifiers.flatMap(productIdentifiers),
    element("DescriptiveDetail", [
      element("ProductComposition", "00"),
      element("ProductForm", "00"),
      title("01", work.title),
      ...(work.originalTitle === null ? [] : [title("03", work.originalTitle)]),
      ...contributors(work.creators),
      ...languageElements(work.language),
      ...subjects(work),
    ]),
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

function title(type: string, text: string): string {
  return element("TitleDetail", [
    element("TitleType", type),
    element("TitleElement", [element("TitleElementLevel", "01"), element("TitleText", text)]),
  ]);
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

/** Genre as a keyword; the ledger's classes as schemes of its own. */
function subjects({ genre, legalClass, tradeClass }: ExportedWork): string[] {
  const ownScheme = (name: string, code: string, heading: string) =>
    element("Subject", [
      element("SubjectSchemeIdentifier", "24"),
      element("SubjectSchemeName", name),
      element("SubjectCode", code),
      element("SubjectHeadingText", heading),
    ]);
  const keyword =
    genre === null ? [] : [element("SubjectSchemeIdentifier", "20"), element("SubjectHeadingText", genre)];
  return [
    ...(keyword.length === 0 ? [] : [element("Subject", keyword)]),
    ownScheme(legalClasses.id, legalClass, legalClasses.name(legalClass, "en")),
    ownScheme(tradeClasses.id, tradeClass, tradeClasses.name(tradeClass, "en")),
  ];
}
