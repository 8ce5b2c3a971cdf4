/** Lets many readers in together, or one writer alone, in the order in which they came. */
export interface Gate {
  shared<T>(work: () => Promise<T>): Promise<T>;
  exclusive<T>(work: () => Promise<T>): Promise<T>;
}

interface Waiting {
  readonly exclusive: boolean;
  readonly enter: () => void;
}

/**
 * First come, first served: a stream of reads never keeps a write out, nor the other way round, and who asks for
 * a write and then for a read sees the write.
 */
export function createGate(): Gate {
  const waiting: Waiting[] = [];
  let readers = 0;
  let writing = false;

  function admit(): void {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      if (writing || (next.exclusive && readers > 0)) return;
      waiting.shift();
      if (next.exclusive) writing = true;
      else readers += 1;
      next.enter();
    }
  }

  async function pass<T>(exclusive: boolean, work: () => Promise<T>): Promise<T> {
    await new Promise<void>((enter) => {
      waiting.push({ exclusive, enter });
      admit();
    });
    try {
      return await work();
    } finally {
      if (exclusive) writing = false;
      else readers -= 1;
      admit();
    }
  }

  return {
    shared: (work) => pass(false, work),
    exclusive: (work) => pass(true, work),
  };
}
