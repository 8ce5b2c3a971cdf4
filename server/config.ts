import { resolve } from "node:path";
import { SigningKey } from "ethers";
import { z } from "zod";
import { StartError } from "./database/errors.ts";

/** The environment, read once. Each name stands in .env.example with what it means. */

function number(min: number, max: number, fallback: number) {
  const message = `is not a number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,10}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message)
    .default(fallback);
}

function url(protocols: RegExp, form: string) {
  return z.url({ protocol: protocols, error: `is not an address that can be used here: write ${form}` });
}

/** The key itself never stands in the message. */
const key = z
  .string()
  .refine(isPrivateKey, "is not a private key: use 0x and 64 hex digits, in the range of secp256k1");

function isPrivateKey(text: string): boolean {
  try {
    return new SigningKey(text).publicKey !== "";
  } catch {
    return false;
  }
}

const secret = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/, "is not a key: use 0x and 64 hex digits, of 32 random bytes");

const levels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
const path = z.string().regex(/\S/, "is not a folder: give its path");

const environment = z.object({
  PORT: number(0, 65_535, 8080),
  HOST: z.string().regex(/^\S+$/, "is not a host: give a name or an IP address").default("127.0.0.1"),
  PUBLIC_URL: url(/^https?$/, "http(s)://host, as people open it").optional(),
  DATA_DIR: path.default(".data"),
  DATABASE_URL: url(/^postgres(ql)?$/, "postgresql://user:password@host:port/database").optional(),
  IPFS_API_URL: url(/^https?$/, "http(s)://host:port of a Kubo RPC API").optional(),
  RPC_URL: url(/^https?$/, "http(s)://host:port of an Ethereum JSON-RPC").optional(),
  RELAYER_KEY: key.optional(),
  AGREEMENT_KEY: secret.optional(),
  DEPLOYMENTS_DIR: path.optional(),
  CONFIRMATIONS: number(0, 10_000, 32),
  REQUESTS_PER_MINUTE: number(1, 1_000_000_000, 6_000),
  LOG_LEVEL: z.enum(levels, { error: `is none of ${levels.join(", ")}` }).default("warn"),
});

export interface Config {
  /** 0 picks a free one. */
  readonly port: number;
  readonly host: string;
  /** Where people open the ledger, if that is not the address it listens on. */
  readonly publicUrl: string | undefined;
  readonly dataDirectory: string;
  /** PostgreSQL instead of the embedded SQLite. */
  readonly databaseUrl: string | undefined;
  /** A Kubo node instead of the embedded Helia. */
  readonly ipfsApiUrl: string | undefined;
  /** A node instead of the embedded chain. */
  readonly rpcUrl: string | undefined;
  /** Key of the account that submits documents; the embedded chain has its own. */
  readonly relayerKey: string | undefined;
  /** Wraps the keys of agreements; the embedded database has its own. */
  readonly agreementKey: string | undefined;
  /** Folder of the deployment records. */
  readonly deploymentsDirectory: string;
  /** For nodes that do not tell which block is final. */
  readonly confirmations: number;
  /** From one address. */
  readonly requestsPerMinute: number;
  readonly logLevel: string;
}

/** @throws StartError that names the variable */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  // A variable that is set to nothing counts as not set.
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = environment.safeParse(set);
  if (!parsed.success) {
    const refused = parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}.`);
    throw new StartError(refused.join("\n"));
  }
  const env = parsed.data;
  if (env.RPC_URL && !env.RELAYER_KEY) {
    throw new StartError(
      "RPC_URL is set and RELAYER_KEY is not: set RELAYER_KEY to the private key of the account that submits documents.",
    );
  }
  const dataDirectory = resolve(env.DATA_DIR);
  return {
    port: env.PORT,
    host: env.HOST,
    publicUrl: env.PUBLIC_URL,
    dataDirectory,
    databaseUrl: env.DATABASE_URL,
    ipfsApiUrl: env.IPFS_API_URL,
    rpcUrl: env.RPC_URL,
    relayerKey: env.RELAYER_KEY,
    agreementKey: env.AGREEMENT_KEY,
    deploymentsDirectory: resolve(env.DEPLOYMENTS_DIR ?? `${dataDirectory}/deployments`),
    confirmations: env.CONFIRMATIONS,
    requestsPerMinute: env.REQUESTS_PER_MINUTE,
    logLevel: env.LOG_LEVEL,
  };
}
