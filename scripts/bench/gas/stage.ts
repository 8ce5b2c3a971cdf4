import type { ContractTransactionResponse, Signer } from "ethers";
import { network } from "hardhat";
import { deployLedger } from "../../../server/chain/deployment.ts";
import {
  type DocumentContract,
  type DocumentMessage,
  type DocumentPlace,
  type DocumentType,
  typedConsent,
  typedDocument,
} from "../../../server/domain/documents.ts";
import {
  EvidenceRegistry__factory,
  InstitutionRegistry__factory,
  WorkRegistry__factory,
} from "../../../typechain-types/index.ts";

/** The last second of every document here: the year 2100. */
export const DEADLINE = "4102444800";

/** An account, by its address and what signs for it. */
export interface Party {
  readonly address: string;
  readonly signer: Signer;
}

const names = ["relayer", "publisher", "author", "assignee", "registrar", "accreditor"] as const;

export type Parties = Readonly<Record<(typeof names)[number], Party>>;

/** A fresh chain in this process with the ledger on it, the same in each run: equal accounts, addresses and costs. */
export interface Stage extends Parties {
  /** The contracts as an account calls them; the relayer, if none is named. */
  works(by?: Party): ReturnType<typeof WorkRegistry__factory.connect>;
  evidence(by?: Party): ReturnType<typeof EvidenceRegistry__factory.connect>;
  institutions(by?: Party): ReturnType<typeof InstitutionRegistry__factory.connect>;
  /** The next nonce of a party on a contract: neighbours in one storage word. */
  nonceOf(party: Party, contract: DocumentContract): string;
  sign(
    party: Party,
    contract: DocumentContract,
    type: DocumentType,
    message: DocumentMessage,
  ): Promise<string>;
  /** A party's consent to a document for the registry of works. */
  consent(
    party: Party,
    type: DocumentType,
    message: DocumentMessage,
  ): Promise<{ party: string; nonce: string; deadline: string; signature: string }>;
  /** Runs something and takes back all that it did to the chain. */
  apart<T>(act: () => Promise<T>): Promise<T>;
}

/** The gas that a transaction used. */
export async function gasOf(sent: Promise<ContractTransactionResponse>): Promise<number> {
  const receipt = await (await sent).wait();
  if (!receipt) throw new Error("The transaction is in no block.");
  return Number(receipt.gasUsed);
}

export async function newStage(): Promise<Stage> {
  const { ethers, networkHelpers } = await network.create();
  const [deployer, ...signers] = await ethers.getSigners();
  if (!deployer) throw new Error("The chain has no accounts.");
  const parties = Object.fromEntries(
    names.map((name, i): [string, Party] => {
      const signer = signers[i];
      if (!signer) throw new Error(`The chain has no account for the ${name}.`);
      return [name, { address: signer.address, signer }];
    }),
  ) as Parties;
  const { relayer, accreditor } = parties;
  const { contracts, chainId } = await deployLedger(deployer, {
    administrator: deployer.address,
    administratorDelay: 0,
    accreditors: [accreditor.address],
  });
  const place = (contract: DocumentContract): DocumentPlace => ({
    chainId,
    contract,
    address: contracts[contract],
  });
  const nonces = new Map<string, number>();
  const nonceOf = (party: Party, contract: DocumentContract): string => {
    const key = `${party.address} ${contract}`;
    const nonce = nonces.get(key) ?? 0;
    nonces.set(key, nonce + 1);
    return String(nonce);
  };
  return {
    ...parties,
    works: (by = relayer) => WorkRegistry__factory.connect(contracts.works, by.signer),
    evidence: (by = relayer) => EvidenceRegistry__factory.connect(contracts.evidence, by.signer),
    institutions: (by = relayer) => InstitutionRegistry__factory.connect(contracts.institutions, by.signer),
    nonceOf,
    sign(party, contract, type, message) {
      const typed = typedDocument(type, message, place(contract));
      return party.signer.signTypedData(typed.domain, typed.types, typed.message);
    },
    async consent(party, type, message) {
      const fields = { party: party.address, nonce: nonceOf(party, "works"), deadline: DEADLINE };
      const typed = typedConsent(type, fields, message, place("works"));
      return {
        ...fields,
        signature: await party.signer.signTypedData(typed.domain, typed.types, typed.message),
      };
    },
    async apart(act) {
      const before = await networkHelpers.takeSnapshot();
      const known = new Map(nonces);
      try {
        return await act();
      } finally {
        await before.restore();
        nonces.clear();
        for (const [key, nonce] of known) nonces.set(key, nonce);
      }
    },
  };
}
