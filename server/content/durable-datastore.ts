import { BaseDatastore } from "datastore-core";
import { Key, type KeyQuery, type Pair, type Query } from "interface-datastore";
import { type DurableBlockstore, notFound } from "./durable-blockstore.ts";

const PREFIX = "helia";

/** Above every key that starts with PREFIX and a slash, which is how all of them go on. */
const RECORDS = { gte: `${PREFIX}/`, lt: `${PREFIX}0` };

/** Helia's records, its pins above all, in the database of the blocks and made durable by the same commits. */
export class DurableDatastore extends BaseDatastore {
  readonly #blocks: DurableBlockstore;

  constructor(blocks: DurableBlockstore) {
    super();
    this.#blocks = blocks;
  }

  override put(key: Key, value: Uint8Array): Key {
    this.#blocks.stage.stage(PREFIX + key, value);
    return key;
  }

  override delete(key: Key): void {
    this.#blocks.stage.stage(PREFIX + key, null);
  }

  override async get(key: Key): Promise<Uint8Array> {
    const value = await this.#read(key);
    if (value === undefined) throw notFound(key.toString());
    return value;
  }

  override async has(key: Key): Promise<boolean> {
    return (await this.#read(key)) !== undefined;
  }

  override async *_all(_: Query): AsyncGenerator<Pair> {
    await this.#blocks.stage.commit();
    for await (const [key, value] of this.#blocks.db.iterator(RECORDS)) {
      yield { key: new Key(key.slice(PREFIX.length)), value };
    }
  }

  override async *_allKeys(_: KeyQuery): AsyncGenerator<Key> {
    for await (const { key } of this._all({})) yield key;
  }

  async #read(key: Key): Promise<Uint8Array | undefined> {
    const staged = this.#blocks.stage.lookup(PREFIX + key);
    if (staged !== undefined) return staged ?? undefined;
    return this.#blocks.db.getSync(PREFIX + key);
  }
}
