import { Wallet } from "ethers";
import type { Chain } from "../../../../server/chain/connection.ts";
import { deployLedger } from "../../../../server/chain/deployment.ts";
import { DEMO_ACCOUNTS, type DemoRole } from "../../../../server/chain/embedded/accounts.ts";
import { connectLedger, type Ledger } from "../../../../server/chain/ledger.ts";
import {
  type DocumentContract,
  type DocumentMessage,
  type DocumentType,
  documentId,
  documentKinds,
  typedConsent,
  typedDocument,
} from "../../../../server/domain/documents.ts";
import { type Citation, noCitation } from "../../../../server/domain/merkle.ts";
import { encodeSubmission } from "../../../../server/features/documents/calldata.ts";
import { LedgerAccess__factory } from "../../../../typechain-types/index.ts";

export type Role = DemoRole;

/** A call to a contract, as the outbox takes it. */
export interface Call {
  readonly to: string;
  readonly data: string;
}

/** A document that all parties have signed. */
export interface SignedDocument extends Call {
  readonly id: string;
}

/** The deadline of all documents: the year 2100. */
export const FAR = "4102444800";
export const ZERO = `0x${"0".repeat(64)}`;

export function keyOf(role: Role): string {
  const account = DEMO_ACCOUNTS.find((candidate) => candidate.role === role);
  if (!account) throw new Error(`There is no account of the ${role}.`);
  return account.privateKey;
}

export function addressOf(role: Role): string {
  return new Wallet(keyOf(role)).address;
}

/**
 * Deploys the ledger as the production does. The operator administers and accredits; the agent stands in for the
 * modules that encumber works.
 */
export async function deployTestLedger(chain: Chain): Promise<Ledger> {
  const operator = new Wallet(keyOf("operator"), chain.provider);
  const { address } = operator;
  const deployment = await deployLedger(operator, {
    administrator: address,
    administratorDelay: 0,
    accreditors: [address],
  });
  const access = LedgerAccess__factory.connect(deployment.contracts.access, operator);
  for (const role of [await access.PLEDGE_MODULE(), await access.DISPUTE_MODULE()]) {
    await (await access.grantRole(role, addressOf("agent"), 0)).wait();
  }
  return connectLedger(deployment, chain.provider);
}

export interface DocumentFields {
  readonly type: Exclude<DocumentType, "Catalogue">;
  readonly signer: Role;
  /** All but nonce and deadline. */
  readonly message: DocumentMessage;
  readonly nonce: string;
  /** Who else agrees, in the contract's order, with nonces of their own. */
  readonly consents?: readonly { role: Role; nonce: string }[];
  readonly citation?: Citation;
  /** For the documents that every contract takes. */
  readonly contract?: DocumentContract;
}

/** Makes the call that submits a document. */
export async function signDocument(ledger: Ledger, fields: DocumentFields): Promise<SignedDocument> {
  const { type, signer, nonce, consents = [] } = fields;
  const contract = fields.contract ?? documentKinds[type].contract ?? "works";
  const place = ledger.place(contract);
  const cited = type === "Registration" ? { deposit: (fields.citation ?? noCitation).root } : {};
  const message = { ...fields.message, ...cited, nonce, deadline: FAR };
  const typed = typedDocument(type, message, place);
  const signature = await signTyped(signer, typed);
  const given = await Promise.all(
    consents.map(async (consent) => {
      const own = { party: addressOf(consent.role), nonce: consent.nonce, deadline: FAR };
      return { ...own, signature: await signTyped(consent.role, typedConsent(type, own, message, place)) };
    }),
  );
  const citation = type === "Registration" ? (fields.citation ?? noCitation) : null;
  const data = encodeSubmission(type, contract, message, signature, given, citation);
  return { to: place.address, data, id: documentId(typed) };
}

function signTyped(
  role: Role,
  { domain, types, message }: ReturnType<typeof typedDocument>,
): Promise<string> {
  return new Wallet(keyOf(role)).signTypedData(domain, types, message);
}
