import {
  balancesOf,
  depositKey,
  EPOCH_SHIFT,
  type LedgerState,
  nonceKey,
  type Place,
  signerKey,
  type WorkState,
} from "./state.ts";

/**
 * The reference model: what the ledger should do, written for reading and not for speed, without a look at the
 * contracts. A rule answers with the names of the errors that would be right; an empty list lets the act pass.
 */

/** How a document or a consent came to be signed. */
export interface Signed {
  readonly signer: string;
  readonly nonce: bigint;
  readonly deadline: bigint;
  /** Whose key made the signature; null if it was left empty. */
  readonly by: string | null;
  /** False if it was given for something else than what was submitted. */
  readonly intact: boolean;
}

export interface Model {
  readonly works: Map<string, WorkState>;
  readonly deposits: LedgerState["deposits"];
  readonly accreditors: Set<string>;
  readonly institutions: LedgerState["institutions"];
  readonly attestations: LedgerState["attestations"];
  readonly epochs: Map<string, bigint>;
  /** Nonces by contract and signer. */
  readonly spent: Map<string, Set<bigint>>;
}

export function newModel(accreditors: readonly string[]): Model {
  return {
    works: new Map(),
    deposits: {},
    accreditors: new Set(accreditors),
    institutions: {},
    attestations: {},
    epochs: new Map(),
    spent: new Map(),
  };
}

export function epochOf(model: Model, place: Place, signer: string): bigint {
  return model.epochs.get(signerKey(place, signer)) ?? 0n;
}

export function isUsed(model: Model, place: Place, signer: string, nonce: bigint): boolean {
  return model.spent.get(signerKey(place, signer))?.has(nonce) ?? false;
}

export function spend(model: Model, place: Place, signer: string, nonce: bigint): void {
  const key = signerKey(place, signer);
  model.spent.set(key, (model.spent.get(key) ?? new Set()).add(nonce));
}

export function nonceFaults(model: Model, place: Place, signer: string, nonce: bigint): string[] {
  if (nonce >> EPOCH_SHIFT !== epochOf(model, place, signer)) return ["Documents__WrongEpoch"];
  return isUsed(model, place, signer, nonce) ? ["Documents__NonceSpent"] : [];
}

/** What is wrong with a signature, its nonce and its deadline. */
export function signatureFaults(
  model: Model,
  place: Place,
  { signer, nonce, deadline, by, intact }: Signed,
  sender: string,
  now: number,
): string[] {
  const faults = nonceFaults(model, place, signer, nonce);
  if (BigInt(now) > deadline) faults.push("Documents__Expired");
  const agreed = by === null ? sender === signer : by === signer && intact;
  if (!agreed) faults.push("Documents__BadSignature");
  return faults;
}

/** What is wrong with a list of consents, of which each party has to give one, in order. */
export function consentFaults(
  model: Model,
  parties: readonly string[],
  consents: readonly Signed[],
  sender: string,
  now: number,
): string[] {
  const faults: string[] = [];
  for (const [i, party] of parties.entries()) {
    const consent = consents[i];
    if (consent?.signer !== party) faults.push("Documents__ConsentMissing");
    else faults.push(...signatureFaults(model, "works", consent, sender, now));
  }
  if (consents.length > parties.length) faults.push("Documents__ConsentUnexpected");
  return faults;
}

/** What is wrong with a list of owners. */
export function ownerFaults(coOwners: WorkState["coOwners"], holder: string): string[] {
  if (coOwners.length === 0) return [];
  const accounts = coOwners.map(([account]) => BigInt(account));
  const faults: string[] = [];
  if (coOwners.length === 1 || coOwners.length > 32) faults.push("WorkRegistry__CoOwnerCount");
  if (accounts.some((account, i) => account <= (accounts[i - 1] ?? 0n))) {
    faults.push("WorkRegistry__CoOwnersNotAscending");
  }
  if (coOwners.some(([, shares]) => shares === "0")) faults.push("WorkRegistry__ShareMissing");
  if (!coOwners.some(([account]) => account === holder)) faults.push("WorkRegistry__HolderNotCoOwner");
  return faults;
}

/** A work that is registered and not revoked. */
export function registeredWork(model: Model, id: string): WorkState | undefined {
  const work = model.works.get(id);
  return work?.status === "registered" ? work : undefined;
}

/** Everything that the model knows, in the form in which states are compared. */
export function stateOf(model: Model, nonces: ReadonlyMap<string, [Place, string, bigint]>): LedgerState {
  const works = Object.fromEntries(model.works);
  const spent = [...nonces.values()].filter(
    ([place, signer, nonce]) =>
      nonce >> EPOCH_SHIFT < epochOf(model, place, signer) || isUsed(model, place, signer, nonce),
  );
  return {
    works,
    balances: balancesOf(works),
    deposits: model.deposits,
    accreditors: [...model.accreditors].sort(),
    institutions: model.institutions,
    attestations: model.attestations,
    epochs: Object.fromEntries([...model.epochs].map(([key, epoch]) => [key, Number(epoch)])),
    spent: spent.map(([place, signer, nonce]) => nonceKey(place, signer, nonce)).sort(),
  };
}

export function hasDeposit(model: Model, root: string, depositor: string): boolean {
  return model.deposits[depositKey(root, depositor)] !== undefined;
}
