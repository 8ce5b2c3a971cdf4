import { join } from "node:path";
import { Transaction } from "ethers";
import { openEmbeddedChain } from "../../../server/chain/embedded/chain.ts";
import { openJournal } from "../../../server/chain/embedded/journal.ts";
import { temporaryFolder } from "../support/imported.ts";
import { timed } from "../support/measure.ts";

/** Transactions that the relayer hands on together. */
const TOGETHER = 4;
/** A call with as much as this is a batch: a deposit has less. */
const BATCH_CHARACTERS = 20_000;

/**
 * @returns seconds in which a new embedded chain takes the very transactions that registered the works, from the
 * journal of the chain that has them
 */
export async function chainAlone(dataDirectory: string): Promise<number> {
  const transactions = await transactionsOf(dataDirectory);
  const first = transactions.findIndex(isBatch);
  if (first === -1) throw new Error("the ledger has registered no batch of works");
  const chain = await openEmbeddedChain({ directory: temporaryFolder() });
  const send = (raw: string) => chain.request({ method: "eth_sendRawTransaction", params: [raw] });
  try {
    for (const raw of transactions.slice(0, first)) await send(raw);
    const batches = transactions.slice(first);
    const { seconds } = await timed(async () => {
      for (let start = 0; start < batches.length; start += TOGETHER) {
        await Promise.all(batches.slice(start, start + TOGETHER).map(send));
      }
    });
    return seconds;
  } finally {
    await chain.close();
  }
}

/** What deploys the ledger calls nobody. */
function isBatch(raw: string): boolean {
  return raw.length > BATCH_CHARACTERS && Transaction.from(raw).to !== null;
}

async function transactionsOf(dataDirectory: string): Promise<string[]> {
  const journal = await openJournal(join(dataDirectory, "chain", "journal.ndjson"));
  const transactions: string[] = [];
  try {
    for await (const { commit } of journal.commits()) {
      for (const entry of commit.entries) if ("tx" in entry) transactions.push(entry.tx);
    }
  } finally {
    await journal.close();
  }
  return transactions;
}
