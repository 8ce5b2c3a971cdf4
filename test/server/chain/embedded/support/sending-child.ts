import { openEmbeddedChain } from "../../../../../server/chain/embedded/chain.ts";
import { send, signed, walletOf } from "./transactions.ts";

const IN_FLIGHT = 8;

/**
 * Run as a program with a folder: opens the chain there and sends without end, several at a time, printing the
 * hash of each transaction once it is acknowledged. It ends by being killed.
 */
async function main(directory: string): Promise<void> {
  const chain = await openEmbeddedChain({ directory });
  const wallets = (["operator", "publisher", "licensee"] as const).map(walletOf);
  await Promise.all(
    wallets.map(async (wallet) => {
      const params = [wallet.address, "latest"];
      let nonce = Number(await chain.request({ method: "eth_getTransactionCount", params }));
      while (true) {
        const raws = await Promise.all(
          Array.from({ length: IN_FLIGHT }, () => signed(wallet, { nonce: nonce++, value: 1n })),
        );
        await Promise.all(raws.map(async (raw) => process.stdout.write(`${await send(chain, raw)}\n`)));
      }
    }),
  );
}

const [, program, directory] = process.argv;
if (program === import.meta.filename && directory !== undefined) await main(directory);
