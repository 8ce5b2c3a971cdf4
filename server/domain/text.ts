import { InvalidInput } from "./errors.ts";

/** Bounds of a text field. Lengths count characters (code points), as JSON Schema does. */
export type TextRule = {
  max: number;
  min?: number;
  /** Whether the text may have several lines; otherwise tabs and line breaks become spaces. */
  lines?: boolean;
};

/**
 * A text field as the ledger keeps it: NFC, trimmed, line breaks as \n.
 * @throws InvalidInput for lone surrogates, control characters other than tab and line break, and wrong lengths
 */
export function cleanText(text: string, { max, min = 1, lines = false }: TextRule): string {
  if (!text.isWellFormed()) {
    throw new InvalidInput(
      "lone-surrogate",
      "holds half a character (a lone surrogate): send whole characters",
    );
  }
  const unified = text.replace(/\r\n?/g, "\n").replace(lines ? /[\v\f]/g : /[\t\n\v\f]/g, " ");
  const control = /[^\P{Cc}\n\t]/u.exec(unified)?.[0];
  if (control !== undefined) {
    const code = control.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    throw new InvalidInput("control-character", `holds the control character U+${code}: remove it`);
  }
  const clean = unified.normalize("NFC").trim();
  const length = lengthOf(clean);
  if (length < min)
    throw new InvalidInput("too-short", `has ${length} characters: at least ${min} are needed`);
  if (length > max)
    throw new InvalidInput("too-long", `has ${length} characters: at most ${max} are allowed`);
  return clean;
}

/**
 * The lenient sister of {@link cleanText}, for documents that others wrote: repairs what it can on one line or
 * several, and answers null for what is no text, empty or too long.
 */
export function repairText(value: unknown, { max, lines = false }: TextRule): string | null {
  if (typeof value !== "string" || value.length > max * 4) return null;
  const spaces = lines ? /[^\P{Cc}\n]/gu : /\p{Cc}/gu;
  const clean = value
    .replace(/\p{Cs}/gu, "")
    .replace(spaces, " ")
    .normalize("NFC")
    .trim();
  return clean === "" || lengthOf(clean) > max ? null : clean;
}

function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}
