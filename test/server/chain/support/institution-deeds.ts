import { type Deed, existing } from "./deeds.ts";
import { addressOf, type Role, ZERO } from "./ledger.ts";

const INSTITUTIONS = ["registrar", "bank"] as const satisfies Role[];

/** What the operator, who accredits, and the institutions do. */
export const institutionDeeds: Readonly<Record<string, Deed>> = {
  async Accreditation(world, { random, pick, digest, document }) {
    const role = pick(INSTITUTIONS.filter((one) => world.standings[one] !== "revoked"));
    if (!role) return null;
    const message = {
      ...{ accreditor: addressOf("operator"), institution: addressOf(role), name: `機構 ${random()}` },
      ...{ capacities: random() < 0.5 ? "registrar" : "registrar notary", profile: digest() },
    };
    return document(world, { type: "Accreditation", signer: "operator", message }, [], (after) => ({
      ...after,
      standings: { ...after.standings, [role]: after.standings[role] ?? "accredited" },
    }));
  },

  async StandingChange(world, { random, pick, word, document }) {
    const role = pick(INSTITUTIONS.filter((one) => (world.standings[one] ?? "revoked") !== "revoked"));
    if (!role) return null;
    const turned = world.standings[role] === "accredited" ? "suspended" : "accredited";
    const standing = random() < 0.1 ? "revoked" : turned;
    const message = {
      ...{ accreditor: addressOf("operator"), institution: addressOf(role), standing, reason: word() },
    };
    return document(world, { type: "StandingChange", signer: "operator", message }, [], (after) => ({
      ...after,
      standings: { ...after.standings, [role]: standing },
    }));
  },

  async Attestation(world, { random, pick, word, document }) {
    const institution = pick(INSTITUTIONS.filter((one) => world.standings[one] === "accredited"));
    const work = pick(existing(world));
    if (!institution || !work) return null;
    const message = {
      ...{ institution: addressOf(institution), kind: "registration-certificate", subjectKind: "work" },
      ...{ subject: work.id, number: `國作登字-${Math.floor(random() * 1e6)}` },
      ...{ document: random() < 0.5 ? word() : ZERO, amount: "0", currency: "" },
      ...{ validFrom: "2026-01-01", validUntil: random() < 0.5 ? "" : "2036-12-31" },
    };
    return document(world, { type: "Attestation", signer: institution, message }, [], (after, id) => ({
      ...after,
      attestations: [...after.attestations, { id, revoked: false }],
    }));
  },

  async AttestationRevocation(world, { pick, word, document }) {
    const attestation = pick(world.attestations.filter(({ revoked }) => !revoked));
    if (!attestation) return null;
    const message = { revoker: addressOf("operator"), attestation: attestation.id, reason: word() };
    const fields = { type: "AttestationRevocation", signer: "operator", message } as const;
    return document(world, fields, [], (after) => ({
      ...after,
      attestations: after.attestations.map((one) =>
        one.id === attestation.id ? { ...one, revoked: true } : one,
      ),
    }));
  },
};
