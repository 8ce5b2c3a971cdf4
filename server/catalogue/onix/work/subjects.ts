import { LIMITS } from "../../../domain/limits.ts";
import { repairText } from "../../../domain/text.ts";
import { lookup } from "../lookup.ts";
import type { OnixProduct, OnixSubject } from "../types.ts";
import type { Notes } from "./notes.ts";

/** Schemes of list 27 whose codes readers know, by the names they are called. */
const schemeName = lookup({
  "01": "Dewey",
  "09": "UDC",
  "10": "BISAC",
  "12": "BIC",
  "26": "WGS",
  "29": "CLIL",
  "32": "NUR",
  "40": "NDC",
  "88": "CLC",
  "93": "Thema",
  "94": "Thema",
  "95": "Thema",
  "96": "Thema",
  "97": "Thema",
  "98": "Thema",
  "99": "Thema",
});
const KEYWORDS = "20";

/** Codes of known schemes and headings as keywords, main subjects first. */
export function keywordsOf({ subjects }: OnixProduct, notes: Notes): string[] {
  const ordered = [...subjects].sort((a, b) => Number(b.main) - Number(a.main));
  const words = new Set<string>();
  for (const word of ordered.flatMap(wordsOf)) {
    const keyword = repairText(word, { max: LIMITS.keyword });
    if (keyword !== null) words.add(keyword);
  }
  if (words.size > LIMITS.keywords) {
    notes.add("keywords-left-out", `of ${words.size} keywords the first ${LIMITS.keywords} are taken`);
  }
  return [...words].slice(0, LIMITS.keywords);
}

function wordsOf({ scheme, code, headings }: OnixSubject): string[] {
  if (scheme === KEYWORDS) return headings.flatMap(separated);
  const name = schemeName(scheme);
  return name !== undefined && code !== null ? [`${name} ${code}`, ...headings] : [...headings];
}

/** Characters of a list of keywords that are looked at. */
const LONGEST_LIST = 10_000;

/** Keywords are parted by semicolons; many senders use commas. */
function separated(list: string): string[] {
  const text = list.slice(0, LONGEST_LIST);
  return text.split(/[;；]/.test(text) ? /[;；]/ : /[,，、]/);
}
