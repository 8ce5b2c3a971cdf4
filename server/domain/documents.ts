import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { AbiCoder, type TypedDataDomain, TypedDataEncoder, type TypedDataField } from "ethers";

/**
 * The EIP-712 documents of the ledger: every act is one. The types are the contracts' own, letter for letter
 * (contracts/libraries/*Documents.sol); a test compares the hashes of both sides.
 */

/** The contracts that take documents, by the names of the deployment record. */
export type DocumentContract = "works" | "evidence" | "institutions";

/** EIP-712 domain names of the contracts; the version of each is "1". */
export const domainNames: Readonly<Record<DocumentContract, string>> = {
  works: "Copyright Ledger Works",
  evidence: "Copyright Ledger Evidence",
  institutions: "Copyright Ledger Institutions",
};

const structs = {
  Work: "string title,bytes32 fingerprint,bytes32 metadata,string legalClass,string tradeClass,string protectedUntil",
  CoOwner: "address account,uint96 shares",
  Registration:
    "address registrant,Work work,CoOwner[] coOwners,bytes32[] derivedFrom,bytes32 deposit,uint256 nonce,uint256 deadline",
  Catalogue:
    "address registrant,string name,uint256 works,bytes32 root,bytes32 deposit,uint256 nonce,uint256 deadline",
  Correction:
    "address holder,bytes32 work,bytes32 metadata,string protectedUntil,uint256 nonce,uint256 deadline",
  Assignment:
    "address assignor,address assignee,bytes32 work,CoOwner[] coOwners,bytes32 agreement,uint256 nonce,uint256 deadline",
  Deposit: "address depositor,bytes32 root,uint32 count,bytes32 manifest,uint256 nonce,uint256 deadline",
  Accreditation:
    "address accreditor,address institution,string name,string capacities,bytes32 profile,uint256 nonce,uint256 deadline",
  StandingChange:
    "address accreditor,address institution,string standing,bytes32 reason,uint256 nonce,uint256 deadline",
  Attestation:
    "address institution,string kind,string subjectKind,bytes32 subject,string number,bytes32 document,uint128 amount,string currency,string validFrom,string validUntil,uint256 nonce,uint256 deadline",
  AttestationRevocation: "address revoker,bytes32 attestation,bytes32 reason,uint256 nonce,uint256 deadline",
  Cancellation: "address signer,uint256 cancelled,uint256 nonce,uint256 deadline",
  CancellationOfAll: "address signer,uint256 nonce,uint256 deadline",
} as const;

type StructName = keyof typeof structs;

/** What the gateway has to know of a type of document. */
export interface DocumentKind {
  /** The contract that takes it, or null if each of them does. */
  readonly contract: DocumentContract | null;
  /** The function that takes it. */
  readonly method: string;
  /** The field that names its first signer. */
  readonly signer: string;
  /** Whether other parties may have to consent. */
  readonly consents: boolean;
}

export const documentKinds = {
  Registration: { contract: "works", method: "register", signer: "registrant", consents: true },
  Catalogue: { contract: "works", method: "registerBatch", signer: "registrant", consents: false },
  Correction: { contract: "works", method: "correct", signer: "holder", consents: true },
  Assignment: { contract: "works", method: "assign", signer: "assignor", consents: true },
  Deposit: { contract: "evidence", method: "deposit", signer: "depositor", consents: false },
  Accreditation: { contract: "institutions", method: "accredit", signer: "accreditor", consents: false },
  StandingChange: {
    contract: "institutions",
    method: "changeStanding",
    signer: "accreditor",
    consents: false,
  },
  Attestation: { contract: "institutions", method: "attest", signer: "institution", consents: false },
  AttestationRevocation: {
    contract: "institutions",
    method: "revokeAttestation",
    signer: "revoker",
    consents: false,
  },
  Cancellation: { contract: null, method: "cancel", signer: "signer", consents: false },
  CancellationOfAll: { contract: null, method: "cancelAll", signer: "signer", consents: false },
} as const satisfies Partial<Record<StructName, DocumentKind>>;

export type DocumentType = keyof typeof documentKinds;

export const documentTypes = Object.keys(documentKinds) as DocumentType[];

/** A document's fields: numbers as decimal strings, bytes as 0x hex, nested structs and lists as they stand. */
export type DocumentMessage = { readonly [field: string]: MessageValue };
export type MessageValue = string | readonly MessageValue[] | DocumentMessage;

/** Where a document is valid: one contract on one chain. */
export interface DocumentPlace {
  readonly chainId: number;
  readonly contract: DocumentContract;
  /** Address of that contract. */
  readonly address: string;
}

/** What a wallet is asked to sign (eth_signTypedData_v4, without EIP712Domain among the types). */
export interface TypedDocument {
  readonly domain: TypedDataDomain;
  readonly types: Record<string, TypedDataField[]>;
  readonly primaryType: string;
  readonly message: DocumentMessage;
}

/** The EIP-712 types that a struct needs, itself among them. */
export function typesOf(name: StructName): Record<string, TypedDataField[]> {
  const types: Record<string, TypedDataField[]> = {};
  const visit = (struct: StructName): void => {
    const fields = structs[struct].split(",").map((field) => {
      const [type = "", fieldName = ""] = field.split(" ");
      return { type, name: fieldName };
    });
    types[struct] = fields;
    for (const { type } of fields) {
      const base = type.replace("[]", "");
      if (base in structs && !(base in types)) visit(base as StructName);
    }
  };
  visit(name);
  return types;
}

export function domainOf(place: DocumentPlace): TypedDataDomain {
  return {
    name: domainNames[place.contract],
    version: "1",
    chainId: place.chainId,
    verifyingContract: place.address,
  };
}

/** The typed data that a document's first signer signs. */
export function typedDocument(
  type: DocumentType,
  message: DocumentMessage,
  place: DocumentPlace,
): TypedDocument {
  return { domain: domainOf(place), types: typesOf(type), primaryType: type, message };
}

/** The typed data by which another party consents: it nests the whole document. */
export function typedConsent(
  type: DocumentType,
  consent: { party: string; nonce: string; deadline: string },
  document: DocumentMessage,
  place: DocumentPlace,
): TypedDocument {
  const primaryType = `${type}Consent`;
  const own = [
    { type: "address", name: "party" },
    { type, name: "document" },
    { type: "uint256", name: "nonce" },
    { type: "uint256", name: "deadline" },
  ];
  const types = { [primaryType]: own, ...typesOf(type) };
  return { domain: domainOf(place), types, primaryType, message: { ...consent, document } };
}

/** The EIP-712 digest of a document: what is signed, and the document's id everywhere. */
export function documentId(typed: TypedDocument): string {
  return TypedDataEncoder.hash(typed.domain, typed.types, { ...typed.message });
}

const workTypes = typesOf("Work");

/** What stands of a work in a registration or a catalogue. */
export interface WorkEntry {
  readonly title: string;
  readonly fingerprint: string;
  readonly metadata: string;
  readonly legalClass: string;
  readonly tradeClass: string;
  readonly protectedUntil: string;
}

const workFields = (workTypes.Work ?? []) as readonly { type: string; name: keyof WorkEntry }[];
const workTypeHash = keccak_256(utf8ToBytes(TypedDataEncoder.from(workTypes).encodeType("Work")));

/**
 * The EIP-712 hash of a work: the leaf of a catalogue's Merkle tree. ethers' encoder gives the same, several times
 * slower, and a catalogue needs a hundred thousand.
 */
export function workHash(work: WorkEntry): string {
  const words = workFields.map(({ type, name }) =>
    type === "string" ? keccak_256(utf8ToBytes(work[name])) : hexToBytes(work[name].slice(2)),
  );
  return `0x${bytesToHex(keccak_256(concatBytes(workTypeHash, ...words)))}`;
}

/** The upper 64 bits of a nonce are its signer's epoch. */
export const EPOCH_SHIFT = 192n;

/** The nonce number `index` of an epoch; 256 neighbours share a storage word. */
export function nonceOf(epoch: bigint, index: bigint): bigint {
  return (epoch << EPOCH_SHIFT) | index;
}

/** The type hash inputs, as Solidity writes them, for comparison. */
export function encodedType(name: StructName): string {
  return TypedDataEncoder.from(typesOf(name)).encodeType(name);
}

/** ABI coder, shared. */
export const abi = AbiCoder.defaultAbiCoder();
