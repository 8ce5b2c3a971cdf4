import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ContractFactory, type InterfaceAbi, type Wallet } from "ethers";
import { demo } from "./people.ts";
import type { TestProduct } from "./product.ts";

/** The contract wallets of contracts/mocks, compiled here: they are not deployed by the product and have no factory. */

const require = createRequire(import.meta.url);
const root = join(import.meta.dirname, "../../..");
const WALLETS = "contracts/mocks/Wallet.t.sol";
const FAULTY = "contracts/mocks/FaultyWallet.t.sol";

interface Compiled {
  readonly abi: InterfaceAbi;
  readonly evm: { readonly bytecode: { readonly object: string } };
}
interface Solc {
  compile(input: string, callbacks: { import(path: string): { contents: string } }): string;
}

let compiled: Readonly<Record<string, Compiled>> | undefined;

function contracts(): Readonly<Record<string, Compiled>> {
  compiled ??= compile();
  return compiled;
}

function compile(): Readonly<Record<string, Compiled>> {
  const solc = require("solc") as Solc;
  const read = (path: string) => readFileSync(path, "utf8");
  const sources = [WALLETS, FAULTY].map((path) => [path, { content: read(join(root, path)) }]);
  const input = {
    language: "Solidity",
    sources: Object.fromEntries(sources),
    settings: { outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } } },
  };
  const output = JSON.parse(
    solc.compile(JSON.stringify(input), { import: (path) => ({ contents: read(require.resolve(path)) }) }),
  ) as { contracts: Record<string, Record<string, Compiled>> };
  return { ...output.contracts[WALLETS], ...output.contracts[FAULTY] };
}

async function deploy({ chain }: TestProduct, name: string, values: readonly unknown[]) {
  const contract = contracts()[name];
  if (!contract) throw new Error(`There is no contract ${name} among the mocks.`);
  const deployer = demo("agent").connect(chain);
  const factory = new ContractFactory(contract.abi, contract.evm.bytecode.object, deployer);
  return (await factory.deploy(...values)).waitForDeployment();
}

/** Puts a wallet of one key onto the chain. @returns its address */
export async function deployWallet(product: TestProduct, { address }: Wallet): Promise<string> {
  return (await deploy(product, "SingleKeyWallet", [address])).getAddress();
}

/** How FaultyWallet can answer, by the numbers of its enum. */
export const faults = [
  "takes every signature",
  "refuses",
  "reverts",
  "panics",
  "answers with the word for true",
  "answers nothing",
  "answers with the right four bytes and no more",
  "answers with the right four bytes and garbage behind them",
  "takes all the gas",
] as const;

/** Puts a wallet onto the chain that answers in one of these ways. @returns its address */
export async function deployFaultyWallet(
  product: TestProduct,
  fault: (typeof faults)[number],
): Promise<string> {
  const wallet = await deploy(product, "FaultyWallet", []);
  const sent = (await wallet.getFunction("setFault")(faults.indexOf(fault))) as { wait(): Promise<unknown> };
  await sent.wait();
  return wallet.getAddress();
}
