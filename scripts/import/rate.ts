/** How fast something goes: says it at most once a second, and the last time whenever it is asked to. */
export interface Rate {
  /** `done` of what is counted. @returns "120, 60 a second", or null if it is too early to say anything new */
  at(done: number, last?: boolean): string | null;
}

const EVERY_MILLISECONDS = 1_000;

export function rate(now: () => number = () => performance.now()): Rate {
  const start = now();
  let first: number | undefined;
  let told = { at: Number.NEGATIVE_INFINITY, done: -1 };
  return {
    at(done, last = false) {
      first ??= done;
      const time = now();
      if (done === told.done || (!last && time - told.at < EVERY_MILLISECONDS)) return null;
      told = { at: time, done };
      const seconds = (time - start) / 1_000;
      const perSecond = seconds > 0 ? Math.round((done - first) / seconds) : 0;
      return perSecond > 0 ? `${done}, ${perSecond} a second` : String(done);
    },
  };
}
