import { readRecord } from "../domain/catalogue-record.ts";
import type { WorkInput } from "../domain/work-input.ts";
import type { OnixProblem } from "./onix/problems.ts";
import { readOnix } from "./onix/reader.ts";
import type { OnixHeader, OnixProductItem } from "./onix/types.ts";
import { reasonOf } from "./onix/work/notes.ts";
import { isPartial, toWork } from "./onix/work/to-work.ts";
import { ownWork } from "./onix/write/own-record.ts";
import { exportedWork, productElement } from "./onix/write/write-onix.ts";
import { OnixRefusal } from "./onix/xml/refusal.ts";
import { type CatalogueItem, type CatalogueReader, FileRefusal, type ReaderOptions } from "./reader.ts";

/** The records of an ONIX message as the intake takes them, by their place in the message. */
export const onixReader: CatalogueReader = async function* (bytes, options) {
  let header: OnixHeader | undefined;
  /** What is wrong with the message as a whole stands with its first record. */
  let ofMessage: readonly OnixProblem[] = [];
  try {
    for await (const item of readOnix(bytes)) {
      if (item.kind === "header") {
        header = item.header;
        ofMessage = item.problems;
      } else if (header) {
        yield itemOf({ ...item, problems: [...ofMessage, ...item.problems] }, header, options);
        ofMessage = [];
      }
    }
  } catch (error) {
    if (!(error instanceof OnixRefusal)) throw error;
    throw new FileRefusal(error.code, error.message);
  }
};

function itemOf(
  { index, product, problems }: OnixProductItem,
  header: OnixHeader,
  { issuer: _, ...defaults }: ReaderOptions,
): CatalogueItem {
  const place = { line: index + 1, ref: product.recordReference ?? String(index + 1) };
  const said = problems.map(reasonOf);
  const own = product.notificationType === "03" ? ownWork(product, written) : undefined;
  if (own && "code" in own) return { ...place, reading: { work: null, reasons: [own, ...said] } };
  if (own) return { ...place, reading: { work: own, notes: said } };
  const work = toWork(product, header);
  if (work.outcome !== "register") {
    const reading = { work: null, skipped: work.outcome === "skipped", reasons: [...work.reasons, ...said] };
    return { ...place, reading };
  }
  const reading = readRecord(work.draft, defaults);
  return reading.work
    ? {
        ...place,
        reading: {
          ...reading,
          notes: [...reading.notes, ...work.notes, ...said],
          partial: isPartial(product.notificationType),
        },
      }
    : { ...place, reading: { ...reading, reasons: [...reading.reasons, ...said] } };
}

const written = (work: WorkInput) => productElement(exportedWork(work, "registered"));
