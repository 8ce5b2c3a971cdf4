import { canonicalJson } from "../../../domain/canonical.ts";
import type { Reason } from "../../../domain/catalogue-record.ts";
import { METADATA_FORMAT } from "../../../domain/metadata.ts";
import { type WorkInput, workInput } from "../../../domain/work-input.ts";
import { messageParser } from "../message.ts";
import { problemList } from "../problems.ts";
import type { OnixProduct } from "../types.ts";
import { ONIX_LIMITS } from "../xml/limits.ts";
import { element } from "./xml.ts";

/*
 * A record that a ledger writes carries its work whole, in a subject of a scheme of its own: ONIX has no place for a
 * term of protection, and fewer roles than there are. So what a ledger wrote, a ledger reads back as the same work.
 */

/** Longest work that is carried, in characters. */
const LONGEST = 500_000;

/** The subject that carries a work; none for a work that is too long. */
export function carriedWork(work: WorkInput): string[] {
  // In ASCII without spaces nothing on the way changes it: neither XML nor whoever brings spaces into order.
  const text = canonicalJson(work).replace(/[^!-~]/g, (sign) => {
    return `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  if (text.length > LONGEST) return [];
  return [
    element("Subject", [
      element("SubjectSchemeIdentifier", "24"),
      element("SubjectSchemeName", METADATA_FORMAT),
      element("SubjectHeadingText", text),
    ]),
  ];
}

/** The work that a ledger's own record carries, or why it is not taken; undefined if it carries none. */
export function ownWork(
  product: OnixProduct,
  writeAgain: (work: WorkInput) => string,
): WorkInput | Reason | undefined {
  const carried = product.subjects.find(({ schemeName }) => schemeName === METADATA_FORMAT)?.headings[0];
  if (carried === undefined) return undefined;
  const work = parsedWork(carried);
  if (work?.fingerprint === product.recordReference && isSame(product, productOf(writeAgain(work))))
    return work;
  return {
    code: "ledger-record-changed",
    message:
      "the record was written by a ledger and was changed since, so that it says two things: correct the work on the " +
      "ledger, or give the record a reference of its own",
  };
}

function parsedWork(text: string): WorkInput | undefined {
  try {
    return workInput.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function isSame(one: OnixProduct, other: OnixProduct | undefined): boolean {
  return JSON.stringify({ ...one, datestamp: null }) === JSON.stringify({ ...other, datestamp: null });
}

/** The facts of a product of ONIX 3.1 with reference tags. */
function productOf(xml: string): OnixProduct | undefined {
  const parser = messageParser(ONIX_LIMITS, problemList(0), () => "utf-8");
  parser.write(`<ONIXMessage release="3.1">${xml}</ONIXMessage>`);
  parser.close();
  return parser.take().flatMap((item) => (item.kind === "product" ? [item.product] : []))[0];
}
