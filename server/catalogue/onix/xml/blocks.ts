/** Bytes in a block. */
export const BLOCK = 1 << 16;

/**
 * The bytes of a stream in blocks of one size, the last one shorter: however they arrived, the work is the same. A
 * block is valid until the next one is asked for.
 */
export async function* blocksOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const block = new Uint8Array(BLOCK);
  let length = 0;
  for await (const chunk of stream) {
    for (let start = 0; start < chunk.length; ) {
      const taken = chunk.subarray(start, start + BLOCK - length);
      block.set(taken, length);
      length += taken.length;
      start += taken.length;
      if (length < BLOCK) continue;
      yield block;
      length = 0;
    }
  }
  if (length > 0) yield block.subarray(0, length);
}

/** Two pieces as one; the first is usually empty or a few bytes. */
export function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
