import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { TestProduct } from "./product.ts";
import { runSql } from "./servers.ts";

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

/** How much there is of everything: the chain's height, and the rows of each table in the database. */
export async function stateOf(product: TestProduct): Promise<State> {
  const counts = product.databaseUrl ? await countsOn(product.databaseUrl) : countsIn(product.dataDirectory);
  return { ...counts, height: await product.chain.getBlockNumber() } as State;
}

function countsIn(dataDirectory: string): Record<string, number> {
  const file = new DatabaseSync(join(dataDirectory, "database", "ledger.sqlite"), { readOnly: true });
  try {
    const counts = TABLES.map((table) => [table, Number(file.prepare(countOf(table)).get()?.rows)]);
    return Object.fromEntries(counts);
  } finally {
    file.close();
  }
}

async function countsOn(databaseUrl: string): Promise<Record<string, number>> {
  const counts = TABLES.map(async (table) => {
    const [count] = await runSql<{ rows: string }>(databaseUrl, countOf(table));
    return [table, Number(count?.rows)];
  });
  return Object.fromEntries(await Promise.all(counts));
}

function countOf(table: string): string {
  return `select count(*) as rows from ${table}`;
}
