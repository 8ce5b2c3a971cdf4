import {
  type AttestationMessage,
  accredited,
  anAttestation,
  submitAttestation,
} from "../support/institutions.ts";
import { freshLedger } from "../support/ledger.ts";
import { registered } from "../support/works.ts";

/** A ledger with a work and an institution of some capacities. */
export async function withInstitution(capacities = "registrar") {
  const ledger = await freshLedger();
  await accredited(ledger, ledger.registrar, capacities);
  const workId = await registered(ledger, ledger.publisher);
  const attempt = (changes: Partial<AttestationMessage> = {}) =>
    submitAttestation(ledger, ledger.registrar, anAttestation(ledger.registrar, workId, changes));
  return { ...ledger, workId, attempt };
}
