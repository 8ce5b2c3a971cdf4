import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LedgerContracts } from "../../../server/chain/deployment.ts";
import { EvidenceRegistry__factory, WorkRegistry__factory } from "../../../typechain-types/index.ts";

/** A Ponder project that makes of the same events rows like those of the gateway's index. */

/** Each a package of npm that the project needs, at the version that is measured. */
export const PACKAGES = { ponder: "0.16.10", viem: "2.57.20", hono: "4.13.19", typescript: "5.9.3" } as const;

/** Ponder compiles the project itself; its packages lie elsewhere, so to this project's own checks it is text. */
const config = (contracts: LedgerContracts, block: number) => `
import { createConfig } from "ponder";
import abis from "./abis.json";
const place = (address, abi) => ({ chain: "ledger", abi, address, startBlock: ${block} });
export default createConfig({
  chains: { ledger: { id: 31337, rpc: process.env.LEDGER_RPC_URL } },
  contracts: {
    Works: place("${contracts.works}", abis.works),
    Evidence: place("${contracts.evidence}", abis.evidence),
  },
});
`;

const schema = `
import { onchainTable } from "ponder";
export const works = onchainTable("works", (t) => ({
  workId: t.bigint().primaryKey(),
  holder: t.hex().notNull(),
  title: t.text().notNull(),
  metadata: t.hex().notNull(),
  legalClass: t.integer().notNull(),
  tradeClass: t.integer().notNull(),
  protectedUntil: t.integer().notNull(),
  registeredAt: t.bigint().notNull(),
  priorityAt: t.bigint().notNull(),
  block: t.bigint().notNull(),
}));
export const workEvents = onchainTable("work_events", (t) => ({
  id: t.text().primaryKey(),
  workId: t.bigint().notNull(),
  kind: t.text().notNull(),
  block: t.bigint().notNull(),
  transactionHash: t.hex().notNull(),
  logIndex: t.integer().notNull(),
  at: t.bigint().notNull(),
  data: t.text().notNull(),
}));
export const documents = onchainTable("documents", (t) => ({
  id: t.hex().primaryKey(),
  signer: t.hex().notNull(),
  nonce: t.bigint().notNull(),
}));
export const deposits = onchainTable("deposits", (t) => ({
  id: t.text().primaryKey(),
  root: t.hex().notNull(),
  depositor: t.hex().notNull(),
}));
`;

const handlers = `
import { ponder } from "ponder:registry";
import { deposits, documents, workEvents, works } from "ponder:schema";
ponder.on("Works:WorkRegistered", async ({ event, context }) => {
  const { workId, holder, title, metadata, legalClass, tradeClass, lastProtectedYear, priorityAt } = event.args;
  const { number: block, timestamp: at } = event.block;
  await context.db.insert(works).values({
    workId, holder, title, metadata, legalClass, tradeClass, block,
    protectedUntil: lastProtectedYear, registeredAt: at, priorityAt: BigInt(priorityAt),
  });
  await context.db.insert(workEvents).values({
    id: event.id, workId, kind: "registered", block, at,
    transactionHash: event.transaction.hash, logIndex: event.log.logIndex,
    data: JSON.stringify({ holder, title, metadata, legalClass, tradeClass, priorityAt }),
  });
});
for (const name of ["Works:DocumentExecuted", "Evidence:DocumentExecuted"]) {
  ponder.on(name, async ({ event, context }) => {
    const { document, signer, nonce } = event.args;
    await context.db.insert(documents).values({ id: document, signer, nonce });
  });
}
ponder.on("Evidence:Deposited", async ({ event, context }) => {
  const { root, depositor } = event.args;
  await context.db.insert(deposits).values({ id: event.id, root, depositor });
});
`;

const api = `
import { Hono } from "hono";
export default new Hono();
`;

/** Writes the project into a folder, with the packages that lie in another one. */
export async function writeProject(
  folder: string,
  packages: string,
  contracts: LedgerContracts,
  block: number,
): Promise<void> {
  await mkdir(join(folder, "src/api"), { recursive: true });
  await symlink(join(packages, "node_modules"), join(folder, "node_modules"));
  const abis = { works: WorkRegistry__factory.abi, evidence: EvidenceRegistry__factory.abi };
  const files = {
    "package.json": JSON.stringify({ private: true, type: "module" }),
    "abis.json": JSON.stringify(abis),
    "ponder.config.ts": config(contracts, block),
    "ponder.schema.ts": schema,
    "src/index.ts": handlers,
    "src/api/index.ts": api,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}
