import type { Provider } from "ethers";
import {
  EvidenceRegistry__factory,
  InstitutionRegistry__factory,
  WorkRegistry__factory,
} from "../../typechain-types/index.ts";
import type { DocumentContract, DocumentPlace } from "../domain/documents.ts";
import type { Deployment } from "./deployment.ts";

/** The ledger's contracts on one chain. */
export function connectLedger(deployment: Deployment, provider: Provider) {
  const { contracts, chainId } = deployment;
  return {
    deployment,
    works: WorkRegistry__factory.connect(contracts.works, provider),
    evidence: EvidenceRegistry__factory.connect(contracts.evidence, provider),
    institutions: InstitutionRegistry__factory.connect(contracts.institutions, provider),
    /** Where documents of a contract are valid. */
    place(contract: DocumentContract): DocumentPlace {
      return { chainId, contract, address: contracts[contract] };
    },
  };
}

export type Ledger = ReturnType<typeof connectLedger>;
