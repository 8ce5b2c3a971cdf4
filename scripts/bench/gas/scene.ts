import type { DepositTree } from "../../../server/domain/merkle.ts";
import { noCitation } from "../../../server/domain/merkle.ts";
import {
  accreditationOf,
  attestationOf,
  depositOf,
  type LargeCatalogue,
  largeCatalogue,
  largeDeposit,
  registrationOf,
  workNamed,
} from "./data.ts";
import { newStage, type Party, type Stage } from "./stage.ts";

/**
 * The steady state in which costs are measured: every party has signed before on the contracts that it uses, holds
 * what it deals in, and takes its nonces from words that are in use.
 */
export interface Scene {
  readonly stage: Stage;
  /** A catalogue that nobody deposited. */
  readonly catalogue: LargeCatalogue;
  /** A catalogue whose works stand in the publisher's deposit. */
  readonly deposited: LargeCatalogue;
  readonly deposit: DepositTree;
  /** A work of the publisher alone, and one of publisher and author. */
  readonly sole: string;
  readonly shared: string;
}

async function register(
  stage: Stage,
  registrant: Party,
  name: string,
  others: Party[] = [],
): Promise<string> {
  const work = workNamed(name);
  const message = registrationOf(stage, registrant, work, others);
  const consents = await Promise.all(others.map((party) => stage.consent(party, "Registration", message)));
  await stage.works(registrant).register(message, "0x", consents, noCitation);
  return work.fingerprint;
}

export async function newScene(): Promise<Scene> {
  const stage = await newStage();
  const { publisher, author, assignee, registrar, accreditor } = stage;
  const sole = await register(stage, publisher, "sole");
  const shared = await register(stage, publisher, "shared", [author]);
  await register(stage, author, "of the author");
  await register(stage, assignee, "of the assignee");
  await stage.institutions(accreditor).accredit(accreditationOf(stage, accreditor, registrar), "0x");
  await stage.institutions(registrar).attest(attestationOf(stage, registrar, sole), "0x");
  const deposited = largeCatalogue("deposited");
  const deposit = largeDeposit(publisher, deposited);
  await stage.evidence(publisher).deposit(depositOf(stage, publisher, deposit.root), "0x");
  return { stage, catalogue: largeCatalogue("catalogue"), deposited, deposit, sole, shared };
}

/** No signature: the signer calls itself. */
export const unsigned = async (): Promise<string> => "0x";
