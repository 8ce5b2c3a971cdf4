import { createHash } from "node:crypto";
import { type ContentId, contentIdOf, type Digest, parseContentName } from "./cid.ts";
import { eachOf } from "./each-of.ts";
import { ContentError, corrupt } from "./errors.ts";
import { MAX_CONTENT_BYTES } from "./limits.ts";

const PARALLEL_READS = 16;

/**
 * Keeps content under the name that its bytes give it. Both backends give the same bytes the same CID.
 * A name is a digest, a CID or an `ipfs://` URI. Every call may throw ContentError `content-unavailable`.
 */
export interface ContentStore {
  readonly kind: "helia" | "kubo";

  /**
   * Stores and pins the bytes, reads them back and checks their digest. Once it returns, they are there to stay.
   * @throws ContentError `content-too-large` over 1 MiB; `content-corrupt` if other bytes come back
   */
  put(bytes: Uint8Array, signal?: AbortSignal): Promise<ContentId>;

  /** `put` for many at once, in their order, many times faster. On an error, any part of them may be stored. */
  putMany(contents: readonly Uint8Array[], signal?: AbortSignal): Promise<ContentId[]>;

  /**
   * The bytes, or null when the store does not have them.
   * @throws ContentError `content-corrupt`, naming the CID, when what is stored does not hash to its name
   */
  get(name: string, signal?: AbortSignal): Promise<Uint8Array | null>;

  /** Whether this store itself holds the content. */
  has(name: string, signal?: AbortSignal): Promise<boolean>;

  /** Returns when the store can take content. @throws ContentError `content-unavailable` that says what to do */
  healthy(): Promise<void>;

  /** Finishes what is under way and lets go of everything. The store is of no use afterwards. */
  close(): Promise<void>;
}

/** Bytes and the name that follows from them. */
export interface Block {
  readonly id: ContentId;
  readonly bytes: Uint8Array;
}

/** What a backend brings; digests are checked above it, in one place. */
export interface BlockBackend extends Pick<ContentStore, "kind" | "healthy" | "close"> {
  /** Stores and pins; returns when all of them would outlive the death of the process that holds them. */
  write(blocks: readonly Block[], signal?: AbortSignal): Promise<void>;
  /** What is stored under the name, unchecked. `where` is `here` for what this store itself must hold. */
  read(id: ContentId, where: "here" | "anywhere", signal?: AbortSignal): Promise<Uint8Array | null>;
  has(id: ContentId, signal?: AbortSignal): Promise<boolean>;
}

/** SHA-256, as the ledger writes it. */
export function digestOf(bytes: Uint8Array): Digest {
  return `0x${createHash("sha256").update(bytes).digest("hex")}`;
}

/** A ContentStore over a backend that need not be trusted to give the right bytes. */
export function verifyingStore(backend: BlockBackend): ContentStore {
  async function keep(blocks: readonly Block[], signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    await backend.write(blocks, signal);
    await eachOf(blocks, PARALLEL_READS, ({ id }) => readBack(backend, id, signal));
  }

  return {
    kind: backend.kind,
    async put(bytes, signal) {
      const block = toBlock(bytes);
      await keep([block], signal);
      return block.id;
    },
    async putMany(contents, signal) {
      const blocks = contents.map(toBlock);
      await keep(blocks, signal);
      return blocks.map(({ id }) => id);
    },
    async get(name, signal) {
      const id = parseContentName(name);
      signal?.throwIfAborted();
      return checked(id, await backend.read(id, "anywhere", signal));
    },
    async has(name, signal) {
      const id = parseContentName(name);
      signal?.throwIfAborted();
      return backend.has(id, signal);
    },
    healthy: () => backend.healthy(),
    close: () => backend.close(),
  };
}

function toBlock(bytes: Uint8Array): Block {
  if (bytes.length > MAX_CONTENT_BYTES) {
    throw new ContentError(
      "content-too-large",
      `The content has ${bytes.length} bytes; at most ${MAX_CONTENT_BYTES} (1 MiB) are taken: shorten it or split it.`,
    );
  }
  return { id: contentIdOf(digestOf(bytes)), bytes };
}

async function readBack(backend: BlockBackend, id: ContentId, signal?: AbortSignal): Promise<void> {
  if (checked(id, await backend.read(id, "here", signal)) === null) {
    throw new ContentError(
      "content-corrupt",
      `The ${backend.kind} store took ${id.cid} and does not have it: check its disk before you go on.`,
    );
  }
}

function checked(id: ContentId, bytes: Uint8Array | null): Uint8Array | null {
  if (bytes === null || digestOf(bytes) === id.digest) return bytes;
  throw corrupt(id);
}
