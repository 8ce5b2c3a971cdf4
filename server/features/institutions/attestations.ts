import type { Transaction } from "kysely";
import { z } from "zod";
import type { AttestationRow } from "../../database/index-schema.ts";
import type { Schema } from "../../database/schema.ts";
import { expiryTimestamp } from "../../domain/protection.ts";
import { timeOf } from "../../http/schemas.ts";

export const attestationSchema = z
  .object({
    id: z.string(),
    kind: z.string(),
    institution: z.object({ account: z.string(), name: z.string(), status: z.string() }),
    subject: z.object({ kind: z.string(), id: z.string() }),
    reference: z.string().meta({ description: "Official number: of the certificate, policy, recordal" }),
    document: z.string().nullable(),
    amount: z.string().nullable().meta({ description: "Minor units of the currency" }),
    currency: z.string().nullable().meta({ description: "ISO 4217" }),
    validFrom: z.string(),
    validUntil: z.string().nullable(),
    issuedAt: z.string(),
    status: z.enum(["valid", "not-yet-valid", "expired", "revoked", "institution-not-accredited"]),
  })
  .meta({ id: "Attestation" });

export type AttestationWithInstitution = AttestationRow & { name: string; standing: string };

function withInstitutions(db: Transaction<Schema>) {
  return db
    .selectFrom("attestations")
    .innerJoin("institutions", "institutions.account", "attestations.institution")
    .selectAll("attestations")
    .select(["institutions.name as name", "institutions.status as standing"]);
}

export async function attestationById(
  db: Transaction<Schema>,
  id: string,
): Promise<AttestationWithInstitution | undefined> {
  return withInstitutions(db).where("id", "=", id).executeTakeFirst();
}

export interface AttestationFilter {
  readonly institution?: string | undefined;
  readonly kind?: string | undefined;
  readonly subject?: { readonly kind: string; readonly id: string } | undefined;
}

/** A page of attestations, newest first. */
export async function attestationPage(
  db: Transaction<Schema>,
  filter: AttestationFilter,
  before: number | undefined,
  limit: number,
): Promise<AttestationWithInstitution[]> {
  let query = withInstitutions(db).orderBy("attestations.position", "desc").limit(limit);
  if (filter.institution) query = query.where("institution", "=", filter.institution);
  if (filter.kind) query = query.where("kind", "=", filter.kind);
  if (filter.subject) {
    query = query.where("subject_kind", "=", filter.subject.kind).where("subject_id", "=", filter.subject.id);
  }
  if (before !== undefined) query = query.where("attestations.position", "<", before);
  return query.execute();
}

export function attestationView(row: AttestationWithInstitution): z.output<typeof attestationSchema> {
  return {
    id: row.id,
    kind: row.kind,
    institution: { account: row.institution, name: row.name, status: row.standing },
    subject: { kind: row.subject_kind, id: row.subject_id },
    reference: row.reference,
    document: row.document,
    amount: row.amount,
    currency: row.currency,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    issuedAt: timeOf(row.issued_at),
    status: statusOf(row),
  };
}

const DAY_SECONDS = 86_400;

/** As InstitutionRegistry.isValid reckons: days begin and end in Beijing. */
function statusOf(row: AttestationWithInstitution): z.output<typeof attestationSchema>["status"] {
  if (row.revoked_at !== null) return "revoked";
  const now = Math.floor(Date.now() / 1000);
  if (now < expiryTimestamp(row.valid_from) - DAY_SECONDS) return "not-yet-valid";
  if (row.valid_until !== null && now >= expiryTimestamp(row.valid_until)) return "expired";
  return row.standing === "accredited" ? "valid" : "institution-not-accredited";
}
