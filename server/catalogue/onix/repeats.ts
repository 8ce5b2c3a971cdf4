import { hash } from "node:crypto";

/** Finds record references that came before, in 12 bytes a place, so that a million of them take a few dozen MB. */
export interface Repeats {
  /** Index of the last record before with this reference, or null; from now on it is `index`. */
  seen(reference: string, index: number): number | null;
}

const FIRST_SIZE = 1 << 12;

/** An open-addressing table by the first 64 bits of SHA-256: that two references share them is not to be expected. */
export function repeatTable(): Repeats {
  let size = FIRST_SIZE;
  let heads = new Uint32Array(size);
  let tails = new Uint32Array(size);
  /** Index plus 1; 0 is an empty place. */
  let indexes = new Uint32Array(size);
  let count = 0;

  return {
    seen(reference, index) {
      if (count * 2 >= size) grow();
      const digest = hash("sha256", reference, "buffer");
      const [head, tail] = [digest.readUInt32LE(0), digest.readUInt32LE(4)];
      const at = place(head, tail);
      const before = (indexes[at] ?? 0) - 1;
      if (before === -1) count += 1;
      heads[at] = head;
      tails[at] = tail;
      indexes[at] = index + 1;
      return before === -1 ? null : before;
    },
  };

  function place(head: number, tail: number): number {
    let at = head & (size - 1);
    while (indexes[at] !== 0 && (heads[at] !== head || tails[at] !== tail)) at = (at + 1) & (size - 1);
    return at;
  }

  function grow(): void {
    const old = { heads, tails, indexes };
    size *= 2;
    heads = new Uint32Array(size);
    tails = new Uint32Array(size);
    indexes = new Uint32Array(size);
    for (const [from, index] of old.indexes.entries()) {
      if (index === 0) continue;
      const [head, tail] = [old.heads[from] ?? 0, old.tails[from] ?? 0];
      const at = place(head, tail);
      heads[at] = head;
      tails[at] = tail;
      indexes[at] = index;
    }
  }
}
