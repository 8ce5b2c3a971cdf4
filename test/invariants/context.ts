import type { DocumentMessage, DocumentType } from "../../server/domain/documents.ts";
import type { Commitment, DepositTree } from "../../server/domain/merkle.ts";
import type { Catalogue } from "../contracts/support/catalogues.ts";
import type { Account } from "../contracts/support/chain.ts";
import { type Consent, consentOf, FAR, freshNonce, sign } from "../contracts/support/documents.ts";
import { type Ledger, placeOf } from "../contracts/support/ledger.ts";
import type { Random } from "../contracts/support/random.ts";
import { epochOf, type Model, newModel, type Signed } from "./model.ts";
import { EPOCH_SHIFT, nonceKey, type Place } from "./state.ts";

/** A transaction to be tried, what is wrong with it by the model, and what it changes if nothing is. */
export interface Move {
  readonly name: string;
  readonly sender: Account;
  readonly to: string;
  readonly data: string;
  readonly faults: readonly string[];
  /** Whether it spends a nonce, so that it can pass only once. */
  readonly once?: true;
  /** Changes the model; `at` is the time of the transaction's block. */
  apply(at: number): void;
}

export interface SignedCatalogue extends Catalogue {
  readonly by: Account;
}

export interface KnownDeposit {
  readonly depositor: string;
  readonly tree: DepositTree;
  readonly commitments: readonly Commitment[];
}

/** All that a sequence of moves goes on. */
export interface Context {
  readonly ledger: Ledger;
  readonly random: Random;
  readonly model: Model;
  /** Parties that own works; the last one is hostile and signs for everybody. */
  readonly actors: readonly Account[];
  /** Who accredits and attests, or tries to. */
  readonly officials: readonly Account[];
  readonly catalogues: SignedCatalogue[];
  readonly deposits: KnownDeposit[];
  /** Every nonce that was ever tried. */
  readonly nonces: Map<string, [Place, string, bigint]>;
  /** Moves that passed and can pass only once, to be tried again. */
  readonly passed: Move[];
  now(): Promise<number>;
}

export function newContext(ledger: Ledger, random: Random, now: () => Promise<number>): Context {
  const { publisher, author, translator, assignee, accreditor, registrar, bank, stranger } = ledger;
  return {
    ledger,
    random,
    model: newModel([ledger.accreditor.address]),
    actors: [publisher, author, translator, assignee, stranger],
    officials: [accreditor, registrar, bank, stranger],
    catalogues: [],
    deposits: [],
    nonces: new Map(),
    passed: [],
    now,
  };
}

export function actorAt(context: Context, address: string): Account | undefined {
  return [...context.actors, ...context.officials].find((actor) => actor.address === address);
}

/** An id of a work that is known, often one of the first few, on which much comes together; sometimes of none. */
export function someWork({ random, model }: Context): string {
  const known = [...model.works.keys()];
  if (known.length === 0 || random.oneIn(25)) return random.word();
  return random.pick(random.oneIn(2) ? known.slice(0, 6) : known);
}

/** A nonce, mostly a fresh one of the signer's epoch, sometimes one that was tried before or of another epoch. */
export function someNonce(context: Context, place: Place, signer: string): bigint {
  const { random, model, nonces } = context;
  const epoch = epochOf(model, place, signer);
  const own = [...nonces.values()].filter(([where, who]) => where === place && who === signer);
  let nonce = (epoch << EPOCH_SHIFT) | BigInt(freshNonce());
  if (own.length > 0 && random.oneIn(15)) nonce = random.pick(own)[2];
  else if (random.oneIn(30)) nonce += 1n << EPOCH_SHIFT;
  nonces.set(nonceKey(place, signer, nonce), [place, signer, nonce]);
  return nonce;
}

export function someDeadline({ random }: Context): string {
  return random.oneIn(30) ? "1" : FAR;
}

/** Who submits: mostly the relayer, sometimes the signer itself or the hostile actor. */
export function someSender(context: Context, signer: string): Account {
  const { random, ledger } = context;
  const own = actorAt(context, signer);
  return random.oneIn(4) && own ? own : random.oneIn(6) ? ledger.stranger : ledger.relayer;
}

/**
 * Signs a document: mostly as its signer, sometimes as somebody else, not at all, or something else than what is
 * submitted.
 */
export async function signedDocument(
  context: Context,
  type: DocumentType,
  message: DocumentMessage,
  header: { place: Place; signer: string; nonce: string; deadline: string },
  sender: Account,
): Promise<{ signature: string; signed: Signed }> {
  const { random, ledger } = context;
  const own = actorAt(context, header.signer) ?? ledger.stranger;
  const base = { signer: header.signer, nonce: BigInt(header.nonce), deadline: BigInt(header.deadline) };
  if ((sender === own && random.oneIn(2)) || random.oneIn(40)) {
    return { signature: "0x", signed: { ...base, by: null, intact: true } };
  }
  const by = random.oneIn(15) ? ledger.stranger : own;
  const intact = !random.oneIn(25);
  const written = intact ? message : { ...message, nonce: String(base.nonce + 1n) };
  const signature = await sign(by, type, written, placeOf(ledger, header.place));
  return { signature, signed: { ...base, by: by.address, intact } };
}

/** The consents of parties: mostly all of them and in order, sometimes fewer, more, turned around or forged. */
export async function someConsents(
  context: Context,
  type: "Registration" | "Correction" | "Assignment",
  message: DocumentMessage,
  parties: readonly string[],
  sender: Account,
): Promise<{ consents: Consent[]; signed: Signed[] }> {
  const { random, ledger } = context;
  let named = [...parties];
  if (random.oneIn(12)) named = named.slice(1);
  if (random.oneIn(12)) named.push(random.pick(context.actors).address);
  if (random.oneIn(12)) named.reverse();
  const consents: Consent[] = [];
  const signed: Signed[] = [];
  for (const party of named) {
    const own = actorAt(context, party) ?? ledger.stranger;
    const by = random.oneIn(20) ? ledger.stranger : own;
    const intact = !random.oneIn(25);
    const fields = {
      party,
      nonce: String(someNonce(context, "works", party)),
      deadline: someDeadline(context),
    };
    const written = intact ? message : { ...message, deadline: "7" };
    const empty = sender === own && random.oneIn(2);
    const changes = empty ? { ...fields, signature: "0x" } : fields;
    consents.push(await consentOf(by, type, written, placeOf(ledger, "works"), changes));
    const [nonce, deadline] = [BigInt(fields.nonce), BigInt(fields.deadline)];
    signed.push({ signer: party, nonce, deadline, by: empty ? null : by.address, intact });
  }
  return { consents, signed };
}
