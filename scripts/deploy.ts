import { resolve } from "node:path";
import { getAddress, isAddress, Wallet } from "ethers";
import { openChain } from "../server/chain/connection.ts";
import { deployAndRecord, deploymentPath } from "../server/chain/deployment.ts";
import { StartError } from "../server/database/errors.ts";
import { failure } from "./failure.ts";

/**
 * `npm run deploy`: puts the ledger's contracts on the chain behind RPC_URL and writes the record of it into
 * DEPLOYMENTS_DIR. Refuses where there is a record already.
 */

const usage = `npm run deploy, with these in the environment:

  RPC_URL              a node of the chain
  DEPLOYER_KEY         private key of the account that deploys and pays
  ADMINISTRATOR        account that administers the roles afterwards; the deployer unless given
  ADMINISTRATOR_DELAY  seconds before an act of the administrator takes effect; 172800 (two days) unless given
  ACCREDITORS          accounts that accredit institutions, by commas; the administrator unless given
  DEPLOYMENTS_DIR      folder of the records; .data/deployments unless given
`;

const TWO_DAYS = 172_800;

interface Wish {
  readonly rpcUrl: string;
  readonly key: string;
  readonly administrator: string;
  readonly administratorDelay: number;
  readonly accreditors: readonly string[];
  readonly folder: string;
}

function readWish(variables: NodeJS.ProcessEnv): Wish {
  // A variable that is set to nothing counts as not set.
  const env = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const { RPC_URL: rpcUrl, DEPLOYER_KEY: key } = env;
  if (!rpcUrl || !key) throw new StartError(usage);
  if (!URL.canParse(rpcUrl)) throw new StartError("RPC_URL: give the address of a node, http://host:port.");
  const deployer = addressOf(key);
  const administrator = env.ADMINISTRATOR ? account("ADMINISTRATOR", env.ADMINISTRATOR) : deployer;
  const administratorDelay = Number(env.ADMINISTRATOR_DELAY ?? TWO_DAYS);
  if (!Number.isInteger(administratorDelay) || administratorDelay < 0 || administratorDelay >= 2 ** 32) {
    throw new StartError("ADMINISTRATOR_DELAY: give whole seconds, fewer than 2^32.");
  }
  const accreditors = (env.ACCREDITORS ?? administrator)
    .split(",")
    .map((text) => account("ACCREDITORS", text.trim()));
  const folder = resolve(env.DEPLOYMENTS_DIR ?? `${env.DATA_DIR ?? ".data"}/deployments`);
  return { rpcUrl, key, administrator, administratorDelay, accreditors, folder };
}

/** The key itself never stands in a message. */
function addressOf(key: string): string {
  try {
    return new Wallet(key).address;
  } catch {
    throw new StartError("DEPLOYER_KEY: use 0x and 64 hex digits, in the range of secp256k1.");
  }
}

function account(variable: string, text: string): string {
  const valid: boolean = isAddress(text);
  if (!valid) throw new StartError(`${variable}: "${text}" is no account: use 0x and 40 hex digits.`);
  return getAddress(text);
}

async function deploy({ rpcUrl, key, folder, ...options }: Wish): Promise<void> {
  const chain = await openChain({ rpcUrl, directory: "", confirmations: 0 });
  try {
    const deployment = await deployAndRecord(folder, new Wallet(key, chain.provider), {
      ...options,
      onProgress: (step) => process.stderr.write(`deploying ${step}\n`),
    });
    for (const [name, address] of Object.entries(deployment.contracts)) {
      process.stdout.write(`${name.padEnd(12)} ${address}\n`);
    }
    process.stdout.write(`recorded in ${deploymentPath(folder, deployment.chainId)}\n`);
  } finally {
    await chain.close();
  }
}

try {
  await deploy(readWish(process.env));
} catch (error) {
  process.stderr.write(`${failure(error).trimEnd()}\n`);
  process.exit(1);
}
