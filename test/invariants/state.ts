/**
 * The state of the ledger as plain values, in the one form in which the model, the contracts and the history of
 * events are compared.
 */

export interface WorkState {
  holder: string;
  status: "registered" | "revoked";
  registeredAt: number;
  priorityAt: number;
  lastProtectedYear: number;
  legalClass: number;
  tradeClass: number;
  encumbrances: number;
  metadata: string;
  coOwners: [account: string, shares: string][];
  sources: string[];
}

export interface DepositState {
  at: number;
  count: number;
}

export interface InstitutionState {
  profile: string;
  since: number;
  capacities: number;
  standing: "accredited" | "suspended" | "revoked";
}

export interface AttestationState {
  subject: string;
  institution: string;
  issuedAt: number;
  revokedAt: number;
  kind: number;
  validFrom: number;
  validUntil: number;
  currency: string;
  amount: string;
}

/** The contracts that take documents. */
export const places = ["works", "evidence", "institutions"] as const;
export type Place = (typeof places)[number];

export interface LedgerState {
  works: Record<string, WorkState>;
  /** Titles by holder. */
  balances: Record<string, number>;
  /** By root and depositor. */
  deposits: Record<string, DepositState>;
  /** Accounts with the accreditor's role. */
  accreditors: string[];
  institutions: Record<string, InstitutionState>;
  /** By id. */
  attestations: Record<string, AttestationState>;
  /** By contract and signer; signers in the first epoch are left out. */
  epochs: Record<string, number>;
  /** Nonces that cannot be used any more, by contract, signer and nonce. */
  spent: string[];
}

export const UNKNOWN_END = 65_535;
export const EPOCH_SHIFT = 192n;

export const depositKey = (root: string, depositor: string) => `${root} by ${depositor}`;
export const signerKey = (place: Place, signer: string) => `${signer} on ${place}`;
export const nonceKey = (place: Place, signer: string, nonce: bigint) =>
  `${signerKey(place, signer)}: ${nonce}`;

export function emptyState(): LedgerState {
  return {
    works: {},
    balances: {},
    deposits: {},
    accreditors: [],
    institutions: {},
    attestations: {},
    epochs: {},
    spent: [],
  };
}

/** How many titles each holder has. */
export function balancesOf(works: LedgerState["works"]): LedgerState["balances"] {
  const balances: LedgerState["balances"] = {};
  for (const { holder, status } of Object.values(works)) {
    if (status === "registered") balances[holder] = (balances[holder] ?? 0) + 1;
  }
  return balances;
}
