import { LIMITS } from "../../../domain/limits.ts";
import { repairText } from "../../../domain/text.ts";
import { lookup } from "../lookup.ts";
import type { OnixProduct } from "../types.ts";
import type { Notes } from "./notes.ts";

/** List 153: description, short description. */
const TYPES = ["03", "02"];
/** List 154: unrestricted, end-customers. */
const PUBLIC: ReadonlySet<string> = new Set(["00", "03"]);
/** Longest text looked at, with its markup. */
const LONGEST = 40_000;

/** What the publisher tells everybody of it: the description, or the short one where that is too long. */
export function descriptionOf({ texts }: OnixProduct, notes: Notes): string | null {
  const open = texts.filter(
    ({ audiences, limited }) =>
      !limited && (audiences.length === 0 || audiences.some((code) => PUBLIC.has(code))),
  );
  const told = TYPES.flatMap((type) => open.filter((text) => text.type === type));
  for (const { text } of told) {
    const description =
      text.length <= LONGEST ? repairText(plainText(text), { max: LIMITS.description, lines: true }) : null;
    if (description !== null) return description;
  }
  if (told.length > 0) {
    notes.add("description-left-out", `the description has more than ${LIMITS.description} characters`);
  }
  return null;
}

const accentOf = lookup({
  acute: "\u0301",
  grave: "\u0300",
  circ: "\u0302",
  uml: "\u0308",
  tilde: "\u0303",
  cedil: "\u0327",
  ring: "\u030a",
  caron: "\u030c",
});
const signOf = lookup({
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  ndash: "–",
  mdash: "—",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  laquo: "«",
  raquo: "»",
  hellip: "…",
  copy: "©",
  oelig: "œ",
  aelig: "æ",
  oslash: "ø",
  szlig: "ß",
});

/** The words of a text that carries HTML as characters, as most do; text without tags stays as it is. */
export function plainText(text: string): string {
  if (!/<\/?[a-z][^<>]*>/i.test(text)) return text;
  return text
    .replace(/<\/?(p|br|div|li|ul|ol|h[1-6]|tr)\b[^<>]*>/gi, "\n")
    .replace(/<[^<>]*>/g, "")
    .replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,8});/gi, (written, name: string) => character(name) ?? written)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");
}

function character(name: string): string | undefined {
  if (name.startsWith("#")) {
    const code = name[1]?.toLowerCase() === "x" ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : undefined;
  }
  const accent = accentOf(name.slice(1));
  return signOf(name) ?? (accent && `${name[0]}${accent}`.normalize("NFC"));
}
