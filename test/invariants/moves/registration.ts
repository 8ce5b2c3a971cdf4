import { type Citation, noCitation } from "../../../server/domain/merkle.ts";
import { tables } from "../../../server/domain/tables/index.ts";
import { ZERO } from "../../contracts/support/documents.ts";
import { aWork, byAccount, type CoOwnerMessage, type WorkMessage } from "../../contracts/support/works.ts";
import {
  type Context,
  type Move,
  signedDocument,
  someConsents,
  someDeadline,
  someNonce,
  someSender,
  someWork,
} from "../context.ts";
import {
  consentFaults,
  hasDeposit,
  type Model,
  ownerFaults,
  registeredWork,
  signatureFaults,
  spend,
} from "../model.ts";
import { depositKey, UNKNOWN_END, type WorkState } from "../state.ts";

/** What is wrong with what is said of a work. */
export function workFaults({
  fingerprint,
  title,
  metadata,
  legalClass,
  tradeClass,
  protectedUntil,
}: WorkMessage) {
  const faults: string[] = [];
  if (fingerprint === ZERO) faults.push("WorkRegistry__FingerprintMissing");
  if (title === "") faults.push("WorkRegistry__TitleMissing");
  if (metadata === ZERO) faults.push("WorkRegistry__MetadataMissing");
  if (!tables.legalClasses.has(legalClass)) faults.push("WorkRegistry__LegalClassUnknown");
  if (!tables.tradeClasses.has(tradeClass)) faults.push("WorkRegistry__TradeClassUnknown");
  if (yearOf(protectedUntil) === null) faults.push("WorkRegistry__ProtectionEndInvalid");
  return faults;
}

/** The year of a last protected day, or null if the text is none. */
export function yearOf(protectedUntil: string): number | null {
  if (protectedUntil === "unknown") return UNKNOWN_END;
  const [, year] = /^([0-9]{4})-12-31$/.exec(protectedUntil) ?? [];
  return year === undefined || year === "0000" ? null : Number(year);
}

/** A work, mostly a proper and new one. */
export function someWorkMessage(context: Context): WorkMessage {
  const { random } = context;
  const work = aWork({
    fingerprint: random.oneIn(10) ? someWork(context) : random.word(),
    legalClass: random.pick(tables.legalClasses.codes),
    tradeClass: random.pick(tables.tradeClasses.codes),
    protectedUntil: random.pick(["unknown", "2075-12-31", "1949-12-31", "9999-12-31"]),
  });
  if (!random.oneIn(12)) return work;
  return {
    ...work,
    ...random.pick([
      { fingerprint: ZERO },
      { title: "" },
      { metadata: ZERO },
      { legalClass: "poem" },
      { tradeClass: "P00" },
      { protectedUntil: "2075-12-30" },
    ]),
  };
}

export function recorded(work: WorkMessage, holder: string, at: number, priorityAt: number): WorkState {
  return {
    holder,
    status: "registered",
    registeredAt: at,
    priorityAt,
    lastProtectedYear: yearOf(work.protectedUntil) ?? 0,
    legalClass: tables.legalClasses.index(work.legalClass),
    tradeClass: tables.tradeClasses.index(work.tradeClass),
    encumbrances: 0,
    metadata: work.metadata,
    coOwners: [],
    sources: [],
  };
}

/** Owners of a work, mostly proper ones if any. */
export function someOwners({ random, actors }: Context, holder: string): CoOwnerMessage[] {
  if (!random.oneIn(3)) return [];
  const others = random.shuffled(actors).filter(({ address }) => address !== holder);
  const accounts = [holder, ...others.slice(0, random.int(1, 3)).map(({ address }) => address)];
  const list = byAccount(accounts.map((account) => ({ account, shares: String(random.int(1, 99)) })));
  if (!random.oneIn(6)) return list;
  return random.pick([
    list.toReversed(),
    list.slice(0, 1),
    list.map(({ account }) => ({ account, shares: "0" })),
    list.filter(({ account }) => account !== holder),
    [...list, ...list.slice(-1)],
  ]);
}

function sourceFaults(model: Model, sources: readonly string[]): string[] {
  const faults: string[] = [];
  if (sources.some((source, i) => i > 0 && source <= (sources[i - 1] ?? ""))) {
    faults.push("WorkRegistry__SourcesNotAscending");
  }
  if (sources.some((source) => !registeredWork(model, source))) faults.push("WorkRegistry__UnknownWork");
  return faults;
}

/** A citation of a deposit that somebody made, for a work that may stand in it. */
function someCitation(context: Context, registrant: string, work: WorkMessage) {
  const { random, deposits, model } = context;
  const deposit = deposits.length > 0 && random.oneIn(2) ? random.pick(deposits) : undefined;
  if (!deposit) return { work, citation: noCitation, faults: [], priority: (at: number) => at };
  const index = random.int(0, deposit.commitments.length - 1);
  const deposited = deposit.commitments[index]?.fingerprint ?? "";
  const cited = random.oneIn(4) ? work : { ...work, fingerprint: deposited };
  const citation: Citation = deposit.tree.cite(index, index + 1);
  const faults: string[] = [];
  if (!hasDeposit(model, citation.root, registrant)) faults.push("EvidenceRegistry__DepositUnknown");
  else if (deposit.depositor !== registrant || deposited !== cited.fingerprint) {
    faults.push("EvidenceRegistry__ProofInvalid");
  }
  const at = model.deposits[depositKey(citation.root, registrant)]?.at;
  return { work: cited, citation, faults, priority: (now: number) => at ?? now };
}

/** Somebody registers a work, alone or with others, with or without sources and a deposit. */
export async function registration(context: Context): Promise<Move> {
  const { random, model, ledger } = context;
  const registrant = random.pick(context.actors).address;
  const sender = someSender(context, registrant);
  const { work, citation, faults, priority } = someCitation(context, registrant, someWorkMessage(context));
  const coOwners = someOwners(context, registrant);
  const sources = random.oneIn(4) ? [someWork(context), someWork(context)] : [];
  const derivedFrom = random.oneIn(8) ? sources : [...new Set(sources)].sort();
  const nonce = String(someNonce(context, "works", registrant));
  const deadline = someDeadline(context);
  // Sometimes who submits leaves the citation out, or the registrant signed another deposit.
  const stripped = random.oneIn(12);
  const deposit = random.oneIn(15) ? random.word() : citation.root;
  const submitted = stripped ? noCitation : citation;
  const message = { registrant, work, coOwners, derivedFrom, deposit, nonce, deadline };
  const header = { place: "works", signer: registrant, nonce, deadline } as const;
  const { signature, signed } = await signedDocument(context, "Registration", message, header, sender);
  const parties = coOwners.map(({ account }) => account).filter((account) => account !== registrant);
  const given = await someConsents(context, "Registration", message, parties, sender);
  const owners = coOwners.map(({ account, shares }): [string, string] => [account, shares]);
  const now = await context.now();
  return {
    name: `${registrant} registers ${work.fingerprint}`,
    once: true,
    sender,
    to: await ledger.works.getAddress(),
    data: ledger.works.interface.encodeFunctionData("register", [
      message,
      signature,
      given.consents,
      submitted,
    ]),
    faults: [
      ...(model.works.has(work.fingerprint) ? ["WorkRegistry__FingerprintTaken"] : []),
      ...workFaults(work),
      ...ownerFaults(owners, registrant),
      ...sourceFaults(model, derivedFrom),
      ...signatureFaults(model, "works", signed, sender.address, now),
      ...consentFaults(model, parties, given.signed, sender.address, now),
      ...(submitted.root === deposit ? [] : ["WorkRegistry__CitationMismatch"]),
      ...faults,
    ],
    apply(at) {
      for (const { signer, nonce: used } of [signed, ...given.signed]) spend(model, "works", signer, used);
      const state = recorded(work, registrant, at, priority(at));
      model.works.set(work.fingerprint, { ...state, coOwners: owners, sources: derivedFrom });
    },
  };
}
