import { z } from "zod";
import { type Day, parseDay } from "../../domain/dates.ts";
import { cleanText } from "../../domain/text.ts";
import { workInput } from "../../domain/work-input.ts";
import { account, digest, read, uint, workId } from "../../http/schemas.ts";

/** What a caller says of each act; the gateway makes the document of it. Unknown fields are refused. */

const shares = z
  .int()
  .min(1)
  .max(2 ** 31)
  .meta({ description: "Parts; a share is these over the sum of all parts." });

const coOwners = z
  .array(z.strictObject({ account, shares }))
  .max(32)
  .default([])
  .meta({ description: "Empty for a sole owner, else all owners, the holder among them (Art. 14)." });

const bytes32 = digest;

const citation = z
  .strictObject({
    root: bytes32,
    salts: z.array(bytes32).length(1),
    proof: z.array(bytes32).max(64),
    proofFlags: z.array(z.boolean()).max(64),
  })
  .meta({ description: "Proof that the work stands in an earlier deposit of the registrant." });

const day = read<Day>(parseDay, { description: "YYYY-MM-DD" });

function officialText(max: number, description: string) {
  return read((text) => cleanText(text, { max }), { description }, 2 * max);
}

/** As the contract asks of the owners of a work and its holder; the gateway brings them into order. */
function checkOwners(owners: readonly { account: string }[], holder: string, context: z.RefinementCtx): void {
  const accounts = new Set(owners.map(({ account }) => account));
  const refuse = (message: string) => context.addIssue({ code: "custom", path: ["coOwners"], message });
  if (accounts.size !== owners.length) refuse("name each co-owner once");
  else if (owners.length === 1)
    refuse("a sole owner needs no list: leave it out, or name two owners or more");
  else if (owners.length > 1 && !accounts.has(holder)) refuse(`the holder ${holder} is one of the co-owners`);
}

function checkAmount(
  { amount, currency }: { amount?: string | undefined; currency?: string | undefined },
  context: z.RefinementCtx,
): void {
  const refuse = (path: string, message: string) =>
    context.addIssue({ code: "custom", path: [path], message });
  if ((amount === undefined) !== (currency === undefined)) {
    refuse(amount === undefined ? "amount" : "currency", "an amount and its currency go together");
  } else if (amount === "0") refuse("amount", "an amount is at least 1: without one, leave both out");
}

export const capacities = [
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
] as const;

export const attestationKinds = [
  "registration-certificate",
  "contract-recordal",
  "pledge-registration",
  "valuation",
  "export-credit-policy",
  "tax-zero-rate",
  "credit-rating",
  "guarantee",
  "notarial-act",
] as const;

/** An institution's public profile, kept on IPFS. */
export const profile = z
  .strictObject({
    names: z
      .record(
        z.string().regex(/^[A-Za-z-]{2,20}$/, "use a language tag, such as en or zh-Hans"),
        officialText(200, "The name in that language."),
      )
      .default({}),
    description: read(
      (text) => cleanText(text, { max: 5000, min: 0, lines: true }),
      { description: "What it does." },
      10_000,
    ).optional(),
    website: z
      .url({ protocol: /^https?$/ })
      .max(300)
      .optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional(),
    registrationNumber: officialText(100, "Its number in its country's register.").optional(),
    contact: officialText(300, "How to reach it.").optional(),
  })
  .meta({ description: "Public: names by language tag, description, website, country, register number." });

export const contents = {
  Registration: z
    .strictObject({
      registrant: account,
      work: workInput,
      coOwners,
      derivedFrom: z.array(workId).max(32).default([]),
      citation: citation.optional(),
    })
    .superRefine(({ coOwners, registrant }, context) => checkOwners(coOwners, registrant, context)),
  Correction: z.strictObject({ holder: account, work: workInput }),
  Assignment: z
    .strictObject({
      assignor: account,
      assignee: account,
      work: workId,
      coOwners,
      agreement: bytes32.meta({ description: "SHA-256 of the written agreement (Art. 27)." }),
    })
    .superRefine(({ coOwners, assignee }, context) => checkOwners(coOwners, assignee, context)),
  Deposit: z.strictObject({
    depositor: account,
    root: bytes32,
    count: z
      .int()
      .min(1)
      .max(2 ** 32 - 1),
    manifest: bytes32.optional(),
  }),
  Accreditation: z.strictObject({
    accreditor: account,
    institution: account,
    name: officialText(200, "Its official name."),
    capacities: z.array(z.enum(capacities)).min(1).max(capacities.length),
    profile: profile.default({ names: {} }),
  }),
  StandingChange: z.strictObject({
    accreditor: account,
    institution: account,
    standing: z.enum(["accredited", "suspended", "revoked"]),
    reason: bytes32.optional(),
  }),
  Attestation: z
    .strictObject({
      institution: account,
      kind: z.enum(attestationKinds),
      subject: z.strictObject({ kind: z.literal("work"), id: workId }),
      number: officialText(200, "Official number: of the certificate, policy, recordal."),
      document: bytes32.optional(),
      amount: uint(128).optional(),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/, "use an ISO 4217 code")
        .optional(),
      validFrom: day,
      validUntil: day.optional(),
    })
    .superRefine((content, context) => {
      checkAmount(content, context);
      if (content.validUntil !== undefined && content.validUntil < content.validFrom) {
        const message = "the last day is not before the first";
        context.addIssue({ code: "custom", path: ["validUntil"], message });
      }
    }),
  AttestationRevocation: z.strictObject({
    revoker: account,
    attestation: bytes32,
    reason: bytes32.optional(),
  }),
  Cancellation: z.strictObject({ document: bytes32.meta({ description: "Id of the document to cancel." }) }),
  CancellationOfAll: z.strictObject({
    signer: account,
    contract: z.enum(["works", "evidence", "institutions"]),
  }),
} as const;

export type PreparedType = keyof typeof contents;
export type Content<T extends PreparedType> = z.output<(typeof contents)[T]>;

const common = {
  nonce: uint(256)
    .optional()
    .meta({ description: "An unspent nonce of the signer; the next free one unless given." }),
  deadline: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: "Last instant at which the document may be used; 30 days from now unless given." }),
};

/** The body of POST /documents: one shape for each type. */
export const draft = z
  .discriminatedUnion("type", [
    z.strictObject({ type: z.literal("Registration"), content: contents.Registration, ...common }),
    z.strictObject({ type: z.literal("Correction"), content: contents.Correction, ...common }),
    z.strictObject({ type: z.literal("Assignment"), content: contents.Assignment, ...common }),
    z.strictObject({ type: z.literal("Deposit"), content: contents.Deposit, ...common }),
    z.strictObject({ type: z.literal("Accreditation"), content: contents.Accreditation, ...common }),
    z.strictObject({ type: z.literal("StandingChange"), content: contents.StandingChange, ...common }),
    z.strictObject({ type: z.literal("Attestation"), content: contents.Attestation, ...common }),
    z.strictObject({
      type: z.literal("AttestationRevocation"),
      content: contents.AttestationRevocation,
      ...common,
    }),
    z.strictObject({ type: z.literal("Cancellation"), content: contents.Cancellation, ...common }),
    z.strictObject({ type: z.literal("CancellationOfAll"), content: contents.CancellationOfAll, ...common }),
  ])
  .meta({ id: "DocumentDraft" });

export type Draft = z.output<typeof draft>;
