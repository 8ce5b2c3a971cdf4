import { ZERO } from "../../contracts/support/documents.ts";
import { aCorrection, anAssignment } from "../../contracts/support/works.ts";
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
import { consentFaults, type Model, ownerFaults, registeredWork, signatureFaults, spend } from "../model.ts";
import { UNKNOWN_END, type WorkState } from "../state.ts";
import { someOwners, yearOf } from "./registration.ts";

const FROZEN = 4;

/** Who says to be the holder of a work: mostly who is. */
function someHolder({ random, actors, model }: Context, workId: string): string {
  const { holder } = registeredWork(model, workId) ?? { holder: "" };
  return holder === "" || random.oneIn(10) ? random.pick(actors).address : holder;
}

function titleFaults(model: Model, workId: string, holder: string, forbidden: number): string[] {
  const work = registeredWork(model, workId);
  if (!work) return ["WorkRegistry__UnknownWork"];
  const faults = work.holder === holder ? [] : ["WorkRegistry__NotHolder"];
  return (work.encumbrances & forbidden) === 0 ? faults : [...faults, "WorkRegistry__Encumbered"];
}

/** Somebody corrects a work. */
export async function correction(context: Context): Promise<Move> {
  const { random, model, ledger } = context;
  const workId = someWork(context);
  const holder = someHolder(context, workId);
  const sender = someSender(context, holder);
  const work = registeredWork(model, workId);
  const known = work && work.lastProtectedYear !== UNKNOWN_END ? work.lastProtectedYear : null;
  const kept = known === null ? "unknown" : `${String(known).padStart(4, "0")}-12-31`;
  const protectedUntil = random.oneIn(3) ? random.pick(["unknown", "2080-12-31", "2080-06-30"]) : kept;
  const metadata = random.oneIn(20) ? ZERO : random.word();
  const nonce = String(someNonce(context, "works", holder));
  const deadline = someDeadline(context);
  const message = aCorrection({ address: holder }, workId, { metadata, protectedUntil, nonce, deadline });
  const header = { place: "works", signer: holder, nonce, deadline } as const;
  const { signature, signed } = await signedDocument(context, "Correction", message, header, sender);
  const owners = model.works.get(workId)?.coOwners ?? [];
  const parties = owners.map(([account]) => account).filter((account) => account !== holder);
  const given = await someConsents(context, "Correction", message, parties, sender);
  const now = await context.now();
  const year = yearOf(protectedUntil);
  const faults = [
    ...titleFaults(model, workId, holder, FROZEN),
    ...(metadata === ZERO ? ["WorkRegistry__MetadataMissing"] : []),
    ...(year === null ? ["WorkRegistry__ProtectionEndInvalid"] : []),
    ...(year !== null && known !== null && year !== known ? ["WorkRegistry__ProtectionEndFixed"] : []),
    ...signatureFaults(model, "works", signed, sender.address, now),
    ...consentFaults(model, parties, given.signed, sender.address, now),
  ];
  return {
    name: `${holder} corrects ${workId}`,
    once: true,
    sender,
    to: await ledger.works.getAddress(),
    data: ledger.works.interface.encodeFunctionData("correct", [message, signature, given.consents]),
    faults,
    apply() {
      for (const { signer, nonce: used } of [signed, ...given.signed]) spend(model, "works", signer, used);
      const state = model.works.get(workId) as WorkState;
      model.works.set(workId, { ...state, metadata, lastProtectedYear: year ?? 0 });
    },
  };
}

/** Somebody assigns a work, or changes the shares in it. */
export async function assignment(context: Context): Promise<Move> {
  const { random, model, ledger } = context;
  const workId = someWork(context);
  const assignor = someHolder(context, workId);
  const assignee = random.pick(context.actors).address;
  const sender = someSender(context, assignor);
  const coOwners = someOwners(context, assignee);
  const agreement = random.oneIn(20) ? ZERO : random.word();
  const nonce = String(someNonce(context, "works", assignor));
  const deadline = someDeadline(context);
  const changes = { coOwners, agreement, nonce, deadline };
  const message = anAssignment({ address: assignor }, { address: assignee }, workId, changes);
  const header = { place: "works", signer: assignor, nonce, deadline } as const;
  const { signature, signed } = await signedDocument(context, "Assignment", message, header, sender);
  const owners = coOwners.map(({ account, shares }): [string, string] => [account, shares]);
  const before = model.works.get(workId)?.coOwners ?? [];
  const everybody = [...before.map(([account]) => account), assignee, ...owners.map(([account]) => account)];
  const parties = [...new Set(everybody)].filter((account) => account !== assignor);
  const given = await someConsents(context, "Assignment", message, parties, sender);
  const now = await context.now();
  return {
    name: `${assignor} assigns ${workId} to ${assignee}`,
    once: true,
    sender,
    to: await ledger.works.getAddress(),
    data: ledger.works.interface.encodeFunctionData("assign", [message, signature, given.consents]),
    faults: [
      ...titleFaults(model, workId, assignor, 7),
      ...(agreement === ZERO ? ["WorkRegistry__AgreementMissing"] : []),
      ...ownerFaults(owners, assignee),
      ...signatureFaults(model, "works", signed, sender.address, now),
      ...consentFaults(model, parties, given.signed, sender.address, now),
    ],
    apply() {
      for (const { signer, nonce: used } of [signed, ...given.signed]) spend(model, "works", signer, used);
      const state = model.works.get(workId) as WorkState;
      model.works.set(workId, { ...state, holder: assignee, coOwners: owners });
    },
  };
}
