import { Interface } from "ethers";
import {
  EvidenceRegistry__factory,
  InstitutionRegistry__factory,
  WorkRegistry__factory,
} from "../../../typechain-types/index.ts";
import {
  type DocumentContract,
  type DocumentMessage,
  type DocumentType,
  documentKinds,
} from "../../domain/documents.ts";
import type { Citation } from "../../domain/merkle.ts";

const interfaces: Readonly<Record<DocumentContract, Interface>> = {
  works: new Interface(WorkRegistry__factory.abi),
  evidence: new Interface(EvidenceRegistry__factory.abi),
  institutions: new Interface(InstitutionRegistry__factory.abi),
};

export interface SignedConsent {
  readonly party: string;
  readonly nonce: string;
  readonly deadline: string;
  readonly signature: string;
}

/** The call that submits a signed document to its contract. */
export function encodeSubmission(
  type: Exclude<DocumentType, "Catalogue">,
  contract: DocumentContract,
  message: DocumentMessage,
  signature: string,
  consents: readonly SignedConsent[],
  citation: Citation | null,
): string {
  const { method, consents: consentable } = documentKinds[type];
  const values: unknown[] = [message, signature];
  if (consentable) values.push(consents);
  if (citation) values.push(citation);
  return interfaces[contract].encodeFunctionData(method, values);
}

/** The call that registers a batch of a signed catalogue. */
export function encodeBatch(
  message: DocumentMessage,
  signature: string,
  works: readonly unknown[],
  proof: unknown,
  citation: Citation,
): string {
  return interfaces.works.encodeFunctionData("registerBatch", [message, signature, works, proof, citation]);
}
