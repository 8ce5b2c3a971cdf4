import { canonicalJson } from "../../../domain/canonical.ts";
import type { Reason } from "../../../domain/catalogue-record.ts";
import { isWorkId } from "../../../domain/fingerprint.ts";
import { LIMITS } from "../../../domain/limits.ts";
import { repairText } from "../../../domain/text.ts";
import type { WorkDraft } from "../../../domain/work-input.ts";
import { lookup } from "../lookup.ts";
import { shown } from "../problems.ts";
import { NOTIFICATION_TYPES } from "../product/read-product.ts";
import type { OnixHeader, OnixProduct } from "../types.ts";
import { creatorsOf } from "./creators.ts";
import { descriptionOf } from "./description.ts";
import { editionOf } from "./edition.ts";
import { identifiersOfWork } from "./identifiers.ts";
import { languageOf } from "./language.ts";
import { legalClassOf } from "./legal-class.ts";
import { type Notes, notes } from "./notes.ts";
import { canonicalRecord, recordFingerprint } from "./record.ts";
import { keywordsOf } from "./subjects.ts";

/** A work as `workInput` takes it, but for the classes that the catalogue states. */
export type OnixDraft = Omit<WorkDraft, "legalClass" | "tradeClass"> & Partial<Pick<WorkDraft, "legalClass">>;

export type OnixWork =
  | {
      readonly outcome: "register";
      readonly draft: OnixDraft;
      /** Canonical JSON: its UTF-8 bytes have the fingerprint. */
      readonly canonicalRecord: string;
      readonly notes: readonly Reason[];
    }
  | { readonly outcome: "skipped" | "refused"; readonly reasons: readonly Reason[] };

/** What of the message's header a record is read with. */
export type OnixContext = Pick<OnixHeader, "sender"> & Partial<Pick<OnixHeader, "defaultLanguageOfText">>;

/**
 * The work of a product record. There is no master file, so its fingerprint is that of its canonical record, and
 * the work says so.
 */
export function toWork(product: OnixProduct, header: OnixContext): OnixWork {
  const passed = passedOver(product);
  if (passed) return passed;
  const record = canonicalRecord(product, header);
  if (!record) {
    const message =
      "the record has no RecordReference: nothing would tell it from another when it is sent again";
    return { outcome: "refused", reasons: [{ code: "record-reference-missing", message }] };
  }
  if (product.title === null) {
    const update = isPartial(product.notificationType);
    const message = update
      ? "a partial update without a title changes nothing that a work has"
      : "the record has no distinctive title (type 01)";
    return { outcome: update ? "skipped" : "refused", reasons: [{ code: "title-missing", message }] };
  }
  const found = notes();
  const draft: OnixDraft = {
    fingerprint: recordFingerprint(record),
    fingerprintOf: "record",
    ...describedBy(product, product.title, found),
  };
  if (draft.language === null && header.defaultLanguageOfText) {
    const message = `it names no language; of such records the message says ${shown(header.defaultLanguageOfText)}`;
    found.add("language-not-stated", message);
  }
  return { outcome: "register", draft, canonicalRecord: canonicalJson(record), notes: found.list };
}

const UPDATES: ReadonlySet<string> = new Set(["04", "12", "13", "14"]);

/** Whether a record of this notification type leaves out what has not changed. */
export function isPartial(notificationType: string | null): boolean {
  return UPDATES.has(notificationType ?? "");
}

const skippedFor = lookup<Reason>({
  "05": { code: "deletion", message: "a deletion (05) creates no work, and takes none from the ledger" },
  "08": {
    code: "notice-of-sale",
    message: "a notice of sale (08) creates no work: assign the title instead",
  },
  "09": {
    code: "notice-of-acquisition",
    message: "a notice of acquisition (09) creates no work: have the title assigned",
  },
  "88": { code: "test-record", message: "a test update (88) is not for use" },
  "89": { code: "test-record", message: "a test record (89) is not for use" },
});

/** Records that are no news of a work, by their notification type. */
function passedOver({ notificationType, recordReference }: OnixProduct): OnixWork | undefined {
  const skipped = skippedFor(notificationType);
  if (skipped) return { outcome: "skipped", reasons: [skipped] };
  if (recordReference !== null && isWorkId(recordReference)) {
    const message = "the record was written by a ledger, of the work that its reference names";
    return { outcome: "skipped", reasons: [{ code: "ledger-record", message }] };
  }
  if (notificationType !== null && NOTIFICATION_TYPES.has(notificationType)) return undefined;
  const what = notificationType === null ? "no notification type" : "an unknown notification type";
  const message = `the record has ${what}: it may be a deletion as well as a new title`;
  return { outcome: "refused", reasons: [{ code: "notification-open", message }] };
}

/** Everything that describes the work: what `toWork` adds to its fingerprint. */
export function describedBy(
  product: OnixProduct,
  title: string,
  found: Notes,
): Omit<OnixDraft, "fingerprint" | "fingerprintOf"> {
  const legalClass = legalClassOf(product, found);
  return {
    title,
    originalTitle: optionalTitle(product.titles.find(({ type }) => type === "03")?.text),
    alternateTitles: alternateTitles(product, title),
    creators: creatorsOf(product, found),
    language: languageOf(product, found),
    identifiers: identifiersOfWork(product, found),
    description: descriptionOf(product, found),
    keywords: keywordsOf(product, found),
    ...(legalClass === undefined ? {} : { legalClass }),
    edition: editionOf(product, found),
  };
}

/** Titles of list 15 by which a reader may look for it; not the original's, nor a distributor's abbreviation. */
const ALTERNATE: ReadonlySet<string> = new Set("01 04 05 06 08 11 12 13 14 15 16".split(" "));

function alternateTitles({ titles, subtitle }: OnixProduct, title: string): string[] {
  const whole = subtitle === null ? [] : [`${title}: ${subtitle}`];
  const others = titles.flatMap(({ type, text }) =>
    text !== null && ALTERNATE.has(type ?? "") ? [text] : [],
  );
  const distinct = [...new Set([...whole, ...others])].flatMap((text) => optionalTitle(text) ?? []);
  return distinct.filter((text) => text !== title).slice(0, LIMITS.alternateTitles);
}

function optionalTitle(text: string | null | undefined): string | null {
  return text ? repairText(text, { max: LIMITS.title }) : null;
}
