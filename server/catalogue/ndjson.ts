/** Reads NDJSON (one JSON value a line, UTF-8, LF or CR LF) from a stream, in memory that does not grow with it. */

/** Longest line taken: what is longer is no record of a work. */
const MAX_LINE_BYTES = 4 << 20;

export interface NdjsonLine {
  /** From 1. */
  readonly line: number;
  /** The value, or undefined where the line could not be read. */
  readonly value: unknown;
  /** Why it could not. */
  readonly problem: string | null;
}

const LF = 0x0a;

/** The lines that are not empty. */
export async function* readNdjson(stream: AsyncIterable<Uint8Array>): AsyncGenerator<NdjsonLine> {
  let line = 0;
  for await (const bytes of linesOf(stream)) {
    line += 1;
    const read = readLine(bytes, line);
    if (read) yield read;
  }
}

function readLine(bytes: Uint8Array | null, line: number): NdjsonLine | undefined {
  if (bytes === null)
    return { line, value: undefined, problem: `the line is longer than ${MAX_LINE_BYTES} bytes` };
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { line, value: undefined, problem: "the line is not valid UTF-8" };
  }
  if (text.trim() === "") return undefined;
  try {
    return { line, value: JSON.parse(text), problem: null };
  } catch (error) {
    return { line, value: undefined, problem: `the line is not JSON: ${(error as Error).message}` };
  }
}

/** Splits at line feeds; null stands for a line that was too long to keep. */
async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array | null> {
  let pieces: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, start)) {
      keep(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    keep(chunk.subarray(start));
  }
  if (length > 0) yield take();

  function keep(piece: Uint8Array): void {
    length += piece.length;
    if (length > MAX_LINE_BYTES) pieces = [];
    else pieces.push(piece.slice());
  }

  function take(): Uint8Array | null {
    const line = length > MAX_LINE_BYTES ? null : joined(pieces);
    pieces = [];
    length = 0;
    return line;
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [first] = pieces;
  if (pieces.length === 1 && first) return first;
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}
