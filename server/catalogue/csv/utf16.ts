/** Marks of UTF-16, which Excel writes as "Unicode text". Those of UTF-32 begin alike, and go on with zeros. */
const MARKS: ReadonlyMap<string, string> = new Map([
  ["fffe", "utf-16le"],
  ["feff", "utf-16be"],
]);
const LONGEST_MARK = 4;

/** A stream that is marked as UTF-16 as UTF-8 with its mark; any other as it is. */
export async function* fromUtf16(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let start: Uint8Array | null = new Uint8Array();
  let decoder: TextDecoder | null = null;
  const pass = (bytes: Uint8Array): Uint8Array =>
    decoder ? encoder.encode(decoder.decode(bytes, { stream: true })) : bytes;
  const begin = (bytes: Uint8Array): Uint8Array => {
    const first = Buffer.from(bytes.subarray(0, LONGEST_MARK)).toString("hex");
    const name = first.endsWith("0000") ? undefined : MARKS.get(first.slice(0, 4));
    // The mark stays, as that of UTF-8: then nobody has to guess.
    if (name) decoder = new TextDecoder(name, { ignoreBOM: true });
    return pass(bytes);
  };
  for await (const bytes of stream) {
    if (start === null) {
      yield pass(bytes);
      continue;
    }
    start = Buffer.concat([start, bytes]);
    if (start.length < LONGEST_MARK) continue;
    yield begin(start);
    start = null;
  }
  if (start !== null) yield begin(start);
  const rest = (decoder as TextDecoder | null)?.decode() ?? "";
  if (rest !== "") yield encoder.encode(rest);
}
