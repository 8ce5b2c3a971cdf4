import { metadataBytes } from "./metadata.ts";
import { type WorkInput, workInput } from "./work-input.ts";

type Json = Readonly<Record<string, unknown>>;

/**
 * The work of a metadata document that a ledger wrote: the same work gives the same bytes again. Null for any other
 * document, whoever wrote it.
 */
export function inputOf(bytes: Uint8Array): WorkInput | null {
  try {
    const work = workInput.parse(
      draftOf(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))),
    );
    const again = metadataBytes(work);
    const isSame = again.length === bytes.length && again.every((byte, index) => byte === bytes[index]);
    return isSame ? work : null;
  } catch {
    return null;
  }
}

function draftOf(document: Json): Record<string, unknown> {
  const { originalTitle = null, alternateName = [] } = document;
  const { basis, years } = document.protection as { basis: string; years: object };
  return {
    fingerprint: document.workId,
    fingerprintOf: document.fingerprintOf,
    title: document.name,
    originalTitle,
    alternateTitles: (alternateName as string[]).filter((title) => title !== originalTitle),
    creators: ((document.creator ?? []) as { roleName: string; creator: Json }[]).map(
      ({ roleName, creator }) => ({
        name: creator.name,
        role: roleName,
        identifiers: identifiersOf(creator.identifier),
      }),
    ),
    language: document.inLanguage ?? null,
    legalClass: document.legalClass,
    tradeClass: document.tradeClass,
    genre: document.genre ?? null,
    identifiers: identifiersOf(document.identifier),
    description: document.description ?? null,
    keywords: document.keywords ?? [],
    protection: { basis, ...years },
    record: document.record ?? null,
    edition: document.edition ?? null,
  };
}

function identifiersOf(values: unknown): { scheme: string; value: string }[] {
  return ((values ?? []) as { propertyID: string; value: string }[]).map(({ propertyID, value }) => ({
    scheme: propertyID,
    value,
  }));
}
