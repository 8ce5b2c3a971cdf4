import { Wallet } from "ethers";
import type { Chain } from "../../../../server/chain/connection.ts";
import { type Call, keyOf, type Role } from "./ledger.ts";

/** Sends calls from one account, in order, without waiting for them to be mined. */
export interface Submitter {
  /** @returns the hash of the transaction */
  send(call: Call): Promise<string>;
  /** Asks the chain for the nonce anew: after a reorganisation, or when somebody else has used the account. */
  resume(): void;
}

const GAS = 5_000_000;
const GWEI = 10n ** 9n;

/** @param first the nonce to begin with; the next one unless given */
export function createSubmitter(chain: Chain, role: Role, first?: number): Submitter {
  const wallet = new Wallet(keyOf(role));
  const price = chain.embedded ? 0n : 100n * GWEI;
  let next = first;
  return {
    async send({ to, data }) {
      const { provider, chainId } = chain;
      next ??= Number(await provider.send("eth_getTransactionCount", [wallet.address, "pending"]));
      const fees = { maxFeePerGas: price, maxPriorityFeePerGas: price / 100n };
      const raw = await wallet.signTransaction({
        ...{ type: 2, chainId, to, data, nonce: next, gasLimit: GAS, ...fees },
      });
      next += 1;
      return String(await provider.send("eth_sendRawTransaction", [raw]));
    },
    resume() {
      next = undefined;
    },
  };
}
