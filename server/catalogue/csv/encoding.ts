import { isUtf8 } from "node:buffer";

/** In which encoding a CSV is written. Spreadsheets in China save GB18030 (or its older part, GBK); others UTF-8. */
export type Encoding = "utf-8" | "gb18030";

/**
 * Decides by lines of the file. UTF-8 is asked first, because its form is strict: Chinese text in GB18030 is no valid
 * UTF-8, but UTF-8 read as GB18030 often gives characters, and wrong ones. What is neither is read as UTF-8, so that
 * its rows are refused one by one and rows of plain ASCII are not.
 * @param enough how many characters outside ASCII it takes; null if there are fewer
 */
export function detectEncoding(lines: Uint8Array, enough: number): Encoding | null {
  const text = decode("utf-8", lines);
  const { read, lost } = tally(text);
  if (read + lost < enough) return null;
  if (lost === 0) return isChanceUtf8(text) && isChinese(lines) ? "gb18030" : "utf-8";
  if (read >= 10 * lost) return "utf-8";
  return isChinese(linesOtherThanUtf8(lines)) ? "gb18030" : "utf-8";
}

/** Text of bytes; U+FFFD stands for what could not be read. No decoder is kept: Node's for GB18030 fails in pieces. */
export function decode(encoding: Encoding, bytes: Uint8Array): string {
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
}

/** Files are put together from parts: what is UTF-8 for certain says nothing about the rest. */
function linesOtherThanUtf8(bytes: Uint8Array): Uint8Array {
  const lines: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0x0a, at) + 1 || bytes.length;
    const line = bytes.subarray(at, end);
    if (!isUtf8(line)) lines.push(line);
    at = end;
  }
  return Buffer.concat(lines);
}

function tally(text: string): { readonly read: number; readonly lost: number } {
  const lost = text.match(/\ufffd/g)?.length ?? 0;
  const strange = text.match(/[^\0-\x7f]/gu)?.length ?? 0;
  return { read: strange - lost, lost };
}

/**
 * Whether valid UTF-8 is so by chance. A few Chinese characters of GB18030 can be: each pair of bytes then makes a
 * letter of Latin, Greek, Cyrillic, Armenian, Hebrew or Arabic, and one word mixes them, as no language does.
 */
function isChanceUtf8(text: string): boolean {
  if (/[\u0800-\u{10ffff}]/u.test(text)) return false;
  return /[\x80-\x9f]/.test(text) || (text.match(/[^\0-\x7f]{2,}/g) ?? []).some(mixesScripts);
}

const SCRIPTS = [
  /\p{Script=Latin}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Arabic}/u,
];

function mixesScripts(word: string): boolean {
  return SCRIPTS.filter((script) => script.test(word)).length > 1;
}

/**
 * Whether bytes are text in GB18030. Big5 read as GB18030 gives many characters of private use, and a Western code
 * page gives pairs whose second byte is a letter of ASCII.
 */
function isChinese(bytes: Uint8Array): boolean {
  const text = decode("gb18030", bytes);
  const { read, lost } = tally(text);
  const wrong = lost + (text.match(/\p{Co}/gu)?.length ?? 0);
  return wrong * 20 <= read && asciiSeconds(bytes) * 5 <= read * 4;
}

/** How many characters of two bytes have a second byte below 0x80. */
function asciiSeconds(bytes: Uint8Array): number {
  let count = 0;
  for (let at = 0; at + 1 < bytes.length; at += 1) {
    if ((bytes[at] as number) < 0x80) continue;
    const second = bytes[at + 1] as number;
    const four = second >= 0x30 && second <= 0x39;
    if (!four && second < 0x80) count += 1;
    at += four ? 3 : 1;
  }
  return count;
}
