import type { ScopeMasks } from "../scope/masks.ts";
import { ALL_FORMATS, formats } from "../tables/formats.ts";
import { ALL_LANGUAGES, languages } from "../tables/languages.ts";
import { rights } from "../tables/rights.ts";
import { territories, WORLD } from "../tables/territories.ts";
import { actionOf, CONTEXT, FORMAT_OPERAND, PROFILE } from "./profile.ts";

/** A licence as an ODRL 2.2 Agreement: a view for exchange. What counts is the document that the parties signed. */

export interface LicenseTerms {
  readonly id: string;
  readonly chainId: number;
  readonly workId: string;
  readonly kind: "exclusive" | "sole" | "non-exclusive";
  readonly licensor: string;
  readonly licensee: string;
  readonly masks: ScopeMasks;
  /** Unix time; the end is the first second after the term. */
  readonly start: number;
  readonly end: number;
  readonly sublicensing: "allowed" | "with-consent";
  readonly isTransferable: boolean;
  readonly fees: readonly { readonly amount: string; readonly currency: string }[];
  /** Rates by units sold, ascending; the last step has no bound. */
  readonly royalty: readonly { readonly rateBps: number; readonly upTo: string | null }[];
  /** Digest of the agreement that holds the rest. */
  readonly agreement: string | null;
}

type Node = Readonly<Record<string, unknown>>;

export function odrlAgreement(terms: LicenseTerms): Node {
  const parties = {
    target: `urn:cdl:work:${terms.workId}`,
    assigner: partyOf(terms.chainId, terms.licensor),
    assignee: partyOf(terms.chainId, terms.licensee),
  };
  const constraint = constraintsOf(terms);
  const duty = [...terms.fees.map(fee), ...terms.royalty.map(royalty), { action: "attribute" }];
  const grantUse = {
    ...parties,
    action: "grantUse",
    ...(terms.sublicensing === "with-consent" ? { duty: [{ action: "obtainConsent" }] } : {}),
  };
  return {
    "@context": CONTEXT,
    "@type": "Agreement",
    uid: `urn:cdl:licence:${terms.chainId}:${terms.id}`,
    profile: PROFILE,
    ...(terms.agreement ? { "dc:source": `urn:sha-256:${terms.agreement.replace(/^0x/, "")}` } : {}),
    permission: [
      { ...parties, action: rights.codesIn(terms.masks.rights).map(actionOf), constraint, duty },
      grantUse,
    ],
    prohibition: terms.isTransferable ? [] : [{ ...parties, action: "transfer" }],
    ...(terms.kind === "non-exclusive" ? {} : { obligation: [exclusivity(parties, terms, constraint)] }),
  };
}

/** The licensor's promise; a sole licensor may go on to use the work itself. */
function exclusivity(parties: Node, { kind }: LicenseTerms, constraint: readonly Node[]): Node {
  const { target, assigner, assignee } = parties;
  return {
    ...{ target, assigner: assignee, assignee: assigner },
    action: "ensureExclusivity",
    constraint,
    ...(kind === "sole" ? { "rdfs:comment": "The licensor itself may go on to use the work." } : {}),
  };
}

function constraintsOf({ masks, start, end }: LicenseTerms): Node[] {
  return [
    ...among("spatial", masks.territories, WORLD, (mask) => territories.codesIn(mask)),
    ...among("language", masks.languages, ALL_LANGUAGES, (mask) => languages.codesIn(mask)),
    ...among(FORMAT_OPERAND, masks.formats, ALL_FORMATS, (mask) => formats.codesIn(mask)),
    { leftOperand: "dateTime", operator: "gteq", rightOperand: instant(start) },
    { leftOperand: "dateTime", operator: "lt", rightOperand: instant(end) },
  ];
}

/** The highest bit of a table stands for codes that it does not name: such a set can only be said by what it lacks. */
function among(
  leftOperand: string,
  mask: bigint,
  all: bigint,
  codesOf: (mask: bigint) => readonly string[],
): Node[] {
  const missing = codesOf(all & ~mask);
  if (missing.length === 0) return [];
  const unlisted = 1n << BigInt(all.toString(2).length - 1);
  if ((mask & unlisted) !== 0n) return [{ leftOperand, operator: "isNoneOf", rightOperand: missing }];
  return [{ leftOperand, operator: "isAnyOf", rightOperand: codesOf(mask) }];
}

function fee({ amount, currency }: LicenseTerms["fees"][number]): Node {
  const payAmount = {
    leftOperand: "payAmount",
    operator: "eq",
    rightOperand: { "@value": amount, "@type": "xsd:decimal" },
    unit: `urn:iso:std:iso:4217:${currency}`,
  };
  return { action: [{ "rdf:value": { "@id": "odrl:compensate" }, refinement: [payAmount] }] };
}

function royalty({ rateBps, upTo }: LicenseTerms["royalty"][number]): Node {
  const percentage = {
    leftOperand: "percentage",
    operator: "eq",
    rightOperand: { "@value": String(rateBps / 100), "@type": "xsd:decimal" },
  };
  const bound = {
    leftOperand: "count",
    operator: "lteq",
    rightOperand: { "@value": upTo, "@type": "xsd:integer" },
  };
  return {
    action: [{ "rdf:value": { "@id": "odrl:compensate" }, refinement: [percentage] }],
    ...(upTo === null ? {} : { constraint: [bound] }),
  };
}

function instant(seconds: number): Node {
  return { "@value": new Date(seconds * 1000).toISOString(), "@type": "xsd:dateTime" };
}

/** CAIP-10 account as a DID (did:pkh). */
function partyOf(chainId: number, account: string): string {
  return `did:pkh:eip155:${chainId}:${account}`;
}
