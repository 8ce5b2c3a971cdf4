import {
  type DocumentMessage,
  type DocumentPlace,
  type DocumentType,
  documentId,
  type TypedDocument,
  typedConsent,
  typedDocument,
} from "../../../server/domain/documents.ts";
import type { Account } from "./chain.ts";

/** A deadline that no test reaches: the year 2100. */
export const FAR = "4102444800";

export const ZERO = `0x${"0".repeat(64)}`;

/** Who signs: an account of the chain, or any other key. */
export type Party = Pick<Account, "address" | "signTypedData">;

let nonces = 0;

/** A nonce that no other document has. */
export function freshNonce(): string {
  nonces += 1;
  return String(nonces);
}

let words = 0;

/** 32 bytes that no other call returns, the same in each run. */
export function freshWord(): string {
  words += 1;
  return `0x${(0xabcdef0000000000000000000000000000000000000000000000000000000000n + BigInt(words)).toString(16)}`;
}

/** A consent as the contracts take it. */
export type Consent = { party: string; nonce: string; deadline: string; signature: string };

export function signTyped(signer: Party, typed: TypedDocument): Promise<string> {
  return signer.signTypedData(typed.domain, typed.types, typed.message);
}

/** Signs a document for a place. */
export function sign(
  signer: Party,
  type: DocumentType,
  message: DocumentMessage,
  place: DocumentPlace,
): Promise<string> {
  return signTyped(signer, typedDocument(type, message, place));
}

export function idOf(type: DocumentType, message: DocumentMessage, place: DocumentPlace): string {
  return documentId(typedDocument(type, message, place));
}

/** A party's consent to a document, in its own name unless `changes` say otherwise. */
export async function consentOf(
  signer: Party,
  type: DocumentType,
  message: DocumentMessage,
  place: DocumentPlace,
  changes: Partial<Consent> = {},
): Promise<Consent> {
  const { signature, ...fields } = { party: signer.address, nonce: freshNonce(), deadline: FAR, ...changes };
  return {
    ...fields,
    signature: signature ?? (await signTyped(signer, typedConsent(type, fields, message, place))),
  };
}
