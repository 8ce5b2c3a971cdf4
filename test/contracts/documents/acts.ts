import type { ContractTransactionResponse } from "ethers";
import type { DocumentContract, DocumentMessage, DocumentType } from "../../../server/domain/documents.ts";
import { noCitation } from "../../../server/domain/merkle.ts";
import {
  type IDocuments,
  IDocuments__factory,
  type IEvidenceRegistry,
  type IInstitutionRegistry,
} from "../../../typechain-types/index.ts";
import type { Account } from "../support/chain.ts";
import { FAR, freshNonce, freshWord, ZERO } from "../support/documents.ts";
import type { Ledger } from "../support/ledger.ts";
import { aRegistration, type RegistrationMessage } from "../support/works.ts";

export type ActMessage = DocumentMessage & { nonce: string; deadline: string };

/** One act of a contract, by which the suites of this folder try what all contracts share. */
export interface Act {
  readonly contract: DocumentContract;
  readonly type: DocumentType;
  /** An account that may sign it. */
  signer(ledger: Ledger): Account;
  /** Gives another account what a signer needs. */
  entitle(ledger: Ledger, account: string): Promise<unknown>;
  message(signer: string, changes?: { nonce?: string; deadline?: string }): ActMessage;
  submit(
    ledger: Ledger,
    message: ActMessage,
    signature: string,
    sender?: Account,
  ): Promise<ContractTransactionResponse>;
}

const registration: Act = {
  contract: "works",
  type: "Registration",
  signer: ({ publisher }) => publisher,
  entitle: async () => undefined,
  message: (signer, changes) => aRegistration({ address: signer }, changes),
  submit: ({ works, relayer }, message, signature, sender = relayer) =>
    works.connect(sender).register(message as RegistrationMessage, signature, [], noCitation),
};

const deposit: Act = {
  contract: "evidence",
  type: "Deposit",
  signer: ({ publisher }) => publisher,
  entitle: async () => undefined,
  message: (signer, changes) => ({
    depositor: signer,
    root: freshWord(),
    count: "3",
    manifest: ZERO,
    nonce: freshNonce(),
    deadline: FAR,
    ...changes,
  }),
  submit: ({ evidence, relayer }, message, signature, sender = relayer) =>
    evidence.connect(sender).deposit(message as unknown as IEvidenceRegistry.DepositStruct, signature),
};

const accreditation: Act = {
  contract: "institutions",
  type: "Accreditation",
  signer: ({ accreditor }) => accreditor,
  entitle: async ({ access, administrator }, account) =>
    access.connect(administrator).grantRole(await access.ACCREDITOR(), account, 0),
  message: (signer, changes) => ({
    accreditor: signer,
    institution: `0x${freshWord().slice(-40)}`,
    name: "版权登记中心",
    capacities: "registrar",
    profile: freshWord(),
    nonce: freshNonce(),
    deadline: FAR,
    ...changes,
  }),
  submit: ({ institutions, relayer }, message, signature, sender = relayer) =>
    institutions
      .connect(sender)
      .accredit(message as unknown as IInstitutionRegistry.AccreditationStruct, signature),
};

export const acts: readonly Act[] = [registration, deposit, accreditation];

/** What the contract of an act shares with the others. */
export function documentsOf(ledger: Ledger, { contract }: Act, sender = ledger.relayer): IDocuments {
  return IDocuments__factory.connect(ledger.deployment.contracts[contract], sender);
}
