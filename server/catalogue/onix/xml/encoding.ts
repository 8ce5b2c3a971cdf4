/** Which encoding the bytes of an XML document are in (XML 1.0, section 4.3.3 and appendix F). */

/** Bytes in which an XML declaration ends, if there is one. */
const DECLARATION = 1024;

export interface Encoding {
  /** The name of the Encoding Standard: "utf-8", "gb18030", "windows-1252", … */
  readonly name: string;
  /** Where bytes can be cut so that no character is split. @returns how many of them stand before the cut */
  cut(bytes: Uint8Array): number;
  /** A contradiction that was settled, or null. */
  readonly note: string | null;
}

/** The document names an encoding that is not read. */
export class UnknownEncoding extends Error {}

type Cut = Encoding["cut"];

const everywhere: Cut = ({ length }) => length;

const utf8Cut: Cut = (bytes) => {
  let start = bytes.length - 1;
  while (start > bytes.length - 4 && start > 0 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  const lead = bytes[start] ?? 0;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return bytes.length - start < length ? start : bytes.length;
};

function utf16Cut(highByte: 0 | 1): Cut {
  return (bytes) => {
    const even = bytes.length - (bytes.length % 2);
    const high = bytes[even - 2 + highByte] ?? 0;
    return high >= 0xd8 && high <= 0xdb ? even - 2 : even;
  };
}

/** In GB 18030, Big5, Shift_JIS, EUC-JP and EUC-KR a byte below 0x30 is always a character of its own. */
const asciiCut: Cut = (bytes) => {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] ?? 0) >= 0x30) end -= 1;
  return end;
};

const CUTS: Readonly<Record<string, Cut>> = {
  "utf-8": utf8Cut,
  "utf-16le": utf16Cut(1),
  "utf-16be": utf16Cut(0),
  gb18030: asciiCut,
  gbk: asciiCut,
  big5: asciiCut,
  shift_jis: asciiCut,
  "euc-jp": asciiCut,
  "euc-kr": asciiCut,
};

/** Known by name, but switched by escapes or no encoding of text. */
const NOT_TAKEN: ReadonlySet<string> = new Set(["iso-2022-jp", "x-user-defined", "replacement"]);

/** First bytes that tell the family; longer ones first. */
const SIGNATURES: readonly (readonly [bytes: readonly number[], name: string | null])[] = [
  [[0x00, 0x00, 0xfe, 0xff], null],
  [[0xff, 0xfe, 0x00, 0x00], null],
  [[0x4c, 0x6f, 0xa7, 0x94], null],
  [[0x3c, 0x00, 0x3f, 0x00], "utf-16le"],
  [[0x00, 0x3c, 0x00, 0x3f], "utf-16be"],
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];

/**
 * The encoding of a document, from its first bytes. Undefined while more are needed (`whole` says that there are
 * none). Without a mark and a declaration it is UTF-8.
 * @throws UnknownEncoding with a sentence that names it
 */
export function encodingOf(bytes: Uint8Array, whole: boolean): Encoding | undefined {
  if (bytes.length < 4 && !whole) return undefined;
  const signature = SIGNATURES.find(([start]) => start.every((byte, index) => bytes[index] === byte));
  if (signature?.[1] === null) {
    throw new UnknownEncoding("the bytes are UTF-32 or EBCDIC: save the message as UTF-8");
  }
  const family = signature?.[1];
  if (family !== undefined && family !== "utf-8") return encoding(family, null);
  const declared = declaredName(bytes, whole);
  if (declared === undefined) return undefined;
  if (declared === null) return encoding("utf-8", null);
  const name = standardName(declared);
  if (family === "utf-8" || name.startsWith("utf-16")) {
    const note = `the message calls itself ${declared}, but its bytes are UTF-8: read as that`;
    return encoding("utf-8", name === "utf-8" ? null : note);
  }
  return encoding(name, null);
}

function encoding(name: string, note: string | null): Encoding {
  return { name, cut: CUTS[name] ?? everywhere, note };
}

/** The encoding that the XML declaration names, null if none, undefined while the declaration may go on. */
function declaredName(bytes: Uint8Array, whole: boolean): string | null | undefined {
  const text = String.fromCharCode(...bytes.subarray(0, DECLARATION)).replace("\u00ef\u00bb\u00bf", "");
  if (!"<?xml".startsWith(text.slice(0, 5))) return null;
  const end = text.indexOf("?>");
  if (end === -1 && bytes.length < DECLARATION && !whole) return undefined;
  const declaration = end === -1 ? text : text.slice(0, end);
  return /^<\?xml\s[^<>]*?\sencoding\s*=\s*["']([^"']*)["']/.exec(declaration)?.[1] ?? null;
}

function standardName(declared: string): string {
  let name: string | undefined;
  try {
    name = new TextDecoder(declared).encoding;
  } catch {
    // No label of the Encoding Standard.
  }
  if (name !== undefined && !NOT_TAKEN.has(name)) return name;
  const shown = declared.slice(0, 40);
  throw new UnknownEncoding(`the encoding "${shown}" is not read: save the message as UTF-8`);
}
