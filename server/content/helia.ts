import { createHeliaLight, type Helia } from "helia";
import { Key } from "interface-datastore";
import { batches } from "./batches.ts";
import { type ContentId, toCid } from "./cid.ts";
import { DurableBlockstore } from "./durable-blockstore.ts";
import { DurableDatastore } from "./durable-datastore.ts";
import { ContentError, corrupt, reasonOf } from "./errors.ts";
import { type Block, type BlockBackend, type ContentStore, verifyingStore } from "./store.ts";

/** A Helia node without network, and the blockstore under it that makes its writes durable. */
export interface EmbeddedNode {
  readonly helia: Helia;
  readonly blocks: DurableBlockstore;
}

/**
 * A content store inside this process: a Helia node that neither listens nor dials, on a LevelDB in a folder.
 * A put returns after the batch that holds block and pin was synced to disk.
 * @param directory made when it is not there; one process at a time can have it open
 * @throws ContentError `content-unavailable` when the folder is in use or cannot be written
 */
export async function openHeliaStore(directory: string): Promise<ContentStore> {
  const node = await openEmbeddedNode(directory);
  const { helia, blocks } = node;
  const orFail = <Result>(work: Promise<Result>): Promise<Result> =>
    work.catch((error: unknown) => {
      throw failure(directory, error);
    });
  const backend: BlockBackend = {
    kind: "helia",
    async write(pending, signal) {
      for (const batch of batches(pending)) {
        signal?.throwIfAborted();
        await orFail(Promise.all(batch.map((block) => stage(node, block))));
        await orFail(blocks.stage.commit());
      }
    },
    read: (id) => orFail(read(blocks, id)),
    has: async (id) => orFail(blocks.has(toCid(id))),
    async healthy() {
      await orFail(probe(node));
    },
    async close() {
      await helia.stop();
      await blocks.close();
    },
  };
  return verifyingStore(backend);
}

/** Opens the node itself. The rest of the gateway uses the store; this is for tools that need all of Helia. */
export async function openEmbeddedNode(directory: string): Promise<EmbeddedNode> {
  const blocks = new DurableBlockstore(directory);
  try {
    await blocks.open();
  } catch (error) {
    throw failure(directory, error);
  }
  const helia = createHeliaLight({ blockstore: blocks, datastore: new DurableDatastore(blocks) });
  await helia.start();
  return { helia, blocks };
}

/** Stages block and pin. The block is written even if it is there: that repairs a damaged one. */
async function stage({ helia, blocks }: EmbeddedNode, { id, bytes }: Block): Promise<void> {
  const cid = toCid(id);
  await blocks.put(cid, bytes);
  try {
    for await (const _ of helia.pins.add(cid));
  } catch (error) {
    if (!isNamed(error, "AlreadyPinnedError")) throw error;
  }
}

/** Straight from the blockstore: Helia itself would look every block up twice. */
async function read(blocks: DurableBlockstore, id: ContentId): Promise<Uint8Array | null> {
  try {
    for await (const bytes of blocks.get(toCid(id))) return bytes;
    return null;
  } catch (error) {
    if (isNamed(error, "NotFoundError")) return null;
    throw /corruption/i.test(reasonOf(error)) ? corrupt(id, { cause: error }) : error;
  }
}

/** Writes and syncs a record: the only way to know that the next put will not find a full or broken disk. */
async function probe({ helia, blocks }: EmbeddedNode): Promise<void> {
  await helia.datastore.put(new Key("/probe"), new Uint8Array());
  await blocks.stage.commit();
}

function failure(directory: string, error: unknown): Error {
  if (error instanceof ContentError) return error;
  const advice = isLocked(error)
    ? "another process has it open: stop that one, or choose another DATA_DIR"
    : `${reasonOf(error)}: see that its disk has room and may be written, then start again`;
  return new ContentError("content-unavailable", `The content store in ${directory} failed; ${advice}.`, {
    cause: error,
  });
}

function isLocked(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && cause.code === "LEVEL_LOCKED";
}

function isNamed(error: unknown, ...names: string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}
