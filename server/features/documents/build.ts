import { ZeroAddress } from "ethers";
import type { Ledger } from "../../chain/ledger.ts";
import { encodeCanonicalJson } from "../../content/canonical.ts";
import { digestOf } from "../../content/store.ts";
import type { DocumentContract, DocumentMessage } from "../../domain/documents.ts";
import { type Citation, noCitation } from "../../domain/merkle.ts";
import { metadataBytes } from "../../domain/metadata.ts";
import { type ProtectionFacts, protection } from "../../domain/protection.ts";
import type { WorkInput } from "../../domain/work-input.ts";
import { Refusal } from "../../http/problem.ts";
import type { Content, Draft } from "./contents.ts";

/** A document but for its nonce and deadline, and what has to happen around it. */
export interface Built {
  readonly contract: DocumentContract;
  readonly signer: string;
  readonly message: DocumentMessage;
  /** Who else consents, in the order in which the contract asks. */
  readonly consents: readonly string[];
  /** What must be on IPFS before anybody signs. */
  readonly pins: readonly Uint8Array[];
  /** What the contract takes beside document, signature and consents. */
  readonly citation: Citation | null;
}

/** What building may ask. */
export interface BuildContext {
  readonly ledger: Ledger;
  /** Contract, signer and nonce of a document that this gateway prepared. */
  find(document: string): Promise<{ contract: DocumentContract; signer: string; nonce: string } | undefined>;
}

const NONE = `0x${"0".repeat(64)}`;
/** Status.None of the WorkRegistry. */
const NEVER_REGISTERED = 0n;

/** Makes the document of what a caller says. @throws Refusal where the ledger already tells that it cannot be */
export async function build(draft: Draft, context: BuildContext): Promise<Built> {
  switch (draft.type) {
    case "Registration":
      return registration(draft.content, context);
    case "Correction":
      return correction(draft.content, context);
    case "Assignment":
      return assignment(draft.content, context);
    case "Deposit": {
      const { depositor, root, count, manifest = NONE } = draft.content;
      return simple("evidence", depositor, { depositor, root, count: String(count), manifest });
    }
    case "Accreditation":
      return accreditation(draft.content);
    case "StandingChange": {
      const { accreditor, institution, standing, reason = NONE } = draft.content;
      return simple("institutions", accreditor, { accreditor, institution, standing, reason });
    }
    case "Attestation":
      return attestation(draft.content);
    case "AttestationRevocation": {
      const { revoker, attestation: id, reason = NONE } = draft.content;
      return simple("institutions", revoker, { revoker, attestation: id, reason });
    }
    case "Cancellation":
      return cancellation(draft.content, context);
    case "CancellationOfAll":
      return simple(draft.content.contract, draft.content.signer, { signer: draft.content.signer });
  }
}

function simple(contract: DocumentContract, signer: string, message: DocumentMessage): Built {
  return { contract, signer, message, consents: [], pins: [], citation: null };
}

/** What stands of a work in a document. */
export function workEntry(work: WorkInput, metadata: Uint8Array) {
  return {
    title: work.title,
    fingerprint: work.fingerprint,
    metadata: digestOf(metadata),
    legalClass: work.legalClass,
    tradeClass: work.tradeClass,
    protectedUntil: protectedUntil(work.protection as ProtectionFacts),
  };
}

/** As documents write it: the contract reads the years 0001 to 9999, and older terms have long ended with them. */
function protectedUntil(facts: ProtectionFacts): string {
  const day = protection(facts).lastProtectedDay;
  if (day === null) return "unknown";
  return /^\d{4}-/.test(day) && day >= "0001" ? day : "0001-12-31";
}

async function registration(
  { registrant, work, coOwners, derivedFrom, citation }: Content<"Registration">,
  { ledger }: BuildContext,
): Promise<Built> {
  await refuseIfTaken(ledger, work.fingerprint);
  await refuseIfNotOwnRecord(ledger, work.record, registrant);
  const metadata = metadataBytes(work);
  const owners = ascending(coOwners);
  return {
    contract: "works",
    signer: registrant,
    message: {
      registrant,
      work: workEntry(work, metadata),
      coOwners: owners.map(({ account, shares }) => ({ account, shares: String(shares) })),
      derivedFrom: [...new Set(derivedFrom)].sort(),
      deposit: (citation ?? noCitation).root,
    },
    consents: partiesBut(
      registrant,
      owners.map(({ account }) => account),
    ),
    pins: [metadata],
    citation: citation ?? noCitation,
  };
}

async function correction({ holder, work }: Content<"Correction">, { ledger }: BuildContext): Promise<Built> {
  await refuseIfNotOwnRecord(ledger, work.record, holder);
  const metadata = metadataBytes(work);
  const entry = workEntry(work, metadata);
  return {
    contract: "works",
    signer: holder,
    message: {
      holder,
      work: work.fingerprint,
      metadata: entry.metadata,
      protectedUntil: entry.protectedUntil,
    },
    consents: partiesBut(holder, await ownersOf(ledger, work.fingerprint)),
    pins: [metadata],
    citation: null,
  };
}

async function assignment(content: Content<"Assignment">, { ledger }: BuildContext): Promise<Built> {
  const { assignor, assignee, work, agreement } = content;
  const coOwners = ascending(content.coOwners);
  const parties = [...(await ownersOf(ledger, work)), assignee, ...coOwners.map(({ account }) => account)];
  return {
    contract: "works",
    signer: assignor,
    message: {
      assignor,
      assignee,
      work,
      coOwners: coOwners.map(({ account, shares }) => ({ account, shares: String(shares) })),
      agreement,
    },
    consents: partiesBut(assignor, parties),
    pins: [],
    citation: null,
  };
}

function accreditation(content: Content<"Accreditation">): Built {
  const profile = encodeCanonicalJson({ name: content.name, ...content.profile });
  const { accreditor, institution, name } = content;
  return {
    ...simple("institutions", accreditor, {
      accreditor,
      institution,
      name,
      capacities: [...new Set(content.capacities)].join(" "),
      profile: digestOf(profile),
    }),
    pins: [profile],
  };
}

function attestation(content: Content<"Attestation">): Built {
  const { institution, kind, subject, number, document, amount, currency, validFrom, validUntil } = content;
  return simple("institutions", institution, {
    institution,
    kind,
    subjectKind: subject.kind,
    subject: subject.id,
    number,
    document: document ?? NONE,
    amount: amount ?? "0",
    currency: currency ?? "",
    validFrom,
    validUntil: validUntil ?? "",
  });
}

async function cancellation(content: Content<"Cancellation">, context: BuildContext): Promise<Built> {
  const found = await context.find(content.document);
  if (!found) throw new Refusal("not-found", "document-not-found", "This gateway prepared no such document.");
  return simple(found.contract, found.signer, { signer: found.signer, cancelled: found.nonce });
}

/** A fingerprint that was taken once stays taken: better told before anybody signs, or anything is stored. */
async function refuseIfTaken(ledger: Ledger, fingerprint: string): Promise<void> {
  const { status, holder } = await ledger.works.titleOf(fingerprint);
  if (status === NEVER_REGISTERED) return;
  const whose = holder === ZeroAddress ? "its registration was revoked" : `${holder} holds the title`;
  throw new Refusal("conflict", "fingerprint-taken", `This fingerprint is on the ledger, and ${whose}.`);
}

/** A file and its catalogue record are one title in two forms: both have one holder. */
async function refuseIfNotOwnRecord(ledger: Ledger, record: string | null, holder: string): Promise<void> {
  if (record === null) return;
  if ((await ledger.works.titleOf(record)).holder === holder) return;
  const message = `${holder} holds no title with the fingerprint ${record}: name a catalogue record of its own, or none.`;
  throw new Refusal("conflict", "record-not-held", message);
}

async function ownersOf(ledger: Ledger, workId: string): Promise<string[]> {
  const owners = await ledger.works.coOwnersOf(workId);
  return owners.map(({ account }) => account);
}

/** Each account once, in the given order, without one. */
function partiesBut(but: string, accounts: readonly string[]): string[] {
  return [...new Set(accounts)].filter((account) => account !== but);
}

function ascending<T extends { account: string }>(owners: readonly T[]): T[] {
  return [...owners].sort((a, b) => (BigInt(a.account) < BigInt(b.account) ? -1 : 1));
}
