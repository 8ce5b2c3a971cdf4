/** Chance that is the same in each run: a generator of numbers from a seed (mulberry32). */
export interface Random {
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  pick<T>(items: readonly T[]): T;
  /** True in one of `n` cases. */
  oneIn(n: number): boolean;
  /** 32 bytes as 0x hex. */
  word(): string;
  shuffled<T>(items: readonly T[]): T[];
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    int,
    pick: (items) => {
      if (items.length === 0) throw new Error("There is nothing to pick from.");
      return items[int(0, items.length - 1)] as (typeof items)[number];
    },
    oneIn: (n) => int(1, n) === 1,
    word: () => `0x${Array.from({ length: 32 }, () => int(0, 255).toString(16).padStart(2, "0")).join("")}`,
    shuffled: (items) => {
      const result = [...items];
      for (let i = result.length - 1; i > 0; i -= 1) {
        const j = int(0, i);
        [result[i], result[j]] = [result[j], result[i]] as [(typeof items)[number], (typeof items)[number]];
      }
      return result;
    },
  };
}
