import { mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  type ContractTransactionResponse,
  getAddress,
  type Provider,
  type Signer,
  ZeroAddress,
} from "ethers";
import { z } from "zod";
import {
  EvidenceRegistry__factory,
  InstitutionRegistry__factory,
  LedgerAccess__factory,
  WorkRegistry__factory,
} from "../../typechain-types/index.ts";
import { StartError } from "../database/errors.ts";
import { reasonOf } from "./node-error.ts";

/** The one way in which the ledger's contracts come onto a chain, and the record that it leaves. */

/** Addresses of the ledger's contracts. */
export interface LedgerContracts {
  readonly access: string;
  readonly evidence: string;
  readonly works: string;
  readonly institutions: string;
}

const recordSchema = z.object({
  version: z.literal(1),
  chainId: z.int(),
  genesis: z.string(),
  block: z.int(),
  administrator: z.string(),
  contracts: z.object({
    access: z.string(),
    evidence: z.string(),
    works: z.string(),
    institutions: z.string(),
  }),
});

export interface Deployment {
  readonly version: 1;
  readonly chainId: number;
  /** Hash of block 0: tells chains with the same id apart. */
  readonly genesis: string;
  /** The first block that can hold an event of the contracts. */
  readonly block: number;
  readonly administrator: string;
  readonly contracts: LedgerContracts;
}

export interface DeploymentOptions {
  /** Account that administers the roles; it takes over from the deployer at the end. */
  readonly administrator: string;
  /** Seconds between an administrator's act being scheduled and taking effect; 0 on a chain for trying things. */
  readonly administratorDelay: number;
  /** Accounts that accredit institutions. */
  readonly accreditors: readonly string[];
  readonly onProgress?: (step: string) => void;
}

/** Deploys and wires the contracts. The deployer keeps no power unless it is the administrator itself. */
export async function deployLedger(deployer: Signer, options: DeploymentOptions): Promise<Deployment> {
  const provider = deployer.provider;
  if (!provider) throw new Error("The deployer has no connection to a chain.");
  const deployerAddress = await deployer.getAddress();
  const administrator = getAddress(options.administrator);
  const block = (await provider.getBlockNumber()) + 1;
  const progress = options.onProgress ?? (() => undefined);

  progress("LedgerAccess");
  const access = await (
    await new LedgerAccess__factory(deployer).deploy(deployerAddress)
  ).waitForDeployment();
  progress("EvidenceRegistry");
  const evidence = await (await new EvidenceRegistry__factory(deployer).deploy()).waitForDeployment();
  progress("WorkRegistry");
  const works = await (
    await new WorkRegistry__factory(deployer).deploy(access, evidence)
  ).waitForDeployment();
  progress("InstitutionRegistry");
  const institutions = await (
    await new InstitutionRegistry__factory(deployer).deploy(access)
  ).waitForDeployment();

  progress("roles");
  await confirmed(institutions.setSubjectKind("work", works));
  const [accreditor, pledgeModule, disputeModule] = await Promise.all([
    access.ACCREDITOR(),
    access.PLEDGE_MODULE(),
    access.DISPUTE_MODULE(),
  ]);
  const encode = access.interface.encodeFunctionData.bind(access.interface);
  const selectors = (names: ("setPledged" | "setDisputed" | "setFrozen" | "revoke")[]) =>
    names.map((name) => works.interface.getFunction(name).selector);
  const worksAddress = await works.getAddress();
  const calls = [
    encode("labelRole", [accreditor, "ACCREDITOR"]),
    encode("labelRole", [pledgeModule, "PLEDGE_MODULE"]),
    encode("labelRole", [disputeModule, "DISPUTE_MODULE"]),
    encode("setTargetFunctionRole", [worksAddress, selectors(["setPledged"]), pledgeModule]),
    encode("setTargetFunctionRole", [
      worksAddress,
      selectors(["setDisputed", "setFrozen", "revoke"]),
      disputeModule,
    ]),
    encode("setTargetFunctionRole", [
      await institutions.getAddress(),
      [institutions.interface.getFunction("accredit").selector],
      accreditor,
    ]),
    ...options.accreditors.map((account) => encode("grantRole", [accreditor, account, 0])),
  ];
  const handsOver = administrator !== deployerAddress || options.administratorDelay > 0;
  const adminRole = await access.ADMIN_ROLE();
  if (handsOver) calls.push(encode("grantRole", [adminRole, administrator, options.administratorDelay]));
  await confirmed(access.multicall(calls));
  if (administrator !== deployerAddress) await confirmed(access.renounceRole(adminRole, deployerAddress));

  const { chainId } = await provider.getNetwork();
  return {
    version: 1,
    chainId: Number(chainId),
    genesis: await genesisOf(provider),
    block,
    administrator,
    contracts: {
      access: await access.getAddress(),
      evidence: await evidence.getAddress(),
      works: worksAddress,
      institutions: await institutions.getAddress(),
    },
  };
}

/** Where the record of a chain lies in a folder of records. */
export function deploymentPath(folder: string, chainId: number): string {
  return join(folder, `chain-${chainId}.json`);
}

/** Reads the record of a chain, or null if there is none. @throws StartError when what is there is no record */
export async function readDeployment(folder: string, chainId: number): Promise<Deployment | null> {
  const path = deploymentPath(folder, chainId);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  const record = recordSchema.safeParse(jsonIn(text));
  if (record.success && record.data.chainId === chainId) return record.data;
  throw new StartError(
    `${path} is not a deployment record of chain ${chainId} that this version reads: put the one back that ` +
      "npm run deploy wrote.",
  );
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Writes a record, durably and in one step. Refuses to write over one. */
export async function writeDeployment(folder: string, deployment: Deployment): Promise<string> {
  const path = deploymentPath(folder, deployment.chainId);
  if (await readDeployment(folder, deployment.chainId)) throw overwriteRefused(path, deployment.chainId);
  await mkdir(dirname(path), { recursive: true });
  await using file = await open(`${path}.new`, "w");
  await file.writeFile(`${JSON.stringify(deployment, null, 2)}\n`);
  await file.sync();
  await rename(`${path}.new`, path);
  await using directory = await open(dirname(path), "r");
  await directory.sync();
  return path;
}

/**
 * Deploys onto a chain that has no record yet, and writes one.
 * @throws StartError when there is a record, or the chain does not take what is sent to it
 */
export async function deployAndRecord(
  folder: string,
  deployer: Signer,
  options: DeploymentOptions,
): Promise<Deployment> {
  const network = await deployer.provider?.getNetwork();
  const chainId = Number(network?.chainId ?? 0);
  if (await readDeployment(folder, chainId)) throw overwriteRefused(deploymentPath(folder, chainId), chainId);
  const deployment = await deployLedger(deployer, options).catch((error: unknown) => {
    throw new StartError(
      `The ledger could not be deployed on chain ${chainId}: ${sentence(reasonOf(error))}`,
    );
  });
  await writeDeployment(folder, deployment).catch((error: unknown) => {
    if (error instanceof StartError) throw error;
    throw new StartError(
      `The ledger is deployed, and its record could not be written (${reasonOf(error)}): put this into ` +
        `${deploymentPath(folder, chainId)} yourself: ${JSON.stringify(deployment)}`,
    );
  });
  return deployment;
}

function sentence(text: string): string {
  return text.endsWith(".") ? text : `${text}.`;
}

/**
 * Checks that a record speaks of the chain behind `provider` and that the contracts are there.
 * @throws StartError when it does not, or they are not
 */
export async function checkDeployment(deployment: Deployment, provider: Provider): Promise<void> {
  const genesis = await genesisOf(provider);
  if (genesis !== deployment.genesis) {
    throw new StartError(
      `The deployment record of chain ${deployment.chainId} was made on another chain with that id ` +
        `(genesis ${deployment.genesis}, the node has ${genesis}). Point RPC_URL at the chain of the record, ` +
        "or move the record away and deploy anew.",
    );
  }
  for (const [name, address] of Object.entries(deployment.contracts)) {
    if ((await provider.getCode(address)) === "0x") {
      throw new StartError(
        `The chain has no contract at ${address}, where the deployment record places "${name}". ` +
          "The node may still be syncing; if it is not, its data is not that of the record.",
      );
    }
  }
}

async function genesisOf(provider: Provider): Promise<string> {
  const genesis = await provider.getBlock(0);
  if (!genesis?.hash)
    throw new StartError("The node does not serve block 0: use one that has the whole chain.");
  return genesis.hash;
}

async function confirmed(sent: Promise<ContractTransactionResponse>): Promise<void> {
  const receipt = await (await sent).wait();
  if (receipt?.status !== 1) throw new Error(`Transaction ${receipt?.hash ?? ZeroAddress} was reverted.`);
}

function overwriteRefused(path: string, chainId: number): StartError {
  return new StartError(
    `The ledger is already deployed on chain ${chainId} (${path}). ` +
      "Move that record away first if a second ledger on this chain is really wanted.",
  );
}
