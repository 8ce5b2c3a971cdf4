/** A seeded generator (mulberry32): the same seed gives the same run, so a failure can be repeated. */
export function seeded(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  /** A whole number from `min` to `max`, both included. */
  const integer = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  /** One of the items; of a text, one of its characters. */
  const pick = <T>(items: ArrayLike<T>): T => items[integer(0, items.length - 1)] as T;
  const text = (alphabet: ArrayLike<string>, length: number): string =>
    Array.from({ length }, () => pick(alphabet)).join("");
  return { integer, pick, text };
}
