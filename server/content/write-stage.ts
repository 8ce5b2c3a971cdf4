/** New values by key; null deletes. */
export type Writes = ReadonlyMap<string, Uint8Array | null>;

/**
 * Collects writes and hands them on in batches. Everybody who asks for a commit while one batch is being written
 * shares the next: hundreds of writers pay for one sync of the disk, and what one writer stages before it commits
 * is written whole or not at all.
 *
 * A batch that fails ends it: a log with a torn record in it must not be written on, so every later write fails
 * with the same error until the store is opened again.
 */
export class WriteStage {
  readonly #write: (writes: Writes) => Promise<void>;
  #staged = new Map<string, Uint8Array | null>();
  #writing: Writes = new Map();
  #last: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;

  /** @param write makes a batch durable, whole or not at all, before it returns */
  constructor(write: (writes: Writes) => Promise<void>) {
    this.#write = write;
  }

  /** Stages a write. It is seen by `lookup` at once and is durable after the next `commit`. */
  stage(key: string, value: Uint8Array | null): void {
    if (this.#failure !== undefined) throw this.#failure.error;
    this.#staged.set(key, value);
  }

  /** The value on its way to the disk, null for a deletion on its way, undefined when the disk knows best. */
  lookup(key: string): Uint8Array | null | undefined {
    const staged = this.#staged.get(key);
    return staged === undefined ? this.#writing.get(key) : staged;
  }

  /** Returns when everything staged before this call is durable. */
  commit(): Promise<void> {
    if (this.#next === undefined) {
      this.#next = this.#last.then(() => this.#flush());
      this.#last = this.#next;
    }
    return this.#next;
  }

  async #flush(): Promise<void> {
    this.#next = undefined;
    if (this.#staged.size === 0) return;
    this.#writing = this.#staged;
    this.#staged = new Map();
    try {
      await this.#write(this.#writing);
    } catch (error) {
      this.#failure = { error };
      this.#staged.clear();
      throw error;
    } finally {
      this.#writing = new Map();
    }
  }
}
