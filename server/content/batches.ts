import type { Block } from "./store.ts";

/** One batch holds at most so many blocks, and stops growing once it has so many bytes. */
const BATCH_BLOCKS = 1024;
const BATCH_BYTES = 8 * 1024 * 1024;

/** Cuts a list of blocks, in order, into batches that fit into memory and a request. */
export function* batches(blocks: readonly Block[]): Generator<Block[]> {
  let batch: Block[] = [];
  let size = 0;
  for (const block of blocks) {
    batch.push(block);
    size += block.bytes.length;
    if (size >= BATCH_BYTES || batch.length === BATCH_BLOCKS) {
      yield batch;
      batch = [];
      size = 0;
    }
  }
  if (batch.length > 0) yield batch;
}
