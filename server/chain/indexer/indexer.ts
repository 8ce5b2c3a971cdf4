import type { ContentStore } from "../../content/store.ts";
import type { Database } from "../../database/connection.ts";
import { type Cursor, moveCursor, readCursor } from "../../database/cursor.ts";
import { indexWriter } from "../../database/index-writer.ts";
import type { DocumentContract } from "../../domain/documents.ts";
import type { Chain } from "../connection.ts";
import type { Deployment } from "../deployment.ts";
import { type IndexedBlock, linkedBlocks, settledBlocks } from "./blocks.ts";
import { eventReader, filterFor, type Header } from "./events.ts";
import { finalBlock, markFinal } from "./finality.ts";
import { HANDLED_EVENTS, handle } from "./handlers.ts";
import { describe, digestsOf } from "./metadata.ts";
import { createRefresher } from "./refresher.ts";
import { goBack } from "./reorganisation.ts";
import { logSource } from "./source.ts";

/**
 * Turns the chain's logs into rows. The invariant: cursor and rows move in one transaction, and the rows are those
 * that the events up to the cursor's block, on the chain that has that block, give from nothing.
 */
export interface Indexer {
  /** Goes on as far as it can at once. @returns whether anything moved */
  step(): Promise<boolean>;
}

export interface IndexerOptions {
  readonly chain: Chain;
  readonly deployment: Deployment;
  readonly database: Database;
  readonly content: ContentStore;
  readonly logger?: { warn(details: object, message: string): void } | undefined;
  /** The last block to index; as far as the chain goes unless given. */
  readonly last?: number;
  /** Milliseconds between two attempts at metadata documents that could not be read; a minute unless given. */
  readonly retryMilliseconds?: number;
}

/** Blocks near the head that one transaction takes. */
const UNSETTLED_BLOCKS = 32;

export function createIndexer(options: IndexerOptions): Indexer {
  const { chain, deployment, database, content, logger, last = Number.POSITIVE_INFINITY } = options;
  const source = logSource(chain.provider, filterFor(deployment.contracts, HANDLED_EVENTS));
  const read = eventReader(deployment.contracts);
  const address = (contract: DocumentContract) => deployment.contracts[contract];
  const refresher = createRefresher(options);
  let toldOfLag = false;

  async function step(): Promise<boolean> {
    const heads = await chain.heads();
    const latest = Math.min(last, heads.latest);
    const final = Math.min(last, heads.final);
    const cursor = await readCursor(database.db);
    const from = cursor ? cursor.block + 1 : deployment.block;
    if (cursor && heads.latest < cursor.block) return waitFor(cursor, heads.latest);
    if (cursor) {
      const header = await source.header(cursor.block);
      if (!header) return false;
      if (header.hash !== cursor.block_hash) return goBack({ source, database, logger }, cursor);
    }
    if (from <= final) return settled(cursor, from, final);
    if (from <= latest) return unsettled(cursor, from, latest, final);
    return cursor ? idle(cursor, final) : false;
  }

  /** A node behind the index is catching up, or a shorter branch is about to grow. */
  async function waitFor({ block }: Cursor, latest: number): Promise<false> {
    if (!toldOfLag && latest < (await finalBlock(database.db))) {
      toldOfLag = true;
      logger?.warn(
        { latest, block },
        "the node has less than what was final: it is far behind, or on another chain",
      );
    }
    return false;
  }

  /** Blocks that cannot change any more: as many as the node gives at once, without before-images. */
  async function settled(cursor: Cursor | undefined, from: number, final: number): Promise<boolean> {
    const { logs, to } = await source.logs(from, final);
    const head = await source.header(to);
    if (!head) return false;
    await write(cursor, await settledBlocks(source, read, logs), head, { undo: false, final: to });
    return true;
  }

  /** Blocks that may still change, with before-images. */
  async function unsettled(
    cursor: Cursor | undefined,
    from: number,
    latest: number,
    final: number,
  ): Promise<boolean> {
    const run = { from, to: Math.min(latest, from + UNSETTLED_BLOCKS - 1), parent: cursor?.block_hash };
    const blocks = await linkedBlocks(source, read, run);
    const head = blocks.at(-1)?.header;
    if (!head) return false;
    await write(cursor, blocks, head, { undo: true, final });
    return true;
  }

  async function write(
    cursor: Cursor | undefined,
    blocks: readonly IndexedBlock[],
    head: Header,
    { undo, final }: { undo: boolean; final: number },
  ): Promise<void> {
    const described = await describe(
      content,
      blocks.flatMap(({ events }) => digestsOf(events)),
    );
    await database.db.transaction().execute(async (trx) => {
      const writer = indexWriter(trx, database);
      for (const { header, events } of blocks) {
        await writer.enter(header, { undo });
        for (const event of events) await handle(event, { writer, described, address });
      }
      await writer.flush();
      await moveCursor(trx, cursor, head);
      await markFinal(trx, final);
    });
  }

  /** Nothing new: blocks that have become final, and metadata documents that could not be read before. */
  async function idle(cursor: Cursor, final: number): Promise<boolean> {
    const isNews = final > (await finalBlock(database.db));
    if (isNews && (await database.db.transaction().execute((trx) => markFinal(trx, final)))) return true;
    return refresher.round(cursor);
  }

  return { step };
}
