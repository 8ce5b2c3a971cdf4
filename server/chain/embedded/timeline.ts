/** The last second of the year 9999: RFC 3339 has no later one. */
export const LAST_SECOND = 253_402_300_799;

/** The chain's time, in whole seconds since 1970. It follows the wall clock, and never goes back. */
export interface Timeline {
  /** The time of the next block: the wall clock plus all shifts, but never before the last block. */
  next(): number;
  /** The wall clock plus all shifts. */
  now(): number;
  /** The time of the last block. */
  readonly last: number;
  /** The sum of all shifts, in seconds. */
  readonly offset: number;
  /** A block with this time was added. */
  mined(at: number): void;
  /** Moves the chain's time against the wall clock, in seconds. */
  shift(seconds: number): void;
}

/** @param wallClock seconds since 1970 */
export function createTimeline(genesisTime: number, wallClock: () => number): Timeline {
  let last = genesisTime;
  let offset = 0;
  return {
    next: () => Math.max(last, wallClock() + offset),
    now: () => wallClock() + offset,
    get last() {
      return last;
    },
    get offset() {
      return offset;
    },
    mined(at) {
      last = at;
    },
    shift(seconds) {
      offset += seconds;
    },
  };
}
