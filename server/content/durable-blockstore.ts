import { LevelBlockstore } from "blockstore-level";
import type { Pair } from "interface-blockstore";
import { base32upper } from "multiformats/bases/base32";
import { CID } from "multiformats/cid";
import * as raw from "multiformats/codecs/raw";
import { decode as decodeMultihash } from "multiformats/hashes/digest";
import { WriteStage } from "./write-stage.ts";

type Content = Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** LevelBlockstore's own keys: a slash and the multihash. Everything from "/" up to "0" is a block. */
const BLOCKS = { gte: "/", lt: "0" };

/**
 * blockstore-level and classic-level return before the disk has the data, and have no setting that changes it:
 * only a single write or batch can ask for a sync. So writes are staged here, and `stage.commit` puts them on disk
 * as one synced batch. Helia's own records (its pins) go the same way, so a block and its pin are one write.
 */
export class DurableBlockstore extends LevelBlockstore {
  readonly stage: WriteStage;

  /** @param directory made when it is not there; one process at a time may have it open */
  constructor(directory: string) {
    super(directory, { base: base32upper });
    this.stage = new WriteStage((writes) =>
      this.db.batch(
        Array.from(writes, ([key, value]) =>
          value === null ? { type: "del" as const, key } : { type: "put" as const, key, value },
        ),
        { sync: true },
      ),
    );
  }

  /** Opens the folder. The error of the database comes through as it is, with its code. */
  override async open(): Promise<void> {
    await this.db.open({ createIfMissing: true, compression: false });
  }

  override async put(cid: CID, value: Content): Promise<CID> {
    this.stage.stage(keyOf(cid), value instanceof Uint8Array ? value : await joined(value));
    return cid;
  }

  override async delete(cid: CID): Promise<void> {
    this.stage.stage(keyOf(cid), null);
  }

  override async *get(cid: CID): AsyncGenerator<Uint8Array> {
    const staged = this.stage.lookup(keyOf(cid));
    if (staged === null) throw notFound(keyOf(cid));
    if (staged !== undefined) yield staged;
    else yield* super.get(cid);
  }

  override async has(cid: CID): Promise<boolean> {
    const staged = this.stage.lookup(keyOf(cid));
    return staged === undefined ? super.has(cid) : staged !== null;
  }

  /** Every block on disk, and none of the records that lie beside them. */
  override async *getAll(): AsyncGenerator<Pair> {
    await this.stage.commit();
    for await (const [key, value] of this.db.iterator(BLOCKS)) {
      yield {
        cid: CID.createV1(raw.code, decodeMultihash(base32upper.decode(key.slice(1)))),
        bytes: once(value),
      };
    }
  }

  override async close(): Promise<void> {
    await this.stage.commit().catch(() => undefined);
    await this.db.close();
  }
}

/** The error by which IPFS stores say that they do not have something. */
export function notFound(key: string): Error {
  return Object.assign(new Error(`${key} is not stored`), { name: "NotFoundError" });
}

function keyOf(cid: CID): string {
  return `/${base32upper.encode(cid.multihash.bytes)}`;
}

async function joined(parts: Exclude<Content, Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of parts) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* once(value: Uint8Array): AsyncGenerator<Uint8Array> {
  yield value;
}
