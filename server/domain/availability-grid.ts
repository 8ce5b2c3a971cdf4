import {
  barsNonExclusive,
  type Claim,
  obstaclesTo,
  type Status,
  statusOf,
  type Wanted,
} from "./availability.ts";

/**
 * Availability as a table of territories by languages, for the wanted rights, formats and time. Territories that all
 * claims treat alike are one row, languages that all claims treat alike one column, so the table stays small.
 */
export interface Grid {
  /** Masks of territories; together the wanted ones. */
  readonly rows: readonly bigint[];
  /** Masks of languages; together the wanted ones. */
  readonly columns: readonly bigint[];
  /** By row, then by column. */
  readonly cells: readonly (readonly Cell[])[];
  readonly claims: readonly Claim[];
}

export interface Cell {
  readonly exclusive: Status;
  readonly nonExclusive: Status;
  /** Places in `claims` of those that touch the cell at any time of the wanted one. */
  readonly by: readonly number[];
}

const FREE: Cell = { exclusive: "free", nonExclusive: "free", by: [] };

export function availabilityGrid(wanted: Wanted, claims: readonly Claim[]): Grid {
  const obstacles = obstaclesTo(wanted, claims);
  const touching = obstacles.map(({ claim }) => claim);
  const rows = alike(
    wanted.masks.territories,
    obstacles.map(({ masks }) => masks.territories),
  );
  const columns = alike(
    wanted.masks.languages,
    obstacles.map(({ masks }) => masks.languages),
  );
  const cells = rows.map((row) => columns.map((column) => cellOf(shared(row.by, column.by), touching)));
  return {
    rows: rows.map(({ mask }) => mask),
    columns: columns.map(({ mask }) => mask),
    cells,
    claims: touching,
  };
}

function cellOf(by: readonly number[], claims: readonly Claim[]): Cell {
  if (by.length === 0) return FREE;
  const here = by.map((place) => claims[place] as Claim);
  return { exclusive: statusOf(here), nonExclusive: statusOf(here.filter(barsNonExclusive)), by };
}

interface Part {
  readonly mask: bigint;
  /** Places of the sets that hold it, ascending. */
  readonly by: readonly number[];
}

/** Splits a set into the parts that lie wholly inside or wholly outside each of `sets`. */
function alike(whole: bigint, sets: readonly bigint[]): Part[] {
  const parts = new Map<string, { mask: bigint; by: number[] }>();
  const holders = new Map<number, number[]>();
  for (const bit of bitsOf(whole)) holders.set(bit, []);
  for (const [place, set] of sets.entries()) {
    for (const bit of bitsOf(set & whole)) holders.get(bit)?.push(place);
  }
  for (const [bit, by] of holders) {
    const key = by.join();
    const part = parts.get(key);
    if (part) part.mask |= 1n << BigInt(bit);
    else parts.set(key, { mask: 1n << BigInt(bit), by });
  }
  return [...parts.values()];
}

/** The bits of a mask, ascending. */
function bitsOf(mask: bigint): number[] {
  const bits: number[] = [];
  const digits = mask.toString(2);
  for (let at = digits.length - 1; at >= 0; at -= 1) {
    if (digits[at] === "1") bits.push(digits.length - 1 - at);
  }
  return bits;
}

/** What two ascending lists share. */
function shared(a: readonly number[], b: readonly number[]): number[] {
  const both: number[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const x = a[i] as number;
    const y = b[j] as number;
    if (x === y) both.push(x);
    if (x <= y) i += 1;
    if (y <= x) j += 1;
  }
  return both;
}
