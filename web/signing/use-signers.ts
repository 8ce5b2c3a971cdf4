import { useEffect, useMemo, useState } from "react";
import type { Network } from "../api-types.ts";
import { demoSigners, type Signer } from "./signer.ts";
import { connectWallet, findWallets, type Wallet } from "./wallets.ts";

export interface Signers {
  /** Accounts that can sign now: those of connected wallets, then the demo accounts. */
  signers: Signer[];
  /** Wallets in this browser that are not connected. */
  wallets: Wallet[];
  connect: (wallet: Wallet) => void;
  /** A wallet's holder refused, or it failed: its words. */
  refusal: string | null;
}

/** Connected wallets are remembered from page to page, as long as the visit lasts. */
const connected = new Map<string, Signer[]>();

export function useSigners(network: Network | null): Signers {
  const [wallets, setWallets] = useState<Wallet[]>([]);
  const [fromWallets, setFromWallets] = useState<Signer[]>(() => [...connected.values()].flat());
  const [refusal, setRefusal] = useState<string | null>(null);
  useEffect(() => findWallets((wallet) => setWallets((known) => [...known, wallet])), []);
  const demo = useMemo(() => (network === null ? [] : demoSigners(network)), [network]);

  function connect(wallet: Wallet): void {
    if (network === null) return;
    setRefusal(null);
    connectWallet(wallet, network).then(
      (signers) => {
        connected.set(wallet.id, signers);
        setFromWallets([...connected.values()].flat());
      },
      (error: unknown) => setRefusal(wordsOf(error)),
    );
  }

  return {
    signers: [...fromWallets, ...demo],
    wallets: wallets.filter(({ id }) => !connected.has(id)),
    connect,
    refusal,
  };
}

/** What a wallet says: it throws objects that are no Error. */
export function wordsOf(error: unknown): string {
  const { message } = (typeof error === "object" && error !== null ? error : {}) as { message?: unknown };
  return typeof message === "string" ? message : String(error);
}
