import type { Network, TypedData } from "../api-types.ts";

/** An account that can sign documents on this page. */
export interface Signer {
  /** With its checksum, as the ledger writes it. */
  address: string;
  /** What it is called: the role of a demo account, the name of a wallet. */
  name: string;
  isDemo: boolean;
  /** @throws Error when the holder refuses */
  sign: (data: TypedData) => Promise<string>;
}

/** The demo accounts of an embedded chain. Their keys are public knowledge, so the page may hold them. */
export function demoSigners({ demoAccounts }: Network): Signer[] {
  return demoAccounts.map(({ role, address, privateKey }) => ({
    address,
    name: role,
    isDemo: true,
    async sign({ domain, types, message }) {
      const { Wallet } = await import("ethers");
      return new Wallet(privateKey).signTypedData(domain, types, message);
    },
  }));
}
