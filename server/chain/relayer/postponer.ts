/** Keeps rows that a node has something against out of the way for a while, each time twice as long. */
export interface Postponer {
  /** How many rows have been postponed and not been sent since. */
  readonly size: number;
  /** Whether its time has not come yet. */
  has(sequence: number): boolean;
  postpone(sequence: number): void;
  forget(sequence: number): void;
}

const FIRST_SECONDS = 1;
const LAST_SECONDS = 60;

/** @param wallClock seconds since 1970 */
export function createPostponer(wallClock: () => number): Postponer {
  const postponed = new Map<number, { until: number; seconds: number }>();
  return {
    get size() {
      return postponed.size;
    },
    has: (sequence) => (postponed.get(sequence)?.until ?? 0) > wallClock(),
    postpone(sequence) {
      const seconds = Math.min(LAST_SECONDS, 2 * (postponed.get(sequence)?.seconds ?? FIRST_SECONDS / 2));
      postponed.set(sequence, { until: wallClock() + seconds, seconds });
    },
    forget: (sequence) => void postponed.delete(sequence),
  };
}
