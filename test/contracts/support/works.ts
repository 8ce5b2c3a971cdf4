import { type Citation, noCitation } from "../../../server/domain/merkle.ts";
import { type Consent, consentOf, FAR, freshNonce, freshWord, type Party, sign, ZERO } from "./documents.ts";
import { type Ledger, placeOf } from "./ledger.ts";

export type WorkMessage = {
  title: string;
  fingerprint: string;
  metadata: string;
  legalClass: string;
  tradeClass: string;
  protectedUntil: string;
};
export type CoOwnerMessage = { account: string; shares: string };
export type RegistrationMessage = {
  registrant: string;
  work: WorkMessage;
  coOwners: CoOwnerMessage[];
  derivedFrom: string[];
  deposit: string;
  nonce: string;
  deadline: string;
};
export type CorrectionMessage = {
  holder: string;
  work: string;
  metadata: string;
  protectedUntil: string;
  nonce: string;
  deadline: string;
};
export type AssignmentMessage = {
  assignor: string;
  assignee: string;
  work: string;
  coOwners: CoOwnerMessage[];
  agreement: string;
  nonce: string;
  deadline: string;
};

/** A work that nobody registered yet. */
export function aWork(changes: Partial<WorkMessage> = {}): WorkMessage {
  return {
    title: "登幽州臺歌",
    fingerprint: freshWord(),
    metadata: freshWord(),
    legalClass: "written",
    tradeClass: "P03",
    protectedUntil: "2075-12-31",
    ...changes,
  };
}

export function aRegistration(
  registrant: { address: string },
  changes: Partial<RegistrationMessage> = {},
): RegistrationMessage {
  return {
    registrant: registrant.address,
    work: aWork(),
    coOwners: [],
    derivedFrom: [],
    deposit: ZERO,
    nonce: freshNonce(),
    deadline: FAR,
    ...changes,
  };
}

/** Owners with one share each, in the order that the ledger wants. */
export function equalShares(...accounts: { address: string }[]): CoOwnerMessage[] {
  return byAccount(accounts.map(({ address }) => ({ account: address, shares: "1" })));
}

export function byAccount(coOwners: CoOwnerMessage[]): CoOwnerMessage[] {
  return coOwners.toSorted((a, b) => (BigInt(a.account) < BigInt(b.account) ? -1 : 1));
}

/** Accounts in the order in which co-owners stand and consent. */
export function ascending<T extends { address: string }>(...accounts: T[]): T[] {
  return accounts.toSorted((a, b) => (BigInt(a.address) < BigInt(b.address) ? -1 : 1));
}

/** The consents of parties, in the order given. */
export function consentsOf(
  ledger: Ledger,
  type: "Registration" | "Correction" | "Assignment",
  message: RegistrationMessage | CorrectionMessage | AssignmentMessage,
  parties: readonly Party[],
): Promise<Consent[]> {
  return Promise.all(parties.map((party) => consentOf(party, type, message, placeOf(ledger, "works"))));
}

/** Submits a registration through the relayer. */
export async function submitRegistration(
  ledger: Ledger,
  registrant: Party,
  message: RegistrationMessage,
  { consents = [], citation = noCitation }: { consents?: Consent[]; citation?: Citation } = {},
) {
  const signature = await sign(registrant, "Registration", message, placeOf(ledger, "works"));
  return ledger.works.register(message, signature, consents, citation);
}

/** Registers a work of one owner, or of several who all consent. Answers its id. */
export async function registered(
  ledger: Ledger,
  registrant: Party,
  changes: Partial<RegistrationMessage> & { others?: Party[] } = {},
): Promise<string> {
  const { others = [], ...rest } = changes;
  const coOwners = others.length === 0 ? [] : equalShares(registrant, ...others);
  const message = aRegistration(registrant, { coOwners, ...rest });
  const consents = await consentsOf(ledger, "Registration", message, ascending(...others));
  await submitRegistration(ledger, registrant, message, { consents });
  return message.work.fingerprint;
}

export function aCorrection(
  holder: { address: string },
  work: string,
  changes: Partial<CorrectionMessage> = {},
): CorrectionMessage {
  return {
    holder: holder.address,
    work,
    metadata: freshWord(),
    protectedUntil: "2075-12-31",
    nonce: freshNonce(),
    deadline: FAR,
    ...changes,
  };
}

export function anAssignment(
  assignor: { address: string },
  assignee: { address: string },
  work: string,
  changes: Partial<AssignmentMessage> = {},
): AssignmentMessage {
  return {
    assignor: assignor.address,
    assignee: assignee.address,
    work,
    coOwners: [],
    agreement: freshWord(),
    nonce: freshNonce(),
    deadline: FAR,
    ...changes,
  };
}

/** Submits an assignment that its assignor signed and these parties consent to, in this order. */
export async function submitAssignment(
  ledger: Ledger,
  assignor: Party,
  message: AssignmentMessage,
  parties: readonly Party[],
) {
  const consents = await consentsOf(ledger, "Assignment", message, parties);
  const signature = await sign(assignor, "Assignment", message, placeOf(ledger, "works"));
  return ledger.works.assign(message, signature, consents);
}
