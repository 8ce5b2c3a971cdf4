import { join } from "node:path";
import type { HardhatUserConfig } from "hardhat/config";
import { DEMO_ACCOUNTS } from "./accounts.ts";
import { toRpcError } from "./rpc-error.ts";

/** What the genesis block and every state after it follow from, besides the time of the genesis block. */
export const CHAIN = {
  chainId: 31337,
  /** The newest hardfork that the engine counts as stable; it brings the gas cap of EIP-7825 (2^24) with it. */
  hardfork: "osaka",
  blockGasLimit: 60_000_000,
} as const;

const NETWORK = "embedded";
const ACCOUNT_BALANCE = 10_000n * 10n ** 18n;
const NOBODY = "0x0000000000000000000000000000000000000000";

/** A block of the chain as far as its place in it goes. */
export interface Head {
  readonly number: number;
  readonly hash: string;
}

/** Hardhat's EVM in this process, with nothing durable about it: one block per transaction, all in memory. */
export interface Engine {
  /** Name and version, as web3_clientVersion gives them. */
  readonly version: string;
  /** @throws RpcError */
  request(method: string, params?: readonly unknown[]): Promise<unknown>;
  head(): Promise<Head>;
  /** Sets the time of the next block and of the "pending" one until then. */
  setTime(at: number): Promise<void>;
  /**
   * Executes a signed transaction in a block of its own.
   * @returns its hash, also when it reverted
   * @throws RpcError for a transaction that is not valid; nothing has changed then
   */
  transact(raw: string, at: number): Promise<string>;
  /** Adds an empty block. */
  mine(at: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a chain at its genesis block.
 * @param options.genesisTime seconds since 1970
 * @param options.directory the chain's own; nothing is written there
 */
export async function openEngine(options: { genesisTime: number; directory: string }): Promise<Engine> {
  // A ledger reports to nobody; Hardhat asks this variable before it reports anything.
  process.env.HARDHAT_DISABLE_TELEMETRY = "true";
  // Loaded when it is wanted only: a gateway on a real network does without.
  const { createHardhatRuntimeEnvironment } = await import("hardhat/hre");
  const hre = await createHardhatRuntimeEnvironment(hardhatConfig(options), {}, import.meta.dirname);
  const { provider } = await hre.network.create(NETWORK);

  const request: Engine["request"] = async (method, params = []) => {
    try {
      return await provider.request({ method, params });
    } catch (error) {
      throw toRpcError(error);
    }
  };
  const setTime = async (at: number): Promise<void> => {
    await request("evm_setNextBlockTimestamp", [at]);
  };

  return {
    version: String(await request("web3_clientVersion")),
    request,
    setTime,
    async head() {
      return toHead(await request("eth_getBlockByNumber", ["latest", false]));
    },
    async transact(raw, at) {
      await setTime(at);
      return String(await request("eth_sendRawTransaction", [raw]));
    },
    async mine(at) {
      await setTime(at);
      await request("evm_mine");
    },
    close: () => provider.close(),
  };
}

function hardhatConfig(options: { genesisTime: number; directory: string }): HardhatUserConfig {
  return {
    // The engine would read build results to explain reverts. There are none in that place, and none are needed.
    paths: { artifacts: join(options.directory, "no-artifacts") },
    networks: {
      [NETWORK]: {
        type: "edr-simulated",
        ...CHAIN,
        accounts: DEMO_ACCOUNTS.map(({ privateKey }) => ({ privateKey, balance: String(ACCOUNT_BALANCE) })),
        allowBlocksWithSameTimestamp: true,
        // A call that names no sender comes from nobody, as on every other node.
        from: NOBODY,
        // No transaction may take half a block, so the base fee stays at zero: nobody needs coins to act.
        initialBaseFeePerGas: 0,
        initialDate: new Date(options.genesisTime * 1000),
        // A transaction that reverts has been executed: its sender learns of it from the receipt.
        throwOnTransactionFailures: false,
      },
    },
  };
}

function toHead(block: unknown): Head {
  if (block === null || typeof block !== "object" || !("hash" in block) || !("number" in block)) {
    throw new TypeError("The embedded chain's engine gave no latest block.");
  }
  return { hash: String(block.hash), number: Number(block.number) };
}
