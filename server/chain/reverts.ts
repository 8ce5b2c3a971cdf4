import { type ErrorDescription, Interface, type Result } from "ethers";
import {
  EvidenceRegistry__factory,
  InstitutionRegistry__factory,
  WorkRegistry__factory,
} from "../../typechain-types/index.ts";
import { nodeError } from "./node-error.ts";

/** What a contract said when it refused, in the words of the API. */
export interface Revert {
  /** Stable: the custom error's name in kebab-case, without the contract that declares it. */
  readonly code: string;
  /** A sentence that says what to do. */
  readonly message: string;
  /** The error's own values, by name. */
  readonly values: Readonly<Record<string, string>>;
}

const errors = new Interface(
  [WorkRegistry__factory, EvidenceRegistry__factory, InstitutionRegistry__factory]
    .flatMap((factory) => new Interface(factory.abi).fragments)
    .filter((fragment) => fragment.type === "error")
    .map((fragment) => fragment.format("full"))
    .filter((text, index, all) => all.indexOf(text) === index),
);

const sentences: Readonly<Record<string, string>> = {
  expired: "The deadline in the document has passed: prepare it anew.",
  "nonce-spent": "The document was executed or cancelled before: prepare it anew if it is still wanted.",
  "wrong-epoch": "The signer has cancelled all documents of the time of this one: prepare it anew.",
  "bad-signature": "A signature is not that of its party over this document, on this chain and contract.",
  "consent-missing": "A party that has to agree has not: collect its signature.",
  "consent-unexpected": "Somebody consents who is no party to the document.",
  "fingerprint-taken": "A work with this fingerprint is registered already.",
  "fingerprint-missing": "The fingerprint is zero: give the SHA-256 of the master file.",
  "title-missing": "The work has no title.",
  "metadata-missing": "The digest of the metadata document is zero.",
  "legal-class-unknown": "The legal class is none of the table legalClasses@1.",
  "trade-class-unknown": "The trade class is none of the table tradeClasses@1.",
  "protection-end-invalid":
    "Protection ends on a 31 December (Copyright Law Art. 23): YYYY-12-31, or unknown.",
  "protection-end-fixed": "The end of protection is known already and not the holder's to change.",
  "co-owner-count": "A joint work has from 2 to 32 co-owners.",
  "co-owners-not-ascending": "Co-owners stand by ascending account, each once.",
  "share-missing": "Each co-owner has a share of at least 1 part.",
  "holder-not-co-owner": "The holder is one of the co-owners.",
  "source-count": "A work names at most 32 sources.",
  "sources-not-ascending": "Sources stand in ascending order, each once.",
  "unknown-work": "No such work is registered.",
  "not-holder": "Only the holder of the title can do this.",
  encumbered: "The work is pledged, in an ownership dispute, or frozen by a court.",
  "encumbrance-unchanged": "The encumbrance of the work is already as it was to be set.",
  "assign-by-document":
    "A title moves by a signed assignment (Copyright Law Art. 27), not by a token transfer.",
  "agreement-missing": "An assignment needs a written agreement (Copyright Law Art. 27): give its digest.",
  "batch-empty": "The batch holds no work.",
  "not-in-catalogue": "The works do not belong to the catalogue that was signed.",
  "root-missing": "The Merkle root is zero.",
  "count-missing": "A deposit holds at least one commitment.",
  "deposit-taken": "This root was deposited before by the same depositor.",
  "deposit-unknown": "The registrant has made no deposit with this root.",
  "proof-invalid": "The proof does not show the work in the deposit.",
  "merkle-proof-invalid-multiproof":
    "The proof is not well-formed: its hashes and flags do not fit the works they are for.",
  "citation-mismatch": "The deposit that is cited is not the one that was signed: cite that one.",
  "salt-count": "The citation needs one salt for each work.",
  "not-accreditor": "The account has not been given the role that accredits institutions.",
  "name-missing": "The institution has no name.",
  "institution-missing": "The institution's account is zero.",
  "capacity-unknown": "A capacity is none of those that institutions are accredited for.",
  "institution-unknown": "The institution was never accredited.",
  "institution-revoked": "The institution's accreditation was revoked, which is final.",
  "standing-invalid": "The standing is none of accredited, suspended, revoked, or is the present one.",
  "not-entitled": "The institution is not accredited now in a capacity that attests this.",
  "kind-unknown": "No institution attests this kind.",
  "subject-kind-unknown": "Nothing of this kind can be attested about.",
  "subject-unknown": "What the attestation is about is not on the ledger.",
  "number-missing": "The official number is missing.",
  "currency-invalid": "An amount and an ISO 4217 currency go together.",
  "validity-invalid": "Validity needs a first day, and no last day before it, as YYYY-MM-DD.",
  "attestation-unknown": "There is no such attestation.",
  "attestation-revoked": "The attestation was revoked before.",
  "not-revoker": "Only the institution that attested, or an accreditor, can revoke it.",
};

/**
 * The bytes of a revert in an error of ethers or of a node, or undefined if it is none. A revert without a reason
 * has no bytes; some nodes then say so in words alone.
 */
export function revertData(error: unknown): string | undefined {
  const pending: unknown[] = [error];
  for (let looked = 0; pending.length > 0 && looked < 20; looked += 1) {
    const value = pending.shift();
    if (typeof value !== "object" || value === null) continue;
    const { data, error: inner, info, cause } = value as Record<string, unknown>;
    if (typeof data === "string" && /^0x([0-9a-f]{2})*$/i.test(data)) return data;
    pending.push(data, inner, info, cause);
  }
  return /\brevert/i.test(nodeError(error)?.message ?? "") ? "0x" : undefined;
}

/** Reads what a contract refused with. */
export function decodeRevert(data: string): Revert {
  const description = safely(() => errors.parseError(data));
  if (!description) {
    return { code: "reverted", message: "The contract refused the transaction.", values: { data } };
  }
  const code = kebab(description.name.slice(description.name.indexOf("__") + 1).replace(/^_/, ""));
  return {
    code,
    message: sentences[code] ?? `The contract refused: ${description.name}.`,
    values: safely(() => valuesOf(description)) ?? { data },
  };
}

function valuesOf({ fragment, args }: ErrorDescription): Record<string, string> {
  return Object.fromEntries(
    fragment.inputs.map((input, index) => [input.name || String(index), String((args as Result)[index])]),
  );
}

function kebab(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
}

function safely<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
