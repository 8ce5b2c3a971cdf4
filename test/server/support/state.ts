import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { TestProduct } from "./product.ts";

const TABLES = [
  "works",
  "deposits",
  "institutions",
  "attestations",
  "documents",
  "signatures",
  "outbox",
  "idempotency_keys",
  "sessions",
] as const;

export type State = Readonly<Record<(typeof TABLES)[number] | "height", number>>;

/** How much there is of everything: the chain's height, and the rows of each table on the disk. */
export async function stateOf({ chain, dataDirectory }: TestProduct): Promise<State> {
  const file = new DatabaseSync(join(dataDirectory, "database", "ledger.sqlite"), { readOnly: true });
  try {
    const counts = TABLES.map((table) => {
      const row = file.prepare(`select count(*) as rows from ${table}`).get();
      return [table, Number(row?.rows)] as const;
    });
    return { ...Object.fromEntries(counts), height: await chain.getBlockNumber() } as State;
  } finally {
    file.close();
  }
}
