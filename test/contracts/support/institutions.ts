import type { Account } from "./chain.ts";
import { FAR, freshNonce, freshWord, idOf, type Party, sign } from "./documents.ts";
import { type Ledger, placeOf } from "./ledger.ts";

type Fields<Names extends string> = { [name in Names | "nonce" | "deadline"]: string };

export type AccreditationMessage = Fields<"accreditor" | "institution" | "name" | "capacities" | "profile">;
export type StandingChangeMessage = Fields<"accreditor" | "institution" | "standing" | "reason">;
export type AttestationMessage = Fields<
  | "institution"
  | "kind"
  | "subjectKind"
  | "subject"
  | "number"
  | "document"
  | "amount"
  | "currency"
  | "validFrom"
  | "validUntil"
>;
export type RevocationMessage = Fields<"revoker" | "attestation" | "reason">;

type Addressed = { address: string };

export function anAccreditation(
  accreditor: Addressed,
  institution: Addressed,
  changes: Partial<AccreditationMessage> = {},
): AccreditationMessage {
  return {
    accreditor: accreditor.address,
    institution: institution.address,
    name: "版权登记中心",
    capacities: "registrar",
    profile: freshWord(),
    nonce: freshNonce(),
    deadline: FAR,
    ...changes,
  };
}

export function aStandingChange(
  accreditor: Addressed,
  institution: Addressed,
  standing: string,
  changes: Partial<StandingChangeMessage> = {},
): StandingChangeMessage {
  return {
    accreditor: accreditor.address,
    institution: institution.address,
    standing,
    reason: freshWord(),
    nonce: freshNonce(),
    deadline: FAR,
    ...changes,
  };
}

/** A certificate of registration of a work, valid from the first day that there is and without end. */
export function anAttestation(
  institution: Addressed,
  subject: string,
  changes: Partial<AttestationMessage> = {},
): AttestationMessage {
  return {
    institution: institution.address,
    kind: "registration-certificate",
    subjectKind: "work",
    subject,
    number: "国作登字-2021-A-00024141",
    document: freshWord(),
    amount: "0",
    currency: "",
    validFrom: "0001-01-01",
    validUntil: "",
    nonce: freshNonce(),
    deadline: FAR,
    ...changes,
  };
}

export function aRevocation(revoker: Addressed, attestation: string): RevocationMessage {
  return { revoker: revoker.address, attestation, reason: freshWord(), nonce: freshNonce(), deadline: FAR };
}

/** Accredits an institution through the relayer. */
export async function accredited(
  ledger: Ledger,
  institution: Addressed,
  capacities = "registrar",
): Promise<void> {
  const message = anAccreditation(ledger.accreditor, institution, { capacities });
  const signature = await sign(ledger.accreditor, "Accreditation", message, placeOf(ledger, "institutions"));
  await ledger.institutions.accredit(message, signature);
}

/** Changes the standing of an institution, by the accreditor. */
export async function standingChanged(ledger: Ledger, institution: Addressed, standing: string) {
  const message = aStandingChange(ledger.accreditor, institution, standing);
  return ledger.institutions.connect(ledger.accreditor).changeStanding(message, "0x");
}

/** Submits an attestation that the institution signed. */
export async function submitAttestation(ledger: Ledger, institution: Party, message: AttestationMessage) {
  const signature = await sign(institution, "Attestation", message, placeOf(ledger, "institutions"));
  return ledger.institutions.attest(message, signature);
}

/** Attests something of a work. Answers the attestation's id. */
export async function attested(
  ledger: Ledger,
  institution: Account,
  subject: string,
  changes: Partial<AttestationMessage> = {},
): Promise<string> {
  const message = anAttestation(institution, subject, changes);
  await submitAttestation(ledger, institution, message);
  return idOf("Attestation", message, placeOf(ledger, "institutions"));
}
