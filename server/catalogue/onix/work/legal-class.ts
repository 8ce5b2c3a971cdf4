import type { LegalClass } from "../../../domain/tables/legal-classes.ts";
import type { OnixProduct } from "../types.ts";
import type { Notes } from "./notes.ts";

/** Books as things (list 150); a board, rag, bath, novelty or foam book may be all pictures. */
const BOOKS: ReadonlySet<string> = new Set([
  "BA",
  "BB",
  "BC",
  "BD",
  "BE",
  "BF",
  "BG",
  "BL",
  "BM",
  "BN",
  "BZ",
]);
/** Delivered electronically: says nothing of what it is. */
const DIGITAL: ReadonlySet<string> = new Set(["DA", "DB", "EA", "EB", "EC", "ED"]);
/** List 81. */
const TEXT = "10";
/** E-book formats of list 175: EPUB, PDF, Kindle and the like. */
const EBOOK = /^E1\d\d$/;

/**
 * Written, where form and content say so; otherwise undefined, and the class that the catalogue states holds. An
 * audiobook is a recording and a performance of a work that may be meant itself: that is not for a reader to say.
 */
export function legalClassOf(product: OnixProduct, notes: Notes): LegalClass | undefined {
  const { form, formDetails, primaryContentType, contentTypes } = product;
  const content = primaryContentType ?? (contentTypes.includes(TEXT) ? TEXT : contentTypes[0]);
  const asText =
    content === TEXT || (content === undefined && formDetails.some((detail) => EBOOK.test(detail)));
  if (BOOKS.has(form ?? "") && (content === undefined || content === TEXT)) return "written";
  if (DIGITAL.has(form ?? "") && asText) return "written";
  const said = [form && `form ${form}`, content && `content ${content}`].filter(Boolean).join(" and ");
  notes.add(
    "class-open",
    `${said || "the record"} does not tell the kind of work: the catalogue's class is taken`,
  );
  return undefined;
}
