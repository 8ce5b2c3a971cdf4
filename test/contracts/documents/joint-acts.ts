import type { ContractTransactionResponse } from "ethers";
import { noCitation } from "../../../server/domain/merkle.ts";
import type { Account } from "../support/chain.ts";
import { type Consent, consentOf, sign } from "../support/documents.ts";
import { freshLedger, type Ledger, placeOf } from "../support/ledger.ts";
import {
  type AssignmentMessage,
  aCorrection,
  anAssignment,
  aRegistration,
  ascending,
  type CorrectionMessage,
  equalShares,
  type RegistrationMessage,
  registered,
} from "../support/works.ts";

/** A document that three parties have to agree to beside its first signer, the publisher, ready to be submitted. */
export interface Prepared {
  readonly type: JointAct["type"];
  readonly ledger: Ledger;
  readonly message: RegistrationMessage | CorrectionMessage | AssignmentMessage;
  /** Who consents, in order. */
  readonly parties: readonly [Account, Account, Account];
  submit(consents: Consent[], sender?: Account): Promise<ContractTransactionResponse>;
}

export interface JointAct {
  readonly type: "Registration" | "Correction" | "Assignment";
  prepare(): Promise<Prepared>;
}

type Three = Prepared["parties"];

const registration: JointAct = {
  type: "Registration",
  async prepare() {
    const ledger = await freshLedger();
    const { publisher, author, translator, bank, relayer, works } = ledger;
    const message = aRegistration(publisher, { coOwners: equalShares(publisher, author, translator, bank) });
    const signature = await sign(publisher, "Registration", message, placeOf(ledger, "works"));
    return {
      type: "Registration",
      ledger,
      message,
      parties: ascending(author, translator, bank) as unknown as Three,
      submit: (consents, sender = relayer) =>
        works.connect(sender).register(message, signature, consents, noCitation),
    };
  },
};

const correction: JointAct = {
  type: "Correction",
  async prepare() {
    const ledger = await freshLedger();
    const { publisher, author, translator, bank, relayer, works } = ledger;
    const workId = await registered(ledger, publisher, { others: [author, translator, bank] });
    const message = aCorrection(publisher, workId);
    const signature = await sign(publisher, "Correction", message, placeOf(ledger, "works"));
    return {
      type: "Correction",
      ledger,
      message,
      parties: ascending(author, translator, bank) as unknown as Three,
      submit: (consents, sender = relayer) => works.connect(sender).correct(message, signature, consents),
    };
  },
};

/** One co-owner stays, the assignee comes in its own place, and a new co-owner comes with it. */
const assignment: JointAct = {
  type: "Assignment",
  async prepare() {
    const ledger = await freshLedger();
    const { publisher, author, assignee, bank, relayer, works } = ledger;
    const workId = await registered(ledger, publisher, { others: [author] });
    const coOwners = equalShares(author, assignee, bank);
    const message = anAssignment(publisher, assignee, workId, { coOwners });
    const signature = await sign(publisher, "Assignment", message, placeOf(ledger, "works"));
    return {
      type: "Assignment",
      ledger,
      message,
      parties: [author, assignee, bank],
      submit: (consents, sender = relayer) => works.connect(sender).assign(message, signature, consents),
    };
  },
};

export const jointActs: readonly JointAct[] = [registration, correction, assignment];

/** A party's consent to it. */
export function give({ type, ledger, message }: Prepared, party: Account, changes: Partial<Consent> = {}) {
  return consentOf(party, type, message, placeOf(ledger, "works"), changes);
}

/** The consents of all its parties, in order. */
export function allConsents(prepared: Prepared): Promise<Consent[]> {
  return Promise.all(prepared.parties.map((party) => give(prepared, party)));
}
