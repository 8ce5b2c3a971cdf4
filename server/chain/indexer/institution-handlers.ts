import type { Handler } from "./handler.ts";
import { idOf, remember } from "./handler.ts";

/** Standings by the numbers of the InstitutionRegistry. */
const STANDINGS = ["none", "accredited", "suspended", "revoked"] as const;

/** The fields of an attestation document, as the event carries it. */
interface AttestationDocument {
  readonly kind: string;
  readonly subjectKind: string;
  readonly number: string;
  readonly document: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly validFrom: string;
  readonly validUntil: string;
}

const NO_DIGEST = `0x${"0".repeat(64)}`;

export const institutionHandlers: Readonly<Record<string, Handler>> = {
  async InstitutionAccredited(event, { writer }) {
    const account = String(event.args.institution);
    const entry = {
      name: String(event.args.name),
      kinds: Number(event.args.capacities),
      profile_digest: String(event.args.profile),
    };
    if (await writer.find("institutions", { account })) {
      await writer.update("institutions", { account }, entry);
    } else {
      const first = { status: "accredited", since: event.at, position: event.position };
      writer.insert("institutions", { account, ...entry, ...first });
    }
  },

  async StandingChanged(event, { writer }) {
    const account = String(event.args.institution);
    const status = STANDINGS[Number(event.args.standing)] ?? "none";
    await writer.update("institutions", { account }, { status });
  },

  async Attested(event, context) {
    const document = event.args.document as AttestationDocument;
    const id = String(event.args.attestation);
    const subject = idOf(event.args.subject);
    context.writer.insert("attestations", {
      id,
      institution: String(event.args.institution),
      kind: document.kind,
      subject_kind: document.subjectKind,
      subject_id: subject,
      reference: document.number,
      document: document.document === NO_DIGEST ? null : document.document,
      amount: document.currency === "" ? null : String(document.amount),
      currency: document.currency === "" ? null : document.currency,
      valid_from: document.validFrom,
      valid_until: document.validUntil === "" ? null : document.validUntil,
      issued_at: event.at,
      revoked_at: null,
      position: event.position,
    });
    if (document.subjectKind === "work") {
      const { kind, number } = document;
      remember(event, context, subject, "attested", {
        attestation: id,
        institution: event.args.institution,
        kind,
        number,
      });
    }
  },

  async AttestationRevoked(event, context) {
    const id = String(event.args.attestation);
    const attestation = await context.writer.find("attestations", { id });
    await context.writer.update("attestations", { id }, { revoked_at: event.at });
    if (attestation?.subject_kind === "work") {
      const { revoker, reason } = event.args;
      remember(event, context, attestation.subject_id, "attestation-revoked", {
        attestation: id,
        revoker,
        reason,
      });
    }
  },
};
