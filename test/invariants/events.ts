import { hexlify, type LogDescription, toUtf8Bytes } from "ethers";
import { attestationKinds } from "./institution-rules.ts";
import type { LedgerState, WorkState } from "./state.ts";

const standings = ["none", "accredited", "suspended", "revoked"] as const;
const NO_END = 2 ** 31 - 1;

function hexOf(workId: bigint): string {
  return `0x${workId.toString(16).padStart(64, "0")}`;
}

function workOf(state: LedgerState, id: bigint): WorkState {
  const work = state.works[hexOf(id)];
  if (!work) throw new Error(`An event speaks of the work ${hexOf(id)}, of which no event told before.`);
  return work;
}

/** What an event of the WorkRegistry changes. */
export function applyWorkEvent(state: LedgerState, { name, args }: LogDescription, at: number): void {
  switch (name) {
    case "WorkRegistered":
      state.works[hexOf(args.workId)] = {
        holder: args.holder,
        status: "registered",
        registeredAt: at,
        priorityAt: Number(args.priorityAt),
        lastProtectedYear: Number(args.lastProtectedYear),
        legalClass: Number(args.legalClass),
        tradeClass: Number(args.tradeClass),
        encumbrances: 0,
        metadata: args.metadata,
        coOwners: [],
        sources: [],
      };
      break;
    case "CoOwnersSet":
      workOf(state, args.workId).coOwners = args.coOwners.map(([account, shares]: [string, bigint]) => [
        account,
        String(shares),
      ]);
      break;
    case "SourcesNamed":
      workOf(state, args.workId).sources = [...args.sources];
      break;
    case "WorkCorrected":
      workOf(state, args.workId).metadata = args.metadata;
      workOf(state, args.workId).lastProtectedYear = Number(args.lastProtectedYear);
      break;
    case "WorkAssigned":
      workOf(state, args.workId).holder = args.assignee;
      break;
    case "EncumbrancesSet":
      workOf(state, args.workId).encumbrances = Number(args.encumbrances);
      break;
    case "WorkRevoked":
      workOf(state, args.workId).status = "revoked";
      workOf(state, args.workId).holder = `0x${"0".repeat(40)}`;
      break;
  }
}

const dayNumber = (text: string) => Date.parse(text) / 86_400_000;

/** What an event of the InstitutionRegistry changes. */
export function applyInstitutionEvent(state: LedgerState, { name, args }: LogDescription, at: number): void {
  const entry = state.institutions[args.institution];
  switch (name) {
    case "InstitutionAccredited":
      state.institutions[args.institution] = {
        profile: args.profile,
        since: entry?.since ?? at,
        capacities: Number(args.capacities),
        standing: entry?.standing ?? "accredited",
      };
      break;
    case "StandingChanged":
      if (entry) entry.standing = (standings[Number(args.standing)] ?? "none") as typeof entry.standing;
      break;
    case "Attested": {
      const { kind, currency, amount, validFrom, validUntil } = args.document;
      state.attestations[args.attestation] = {
        subject: args.subject,
        institution: args.institution,
        issuedAt: at,
        revokedAt: 0,
        kind: attestationKinds.indexOf(kind) + 1,
        validFrom: dayNumber(validFrom),
        validUntil: validUntil === "" ? NO_END : dayNumber(validUntil),
        currency: currency === "" ? "0x000000" : hexlify(toUtf8Bytes(currency)),
        amount: String(amount),
      };
      break;
    }
    case "AttestationRevoked": {
      const attestation = state.attestations[args.attestation];
      if (attestation) attestation.revokedAt = at;
      break;
    }
  }
}

/** Who has the accreditor's role after an event of the AccessManager. */
export function accreditorsAfter(accreditors: string[], { name, args }: LogDescription): string[] {
  if (!["RoleGranted", "RoleRevoked"].includes(name) || args.roleId !== 1n) return accreditors;
  const others = accreditors.filter((account) => account !== args.account);
  return name === "RoleGranted" ? [...others, args.account].sort() : others;
}
