import { isAscii, isUtf8 } from "node:buffer";
import { FileRefusal } from "../reader.ts";
import { decode, detectEncoding, type Encoding } from "./encoding.ts";
import { fromUtf16 } from "./utf16.ts";

/** The bytes of a CSV as lines of UTF-8. */

/** The longest line that is kept whole. */
export const MAX_LINE_BYTES = 1 << 20;
const BLOCK_BYTES = 1 << 16;
/** Characters outside ASCII that make up enough evidence of an encoding. */
const ENOUGH_CHARACTERS = 16;
/** Blocks after which it is decided, whatever the evidence. */
const MOST_BLOCKS = 16;
const LF = 0x0a;
const CR = 0x0d;

export interface CsvText {
  /** Whole lines, UTF-8, each ended by one LF (the last perhaps by none). A line that is too long is cut short. */
  readonly lines: AsyncGenerator<Buffer>;
  /** Known when the first characters outside ASCII have come. */
  encoding(): Encoding;
}

/** Reads a stream. What comes out does not depend on how it was cut. @throws FileRefusal for what is no text */
export function csvText(stream: AsyncIterable<Uint8Array>): CsvText {
  let encoding: Encoding | null = null;

  async function* lines(): AsyncGenerator<Buffer> {
    const cutter = lineCutter();
    let held: Buffer[] = [];
    let first = true;
    for await (const { bytes, last } of blocksOf(fromUtf16(stream))) {
      let block = bytes;
      if (first) {
        first = false;
        const mark = markOf(bytes);
        block = bytes.subarray(mark.length);
        encoding = mark.encoding;
      }
      if (encoding === null && (held.length > 0 || !isAscii(block))) {
        held.push(block);
        block = Buffer.concat(held);
        const whole = last ? block : block.subarray(0, afterLastBreak(block));
        encoding = detectEncoding(whole, last || held.length === MOST_BLOCKS ? 0 : ENOUGH_CHARACTERS);
        if (encoding === null) continue;
        held = [];
      }
      for (const whole of cutter(block, last)) yield asUtf8(whole, encoding ?? "utf-8");
    }
  }

  return { lines: lines(), encoding: () => encoding ?? "utf-8" };
}

/** Blocks of equal length, so that nothing that follows depends on the pieces in which a file arrives. */
async function* blocksOf(
  stream: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ readonly bytes: Buffer; readonly last: boolean }> {
  let block = Buffer.allocUnsafe(BLOCK_BYTES);
  let length = 0;
  for await (const chunk of stream) {
    for (let at = 0; at < chunk.length; ) {
      if (length === BLOCK_BYTES) {
        yield { bytes: block, last: false };
        block = Buffer.allocUnsafe(BLOCK_BYTES);
        length = 0;
      }
      const piece = chunk.subarray(at, at + BLOCK_BYTES - length);
      block.set(piece, length);
      length += piece.length;
      at += piece.length;
    }
  }
  yield { bytes: block.subarray(0, length), last: true };
}

const MARKS: Readonly<Record<string, Encoding>> = { efbbbf: "utf-8", "84319533": "gb18030" };
const STRANGERS: readonly (readonly [start: RegExp, what: string])[] = [
  [/^504b0304/, "an Excel workbook (.xlsx)"],
  [/^d0cf11e0/, "an Excel workbook (.xls)"],
  [/^(fffe|feff|00|..00)/, "UTF-16 text"],
];

/** The byte order mark of a file, if it has one. */
function markOf(block: Buffer): { readonly length: number; readonly encoding: Encoding | null } {
  const start = block.toString("hex", 0, 4);
  const stranger = STRANGERS.find(([form]) => form.test(start));
  if (stranger) {
    throw new FileRefusal("not-csv", `The file is ${stranger[1]}: save it as "CSV UTF-8" and send that.`);
  }
  const mark = Object.entries(MARKS).find(([hex]) => start.startsWith(hex));
  return mark ? { length: mark[0].length / 2, encoding: mark[1] } : { length: 0, encoding: null };
}

/** Gives runs of whole lines. A line break is never cut, and never part of a character in either encoding. */
function lineCutter(): (block: Buffer, last: boolean) => Generator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  /** The beginning of a line that is too long, while its end is looked for. */
  let cutShort: Buffer | undefined;
  return function* (block, last) {
    if (cutShort) {
      const end = firstBreak(block);
      if (end === -1 && !last) return;
      rest = Buffer.concat([cutShort, end === -1 ? Buffer.alloc(0) : block.subarray(end)]);
      cutShort = undefined;
    } else rest = rest.length === 0 ? block : Buffer.concat([rest, block]);
    const end = last ? rest.length : afterLastBreak(rest);
    if (end > 0) yield rest.subarray(0, end);
    rest = rest.subarray(end);
    if (rest.length <= MAX_LINE_BYTES || rest.at(-1) === CR) return;
    cutShort = rest;
    rest = Buffer.alloc(0);
  };
}

function firstBreak(bytes: Buffer): number {
  return bytes.findIndex((byte) => byte === LF || byte === CR);
}

/** After the last line break; a CR at the very end may have its LF still to come. */
function afterLastBreak(bytes: Buffer): number {
  const cr = bytes.length < 2 ? -1 : bytes.lastIndexOf(CR, bytes.length - 2);
  return Math.max(bytes.lastIndexOf(LF), cr) + 1;
}

function asUtf8(bytes: Buffer, encoding: Encoding): Buffer {
  const plain = isUtf8(bytes) && (encoding === "utf-8" || isAscii(bytes));
  if (plain && !bytes.includes(CR)) return bytes;
  const text = encoding === "utf-8" ? decode("utf-8", bytes) : fromGb18030(bytes);
  return Buffer.from(text.replace(/\r\n?/g, "\n"));
}

/**
 * Line by line, because files are put together from parts: a line with several characters of three bytes in UTF-8 is
 * UTF-8, for Chinese text in GB18030 does not come out so.
 */
function fromGb18030(bytes: Buffer): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const found = bytes.indexOf(LF, at);
    const end = found === -1 ? bytes.length : found + 1;
    const line = bytes.subarray(at, end);
    const utf8 = !isAscii(line) && isUtf8(line) && /[\u0800-\uffff]{2}/.test(line.toString());
    lines.push(decode(utf8 ? "utf-8" : "gb18030", line));
    at = end;
  }
  return lines.join("");
}
