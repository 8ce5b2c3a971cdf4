import { sha256, toUtf8Bytes } from "ethers";
import type { WorkEntry } from "../../../server/domain/documents.ts";
import {
  type CatalogueTree,
  catalogueTreeOf,
  type DepositTree,
  depositTree,
} from "../../../server/domain/merkle.ts";
import { DEADLINE, type Party, type Stage } from "./stage.ts";

/** How many works a large catalogue here has, how many go into a batch, and how many a large deposit has. */
export const CATALOGUE = 1_000;
export const BATCH = 100;
export const DEPOSIT = 100_000;

/** Where no digest stands. */
export const NO_DIGEST = `0x${"0".repeat(64)}`;

/** 32 bytes that a text stands for, the same in each run. */
export function digestOf(text: string): string {
  return sha256(toUtf8Bytes(text));
}

/** A work like many: a title of some characters, a book of poems, a known end of protection. */
export function workNamed(name: string): WorkEntry & { [field: string]: string } {
  return {
    title: `登幽州臺歌（${name.padStart(5, "0")}）`,
    fingerprint: digestOf(`file ${name}`),
    metadata: digestOf(`metadata ${name}`),
    legalClass: "written",
    tradeClass: "P03",
    protectedUntil: "2075-12-31",
  };
}

export interface LargeCatalogue {
  readonly works: readonly ReturnType<typeof workNamed>[];
  readonly tree: CatalogueTree;
}

export function largeCatalogue(name: string): LargeCatalogue {
  const works = Array.from({ length: CATALOGUE }, (_, i) => workNamed(`${name} ${i}`));
  return { works, tree: catalogueTreeOf(works) };
}

/** The tree over a depositor's commitments to works of a catalogue, filled up to the size of a large deposit. */
export function largeDeposit(depositor: Party, { works }: LargeCatalogue): DepositTree {
  const commitments = Array.from({ length: DEPOSIT }, (_, i) => ({
    fingerprint: works[i]?.fingerprint ?? digestOf(`deposited ${i}`),
    salt: digestOf(`salt ${i}`),
  }));
  return depositTree(depositor.address, commitments);
}

/** Owners with one share each, in the order that the ledger wants. */
export function ownersOf(...parties: Party[]) {
  return parties
    .map(({ address }) => ({ account: address, shares: "1" }))
    .sort((a, b) => (BigInt(a.account) < BigInt(b.account) ? -1 : 1));
}

export function registrationOf(
  stage: Stage,
  registrant: Party,
  work: WorkEntry,
  others: Party[] = [],
  deposit = NO_DIGEST,
) {
  return {
    registrant: registrant.address,
    work: { ...work } as WorkEntry & { [field: string]: string },
    coOwners: others.length === 0 ? [] : ownersOf(registrant, ...others),
    derivedFrom: [],
    deposit,
    nonce: stage.nonceOf(registrant, "works"),
    deadline: DEADLINE,
  };
}

export function catalogueOf(
  stage: Stage,
  registrant: Party,
  { works, tree }: LargeCatalogue,
  deposit = NO_DIGEST,
) {
  return {
    registrant: registrant.address,
    name: "全唐詩",
    works: String(works.length),
    root: tree.root,
    deposit,
    nonce: stage.nonceOf(registrant, "works"),
    deadline: DEADLINE,
  };
}

export function depositOf(stage: Stage, depositor: Party, root: string) {
  return {
    depositor: depositor.address,
    root,
    count: String(DEPOSIT),
    manifest: digestOf(`manifest of ${root}`),
    nonce: stage.nonceOf(depositor, "evidence"),
    deadline: DEADLINE,
  };
}

export function attestationOf(stage: Stage, institution: Party, subject: string) {
  return {
    institution: institution.address,
    kind: "registration-certificate",
    subjectKind: "work",
    subject,
    number: "国作登字-2021-A-00024141",
    document: digestOf("certificate"),
    amount: "0",
    currency: "",
    validFrom: "2021-11-05",
    validUntil: "",
    nonce: stage.nonceOf(institution, "institutions"),
    deadline: DEADLINE,
  };
}

export function accreditationOf(stage: Stage, accreditor: Party, institution: { address: string }) {
  return {
    accreditor: accreditor.address,
    institution: institution.address,
    name: "中国版权保护中心",
    capacities: "registrar",
    profile: digestOf("profile"),
    nonce: stage.nonceOf(accreditor, "institutions"),
    deadline: DEADLINE,
  };
}
