import { getCreateAddress, Wallet } from "ethers";
import { DEMO_ACCOUNTS, type DemoRole } from "../../../../../server/chain/embedded/accounts.ts";
import type { EmbeddedChain } from "../../../../../server/chain/embedded/chain.ts";

/** Runtime code, put down by hand so that these tests need no compiler. */
export const CODE = {
  /** Stores the block's randomness plus its time under its number. */
  recorder: "4442014355",
  /** Reverts with the word 42. */
  reverter: "602a60005260206000fd",
  /** Answers with the time of the block. */
  clock: "4260005260206000f3",
  /** Takes all the gas there is. */
  burner: "fe",
} as const;

/** What the reverter reverts with. */
export const REVERT_DATA = `0x${"2a".padStart(64, "0")}`;

export interface Fields {
  nonce: number;
  to?: string | null;
  data?: string;
  value?: bigint;
  gasLimit?: number;
  chainId?: number;
}

export function walletOf(role: DemoRole): Wallet {
  const account = DEMO_ACCOUNTS.find((candidate) => candidate.role === role);
  if (account === undefined) throw new Error(`no account has the role ${role}`);
  return new Wallet(account.privateKey);
}

/** A signed transaction that offers no fee; a transfer of nothing to the bank unless told otherwise. */
export function signed(wallet: Wallet, fields: Fields): Promise<string> {
  return wallet.signTransaction({
    type: 2,
    chainId: 31337,
    gasLimit: 200_000,
    maxFeePerGas: 0,
    maxPriorityFeePerGas: 0,
    to: walletOf("bank").address,
    ...fields,
  });
}

/** A transaction that puts this runtime code on the chain. */
export function deployment(wallet: Wallet, nonce: number, code: string): Promise<string> {
  const length = (code.length / 2).toString(16).padStart(2, "0");
  return signed(wallet, { nonce, to: null, data: `0x60${length}600c60003960${length}6000f3${code}` });
}

export async function send(chain: EmbeddedChain, raw: string): Promise<string> {
  return String(await chain.request({ method: "eth_sendRawTransaction", params: [raw] }));
}

/** Puts this runtime code on the chain and gives its address. */
export async function deploy(
  chain: EmbeddedChain,
  wallet: Wallet,
  nonce: number,
  code: string,
): Promise<string> {
  await send(chain, await deployment(wallet, nonce, code));
  return getCreateAddress({ from: wallet.address, nonce });
}
