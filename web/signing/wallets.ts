import type { Network, TypedData } from "../api-types.ts";
import type { Signer } from "./signer.ts";

/** Wallets that announce themselves to pages (EIP-6963). */

interface Provider {
  request(call: { method: string; params?: unknown[] }): Promise<unknown>;
}

export interface Wallet {
  /** Of this announcement. */
  id: string;
  name: string;
  provider: Provider;
}

interface Announcement {
  info: { uuid: string; name: string };
  provider: Provider;
}

/** Asks the wallets of this browser to announce themselves; `found` hears of each once. @returns how to stop */
export function findWallets(found: (wallet: Wallet) => void): () => void {
  const known = new Set<string>();
  const listener = (event: Event): void => {
    const { info, provider } = (event as CustomEvent<Announcement>).detail;
    if (known.has(info.uuid)) return;
    known.add(info.uuid);
    found({ id: info.uuid, name: info.name, provider });
  };
  window.addEventListener("eip6963:announceProvider", listener);
  window.dispatchEvent(new Event("eip6963:requestProvider"));
  return () => window.removeEventListener("eip6963:announceProvider", listener);
}

/** Asks a wallet for its accounts, on the ledger's chain. @throws Error when its holder refuses */
export async function connectWallet({ name, provider }: Wallet, network: Network): Promise<Signer[]> {
  const accounts = (await provider.request({ method: "eth_requestAccounts" })) as string[];
  await chooseChain(provider, network);
  const { getAddress } = await import("ethers");
  return accounts.map((account) => ({
    address: getAddress(account),
    name,
    isDemo: false,
    sign: (data) =>
      provider.request({
        method: "eth_signTypedData_v4",
        params: [account, JSON.stringify(withDomain(data))],
      }) as Promise<string>,
  }));
}

/** Code of EIP-3085 for a chain that the wallet does not know. */
const UNKNOWN_CHAIN = 4902;

async function chooseChain(provider: Provider, { chainId, rpcPath }: Network): Promise<void> {
  const id = `0x${chainId.toString(16)}`;
  try {
    await provider.request({ method: "wallet_switchEthereumChain", params: [{ chainId: id }] });
  } catch (error) {
    if ((error as { code?: unknown }).code !== UNKNOWN_CHAIN || rpcPath === null) throw error;
    const nativeCurrency = { name: "Ether", symbol: "ETH", decimals: 18 };
    const rpcUrls = [new URL(rpcPath, window.location.href).href];
    const chain = { chainId: id, chainName: "Copyright Ledger", nativeCurrency, rpcUrls };
    await provider.request({ method: "wallet_addEthereumChain", params: [chain] });
  }
}

/** Wallets want the domain's own type among the types. */
function withDomain(data: TypedData): TypedData {
  const domain = [
    { name: "name", type: "string" },
    { name: "version", type: "string" },
    { name: "chainId", type: "uint256" },
    { name: "verifyingContract", type: "address" },
  ];
  return { ...data, types: { EIP712Domain: domain, ...data.types } };
}
