import type { Model } from "./model.ts";

/** Capacities in the order of their bits. */
export const capacityWords = [
  "registrar",
  "bank",
  "appraiser",
  "insurer",
  "arbitrator",
  "mediator",
  "court",
  "tax-authority",
  "rating-agency",
  "notary",
];

/** Who may attest what, in the order of the kinds' numbers. */
const entitled: Readonly<Record<string, readonly string[]>> = {
  "registration-certificate": ["registrar"],
  "contract-recordal": ["registrar"],
  "pledge-registration": ["registrar"],
  valuation: ["appraiser"],
  "export-credit-policy": ["insurer"],
  "tax-zero-rate": ["tax-authority"],
  "credit-rating": ["rating-agency"],
  guarantee: ["bank", "insurer"],
  "notarial-act": ["notary"],
};

export const attestationKinds: readonly string[] = Object.keys(entitled);

/** The bits of capacities parted by single spaces; 0 if one of them is none. */
export function capacityBits(text: string): number {
  const positions = text.split(" ").map((word) => capacityWords.indexOf(word));
  return positions.includes(-1) ? 0 : positions.reduce((bits, position) => bits | (1 << position), 0);
}

/** Whether an institution may attest this kind now. */
export function isEntitled(model: Model, institution: string, kind: string): boolean {
  const entry = model.institutions[institution];
  const own = capacityWords.filter((_, position) => ((entry?.capacities ?? 0) >> position) & 1);
  return entry?.standing === "accredited" && (entitled[kind] ?? []).some((word) => own.includes(word));
}
