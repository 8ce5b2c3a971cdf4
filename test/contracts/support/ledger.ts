import { type Deployment, deployLedger } from "../../../server/chain/deployment.ts";
import type { DocumentContract, DocumentPlace } from "../../../server/domain/documents.ts";
import {
  type EvidenceRegistry,
  EvidenceRegistry__factory,
  type InstitutionRegistry,
  InstitutionRegistry__factory,
  type LedgerAccess,
  LedgerAccess__factory,
  type WorkRegistry,
  WorkRegistry__factory,
} from "../../../typechain-types/index.ts";
import { type Account, ethers, networkHelpers } from "./chain.ts";

/** Who acts in the tests. The relayer submits what others signed and has no rights of its own. */
const names = [
  "deployer",
  "administrator",
  "accreditor",
  "relayer",
  "publisher",
  "author",
  "translator",
  "assignee",
  "registrar",
  "bank",
  "stranger",
  "pledgeModule",
  "disputeModule",
] as const;

export type Actors = Readonly<Record<(typeof names)[number], Account>>;

export interface Ledger extends Actors {
  readonly deployment: Deployment;
  readonly chainId: number;
  /** The contracts, called by the relayer. */
  readonly access: LedgerAccess;
  readonly evidence: EvidenceRegistry;
  readonly works: WorkRegistry;
  readonly institutions: InstitutionRegistry;
}

async function actors(): Promise<Actors> {
  const signers = await ethers.getSigners();
  return Object.fromEntries(names.map((name, i) => [name, signers[i]])) as Actors;
}

async function deployed(): Promise<Ledger> {
  const who = await actors();
  const deployment = await deployLedger(who.deployer, {
    administrator: who.administrator.address,
    administratorDelay: 0,
    accreditors: [who.accreditor.address],
  });
  const { contracts, chainId } = deployment;
  const ledger: Ledger = {
    ...who,
    deployment,
    chainId,
    access: LedgerAccess__factory.connect(contracts.access, who.relayer),
    evidence: EvidenceRegistry__factory.connect(contracts.evidence, who.relayer),
    works: WorkRegistry__factory.connect(contracts.works, who.relayer),
    institutions: InstitutionRegistry__factory.connect(contracts.institutions, who.relayer),
  };
  // Accounts stand in for the modules that come later.
  const access = ledger.access.connect(who.administrator);
  await access.grantRole(await access.PLEDGE_MODULE(), who.pledgeModule, 0);
  await access.grantRole(await access.DISPUTE_MODULE(), who.disputeModule, 0);
  return ledger;
}

/** A ledger just deployed, by the production deployment. */
export function freshLedger(): Promise<Ledger> {
  return networkHelpers.loadFixture(deployed);
}

/** Where documents for one of its contracts are valid. */
export function placeOf(ledger: Ledger, contract: DocumentContract): DocumentPlace {
  return { chainId: ledger.chainId, contract, address: ledger.deployment.contracts[contract] };
}
