import type { Transaction } from "kysely";
import type { Chain } from "./chain/connection.ts";
import { finalBlock } from "./chain/indexer/finality.ts";
import type { Ledger } from "./chain/ledger.ts";
import type { Database } from "./database/connection.ts";
import { readCursor } from "./database/cursor.ts";
import type { Executor, Schema } from "./database/schema.ts";
import type { DocumentContract, DocumentPlace } from "./domain/documents.ts";
import { Refusal } from "./http/problem.ts";

/** As of which block an answer is, and whether that block can still change. */
export interface AsOf {
  readonly block: number;
  readonly blockHash: string;
  readonly finality: "final" | "pending";
}

/** Reads the index: one snapshot for an answer, the block that it is as of, and what is final in it. */
export interface Reader {
  read<T>(work: (db: Transaction<Schema>, asOf: AsOf) => Promise<T>): Promise<T>;
  /** Of a block of the index, as of the last read. */
  finalityOf(block: number): "final" | "pending";
  place(contract: DocumentContract): DocumentPlace;
  /** Looks how far the index is, without reading anything else. */
  refresh(): Promise<void>;
}

export function createReader(database: Database, chain: Chain, ledger: Ledger): Reader {
  let final = -1;
  const finalityOf = (block: number) => (block <= final ? "final" : "pending");
  // What is final stands in the index, so that every gateway on a database says the same of the same block. All that
  // an embedded chain shows is final.
  const look = async (db: Executor): Promise<void> => {
    final = chain.embedded ? Number.POSITIVE_INFINITY : await finalBlock(db);
  };
  return {
    read: (work) =>
      database.read(async (db) => {
        const cursor = await readCursor(db);
        if (!cursor) {
          throw new Refusal(
            "unavailable",
            "index-empty",
            "The index has not begun yet: try again in a moment.",
          );
        }
        await look(db);
        const asOf = {
          block: cursor.block,
          blockHash: cursor.block_hash,
          finality: finalityOf(cursor.block),
        } as const;
        return work(db, asOf);
      }),
    finalityOf,
    place: (contract) => ledger.place(contract),
    refresh: () => look(database.db),
  };
}
