/** Wakes whoever waits for something to have changed. */
export interface Signal {
  /** How many notifications there have been. */
  readonly count: number;
  notify(): void;
  /**
   * Resolves at the next notification, after `milliseconds`, or when `abort` fires; never rejects. Given the `count`
   * from before a look at what may have changed, it also resolves at once for a notification since then.
   */
  wait(milliseconds: number, abort?: AbortSignal, count?: number): Promise<void>;
}

export function createSignal(): Signal {
  let waiting = new Set<() => void>();
  let notified = 0;
  return {
    get count() {
      return notified;
    },
    notify() {
      notified += 1;
      const woken = waiting;
      waiting = new Set();
      for (const wake of woken) wake();
    },
    wait(milliseconds, abort, count = notified) {
      if (abort?.aborted || count !== notified) return Promise.resolve();
      return new Promise((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          waiting.delete(wake);
          abort?.removeEventListener("abort", wake);
          resolve();
        };
        const timer = setTimeout(wake, milliseconds);
        waiting.add(wake);
        abort?.addEventListener("abort", wake, { once: true });
      });
    },
  };
}
