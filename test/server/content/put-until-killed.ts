import { randomBytes } from "node:crypto";
import { writeSync } from "node:fs";
import { openHeliaStore } from "../../../server/content/helia.ts";

/**
 * A process to be killed: stores random documents in the folder it is given, one by one and in bulk, without end,
 * and writes the digest of each to its output once the store has acknowledged it.
 */
async function main(directory: string): Promise<void> {
  const store = await openHeliaStore(directory);
  const acknowledge = (digest: string): void => {
    writeSync(1, `${digest}\n`);
  };
  const oneByOne = async (): Promise<never> => {
    for (;;) acknowledge((await store.put(randomBytes(2048))).digest);
  };
  const inBulk = async (): Promise<never> => {
    for (;;) {
      const ids = await store.putMany(Array.from({ length: 50 }, () => randomBytes(2048)));
      for (const { digest } of ids) acknowledge(digest);
    }
  };
  await Promise.all([oneByOne(), oneByOne(), inBulk()]);
}

// The test runner loads every file below test/; only a process of its own is to run this one.
if (process.argv[1] === import.meta.filename) await main(process.argv[2] ?? "");
