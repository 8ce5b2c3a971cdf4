import type { seeded } from "../random.ts";

/** A mask of some of the bits of `all`, never empty: each bit with the same chance, which differs from mask to mask. */
export function randomMask(random: ReturnType<typeof seeded>, all: bigint): bigint {
  const percent = random.pick([1, 5, 50, 95, 99]);
  for (;;) {
    let mask = 0n;
    for (let bits = all; bits !== 0n; bits &= bits - 1n) {
      if (random.integer(1, 100) <= percent) mask |= bits & -bits;
    }
    if (mask !== 0n) return mask;
  }
}
