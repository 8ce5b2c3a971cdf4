import { blocksOf, joined } from "./blocks.ts";
import { type Encoding, encodingOf } from "./encoding.ts";

/** Bytes without a place to cut them, after which they are no XML. */
const LONGEST_CARRY = 1 << 20;

/** The bytes are none of the encoding's. The text before them was given out. */
export class InvalidBytes extends Error {}

/** There is no end of a text in sight. */
export class EndlessText extends Error {}

/**
 * The text of an XML document, in pieces; a byte order mark stays at its start. `onEncoding` hears how it is read.
 * @throws UnknownEncoding, InvalidBytes, EndlessText
 */
export async function* decodeXml(
  stream: AsyncIterable<Uint8Array>,
  onEncoding: (encoding: Encoding) => void,
): AsyncGenerator<string> {
  let encoding: Encoding | undefined;
  let decoder: TextDecoder | undefined;
  let carry: Uint8Array = new Uint8Array();
  for await (const block of blocksOf(stream)) {
    const bytes = joined(carry, block);
    find(bytes, false);
    const end = encoding?.cut(bytes) ?? 0;
    carry = bytes.slice(end);
    if (carry.length > LONGEST_CARRY) {
      throw new EndlessText(`a text has more than ${LONGEST_CARRY} bytes without any space or sign`);
    }
    if (decoder) yield* decoded(bytes.subarray(0, end), decoder);
  }
  find(carry, true);
  if (decoder) yield* decoded(carry, decoder);

  function find(bytes: Uint8Array, whole: boolean): void {
    encoding ??= encodingOf(bytes, whole);
    if (!encoding || decoder) return;
    decoder = new TextDecoder(encoding.name, { fatal: true, ignoreBOM: true });
    onEncoding(encoding);
  }
}

/** Whole characters. A decoder that is not told of more starts afresh each time. */
function* decoded(bytes: Uint8Array, decoder: TextDecoder): Generator<string> {
  if (bytes.length === 0) return;
  let text: string | undefined;
  try {
    text = decoder.decode(bytes);
  } catch {
    text = longestText(bytes, decoder.encoding);
    if (text !== "") yield text;
    throw new InvalidBytes(`the bytes that follow are not ${decoder.encoding}`);
  }
  yield text;
}

/** The text up to the first byte that is wrong: a longer start of the bytes decodes only if a shorter one does. */
function longestText(bytes: Uint8Array, name: string): string {
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (startOf(bytes.subarray(0, middle), name) === null) bad = middle;
    else good = middle;
  }
  return startOf(bytes.subarray(0, good), name) ?? "";
}

/** The text of bytes that may end inside a character; null if they are wrong before that. */
function startOf(bytes: Uint8Array, name: string): string | null {
  try {
    return new TextDecoder(name, { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}
