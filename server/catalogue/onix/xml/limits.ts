/** Bounds that no real message meets; an attack does. Characters are UTF-16 code units. */
export interface OnixLimits {
  /** Longest tag, text, comment, instruction or DOCTYPE. */
  readonly tokenCharacters: number;
  /** Longest product, with all its markup. */
  readonly productCharacters: number;
  /** Most elements that are read of one product. */
  readonly productElements: number;
  /** Deepest nesting of elements. */
  readonly depth: number;
  /** Most problems that are told of one product. */
  readonly problems: number;
}

export const ONIX_LIMITS: OnixLimits = {
  tokenCharacters: 4 << 20,
  productCharacters: 16 << 20,
  productElements: 50_000,
  depth: 100,
  problems: 100,
};
