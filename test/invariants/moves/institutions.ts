import { Interface, ZeroAddress } from "ethers";
import { type DocumentMessage, type DocumentType, documentKinds } from "../../../server/domain/documents.ts";
import { InstitutionRegistry__factory } from "../../../typechain-types/index.ts";
import { idOf } from "../../contracts/support/documents.ts";
import {
  anAccreditation,
  anAttestation,
  aRevocation,
  aStandingChange,
} from "../../contracts/support/institutions.ts";
import { placeOf } from "../../contracts/support/ledger.ts";
import {
  type Context,
  type Move,
  signedDocument,
  someDeadline,
  someNonce,
  someSender,
  someWork,
} from "../context.ts";
import { attestationKinds, capacityBits, capacityWords, isEntitled } from "../institution-rules.ts";
import { registeredWork, signatureFaults, spend } from "../model.ts";
import type { AttestationState, InstitutionState } from "../state.ts";

const registry = new Interface(InstitutionRegistry__factory.abi);

/** An act by one document of an official, whose own faults come with it. */
async function officialAct(
  context: Context,
  type: DocumentType,
  signer: string,
  draft: DocumentMessage,
  ownFaults: string[],
  change: (at: number, id: string) => void,
): Promise<Move> {
  const { ledger, model } = context;
  const sender = someSender(context, signer);
  const nonce = String(someNonce(context, "institutions", signer));
  const header = { place: "institutions", signer, nonce, deadline: someDeadline(context) } as const;
  const message = { ...draft, nonce, deadline: header.deadline };
  const { signature, signed } = await signedDocument(context, type, message, header, sender);
  const id = idOf(type, message, placeOf(ledger, "institutions"));
  const now = await context.now();
  return {
    name: `${type} by ${signer}`,
    once: true,
    sender,
    to: ledger.deployment.contracts.institutions,
    data: registry.encodeFunctionData(documentKinds[type].method, [message, signature]),
    faults: [...ownFaults, ...signatureFaults(model, "institutions", signed, sender.address, now)],
    apply(at) {
      spend(model, "institutions", signer, BigInt(nonce));
      change(at, id);
    },
  };
}

function accreditorFaults({ model }: Context, accreditor: string): string[] {
  return model.accreditors.has(accreditor) ? [] : ["InstitutionRegistry__NotAccreditor"];
}

/** Mostly the accreditor, sometimes another official. */
function someAccreditor({ random, ledger, officials }: Context): { address: string } {
  return random.oneIn(5) ? random.pick(officials) : ledger.accreditor;
}

export async function accreditation(context: Context): Promise<Move> {
  const { random, model, officials } = context;
  const accreditor = someAccreditor(context);
  const institution = random.oneIn(20) ? { address: ZeroAddress } : random.pick(officials);
  const words = random.shuffled(capacityWords).slice(0, random.int(1, 4));
  const capacities = words.join(random.oneIn(10) ? "  " : " ") + (random.oneIn(20) ? " publisher" : "");
  const name = random.oneIn(20) ? "" : "institution";
  const message = anAccreditation(accreditor, institution, { capacities, name });
  const bits = capacityBits(capacities);
  const entry = model.institutions[institution.address];
  const faults = accreditorFaults(context, accreditor.address);
  if (institution.address === ZeroAddress) faults.push("InstitutionRegistry__InstitutionMissing");
  if (name === "") faults.push("InstitutionRegistry__NameMissing");
  if (bits === 0) faults.push("InstitutionRegistry__CapacityUnknown");
  if (entry?.standing === "revoked") faults.push("InstitutionRegistry__InstitutionRevoked");
  return officialAct(context, "Accreditation", accreditor.address, message, faults, (at) => {
    const { since, standing } = entry ?? { since: at, standing: "accredited" as const };
    model.institutions[institution.address] = { profile: message.profile, since, capacities: bits, standing };
  });
}

export async function standingChange(context: Context): Promise<Move> {
  const { random, model, officials } = context;
  const accreditor = someAccreditor(context);
  const institution = random.pick(officials).address;
  const word = random.oneIn(12)
    ? "revoked"
    : random.pick(["accredited", "suspended", "accredited", "paused"]);
  const message = aStandingChange(accreditor, { address: institution }, word);
  const entry = model.institutions[institution];
  const faults = accreditorFaults(context, accreditor.address);
  if (!entry) faults.push("InstitutionRegistry__InstitutionUnknown");
  if (entry?.standing === "revoked") faults.push("InstitutionRegistry__InstitutionRevoked");
  if (word === "paused" || word === entry?.standing) faults.push("InstitutionRegistry__StandingInvalid");
  return officialAct(context, "StandingChange", accreditor.address, message, faults, () => {
    const standing = word as InstitutionState["standing"];
    model.institutions[institution] = { ...(entry as InstitutionState), standing };
  });
}

export async function attestation(context: Context): Promise<Move> {
  const { random, model, officials } = context;
  const institution = random.pick(officials);
  const subject = someWork(context);
  const able = attestationKinds.filter((kind) => isEntitled(model, institution.address, kind));
  const kind =
    able.length === 0 || random.oneIn(8) ? random.pick([...attestationKinds, "praise"]) : random.pick(able);
  const [amount, currency] = random.pick([
    ["0", ""],
    ["500", "CNY"],
    ["1", "USD"],
    random.oneIn(4) ? ["5", ""] : ["0", ""],
  ]);
  const validUntil = random.pick(["", "2030-12-31", "2030-12-31", random.oneIn(4) ? "2019-12-31" : ""]);
  const number = random.oneIn(20) ? "" : "A-1";
  const terms = {
    kind,
    number,
    amount: amount ?? "",
    currency: currency ?? "",
    validFrom: "2020-01-01",
    validUntil,
  };
  const message = anAttestation(institution, subject, terms);
  const faults: string[] = [];
  if (!attestationKinds.includes(kind)) faults.push("InstitutionRegistry__KindUnknown");
  else if (!isEntitled(model, institution.address, kind)) faults.push("InstitutionRegistry__NotEntitled");
  if (!registeredWork(model, subject)) faults.push("InstitutionRegistry__SubjectUnknown");
  if (number === "") faults.push("InstitutionRegistry__NumberMissing");
  if ((amount === "0") !== (currency === "")) faults.push("InstitutionRegistry__CurrencyInvalid");
  if (validUntil === "2019-12-31") faults.push("InstitutionRegistry__ValidityInvalid");
  return officialAct(context, "Attestation", institution.address, message, faults, (at, id) => {
    model.attestations[id] = {
      subject,
      institution: institution.address,
      issuedAt: at,
      revokedAt: 0,
      kind: attestationKinds.indexOf(kind) + 1,
      validFrom: 18_262,
      validUntil: validUntil === "" ? 2 ** 31 - 1 : 22_279,
      currency: { CNY: "0x434e59", USD: "0x555344" }[currency ?? ""] ?? "0x000000",
      amount: amount ?? "",
    };
  });
}

export async function attestationRevocation(context: Context): Promise<Move> {
  const { random, model, officials } = context;
  const known = Object.keys(model.attestations);
  const id = known.length === 0 || random.oneIn(10) ? random.word() : random.pick(known);
  const record = model.attestations[id];
  const revoker = record && random.oneIn(2) ? record.institution : random.pick(officials).address;
  const faults: string[] = [];
  if (!record) faults.push("InstitutionRegistry__AttestationUnknown");
  if (record && record.revokedAt !== 0) faults.push("InstitutionRegistry__AttestationRevoked");
  if (revoker !== record?.institution && !model.accreditors.has(revoker)) {
    faults.push("InstitutionRegistry__NotRevoker");
  }
  const message = aRevocation({ address: revoker }, id);
  return officialAct(context, "AttestationRevocation", revoker, message, faults, (at) => {
    model.attestations[id] = { ...(record as AttestationState), revokedAt: at };
  });
}

/** The administrator gives or takes the accreditor's role, or another tries to. */
export async function roleChange(context: Context): Promise<Move> {
  const { random, model, ledger, officials } = context;
  const sender = random.oneIn(3) ? random.pick(officials) : ledger.administrator;
  const account = random.pick(officials).address;
  const grants = !model.accreditors.has(account) || random.oneIn(3);
  const { access } = ledger;
  return {
    name: `${sender.address} ${grants ? "gives" : "takes"} the accreditor's role of ${account}`,
    sender,
    to: await access.getAddress(),
    data: grants
      ? access.interface.encodeFunctionData("grantRole", [1, account, 0])
      : access.interface.encodeFunctionData("revokeRole", [1, account]),
    faults: sender === ledger.administrator ? [] : ["AccessManagerUnauthorizedAccount"],
    apply: () => void (grants ? model.accreditors.add(account) : model.accreditors.delete(account)),
  };
}
