import { Interface, type Log, type LogDescription } from "ethers";
import {
  EvidenceRegistry__factory,
  InstitutionRegistry__factory,
  LedgerAccess__factory,
  WorkRegistry__factory,
} from "../../typechain-types/index.ts";
import { ethers } from "../contracts/support/chain.ts";
import type { Context } from "./context.ts";
import { accreditorsAfter, applyInstitutionEvent, applyWorkEvent } from "./events.ts";
import {
  balancesOf,
  depositKey,
  EPOCH_SHIFT,
  emptyState,
  type LedgerState,
  nonceKey,
  type Place,
  signerKey,
} from "./state.ts";

const interfaces: Readonly<Record<Place | "access", Interface>> = {
  works: new Interface(WorkRegistry__factory.abi),
  evidence: new Interface(EvidenceRegistry__factory.abi),
  institutions: new Interface(InstitutionRegistry__factory.abi),
  access: new Interface(LedgerAccess__factory.abi),
};

interface Happening {
  readonly place: Place | "access";
  readonly event: LogDescription;
  readonly at: number;
}

/** What the events alone tell, without a look at any contract's state. */
export interface History {
  readonly state: LedgerState;
  /** Nonces that events say were spent or cancelled more than once. */
  readonly spentTwice: string[];
}

async function happenings({ ledger }: Context): Promise<Happening[]> {
  const times = new Map<number, number>();
  const found: Happening[] = [];
  const { contracts, block } = ledger.deployment;
  const byAddress = new Map(Object.entries(contracts).map(([name, address]) => [address, name]));
  const logs: Log[] = await ethers.provider.getLogs({ address: [...byAddress.keys()], fromBlock: block });
  for (const log of logs) {
    const place = byAddress.get(log.address) as Happening["place"];
    const event = interfaces[place].parseLog(log);
    if (!event) throw new Error(`An event of ${log.address} is not in its interface.`);
    const at =
      times.get(log.blockNumber) ?? (await ethers.provider.getBlock(log.blockNumber))?.timestamp ?? 0;
    times.set(log.blockNumber, at);
    found.push({ place, event, at });
  }
  return found;
}

/** Rebuilds the state of the ledger from its events. */
export async function historyOf(context: Context): Promise<History> {
  const state = emptyState();
  const spent = new Map<string, number>();
  const mark = (place: Happening["place"], signer: string, nonce: bigint) => {
    const key = nonceKey(place as Place, signer, nonce);
    spent.set(key, (spent.get(key) ?? 0) + 1);
  };
  for (const { place, event, at } of await happenings(context)) {
    const { name, args } = event;
    if (place === "works") applyWorkEvent(state, event, at);
    if (place === "institutions") applyInstitutionEvent(state, event, at);
    if (place === "access") state.accreditors = accreditorsAfter(state.accreditors, event);
    if (name === "DocumentExecuted" || name === "NonceCancelled") mark(place, args.signer, args.nonce);
    if (name === "ConsentGiven") mark(place, args.party, args.nonce);
    if (name === "EpochRaised") state.epochs[signerKey(place as Place, args.signer)] = Number(args.epoch);
    if (name === "Deposited") {
      state.deposits[depositKey(args.root, args.depositor)] = { at, count: Number(args.count) };
    }
  }
  const epochOf = (place: Place, signer: string) => BigInt(state.epochs[signerKey(place, signer)] ?? 0);
  state.balances = balancesOf(state.works);
  state.spent = [...context.nonces.entries()]
    .filter(
      ([key, [place, signer, nonce]]) => spent.has(key) || nonce >> EPOCH_SHIFT < epochOf(place, signer),
    )
    .map(([key]) => key)
    .sort();
  return { state, spentTwice: [...spent].filter(([, times]) => times > 1).map(([key]) => key) };
}
