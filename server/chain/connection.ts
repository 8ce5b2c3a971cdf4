import {
  JsonRpcApiProvider as ApiProvider,
  type JsonRpcApiProvider,
  type JsonRpcPayload,
  type JsonRpcResult,
  Network,
} from "ethers";
import { type ChainLogger, type EmbeddedChain, openEmbeddedChain } from "./embedded/chain.ts";
import { toRpcError } from "./embedded/rpc-error.ts";
import { connectNode } from "./node.ts";

/** A connection to the chain: the embedded one, or any EVM node behind JSON-RPC. */
export interface Chain {
  readonly provider: JsonRpcApiProvider;
  readonly chainId: number;
  /** The embedded chain, or null for a node of its own. */
  readonly embedded: EmbeddedChain | null;
  /** The newest block, and the newest that cannot change any more: never a newer one. */
  heads(): Promise<{ latest: number; final: number }>;
  close(): Promise<void>;
}

export interface ChainOptions {
  /** JSON-RPC address of a node; without it the embedded chain in `directory`. */
  readonly rpcUrl?: string | undefined;
  readonly directory: string;
  /** For nodes that do not know the tag `finalized`: after how many blocks one counts as final. */
  readonly confirmations: number;
  readonly logger?: ChainLogger | undefined;
  readonly onReplay?: ((replayed: number, total: number) => void) | undefined;
}

/** @throws StartError, or JournalError of the embedded chain, in one sentence that says what to do */
export async function openChain(options: ChainOptions): Promise<Chain> {
  return options.rpcUrl ? connectNode(options.rpcUrl, options.confirmations) : openEmbedded(options);
}

async function openEmbedded(options: ChainOptions): Promise<Chain> {
  const embedded = await openEmbeddedChain({
    directory: options.directory,
    ...(options.logger ? { logger: options.logger } : {}),
    ...(options.onReplay ? { onProgress: options.onReplay } : {}),
  });
  const provider = new EmbeddedProvider(embedded);
  return {
    provider,
    chainId: embedded.chainId,
    embedded,
    // What the embedded chain shows is in its journal: it does not change any more.
    async heads() {
      const latest = Number(await embedded.request({ method: "eth_blockNumber" }));
      return { latest, final: latest };
    },
    async close() {
      provider.destroy();
      await embedded.close();
    },
  };
}

/** ethers over the embedded chain, in the process. */
class EmbeddedProvider extends ApiProvider {
  readonly #chain: EmbeddedChain;

  constructor(chain: EmbeddedChain) {
    super(Network.from(chain.chainId), {
      staticNetwork: true,
      batchMaxCount: 1,
      cacheTimeout: -1,
      pollingInterval: 50,
    });
    this.#chain = chain;
    this._start();
  }

  override async _send(payload: JsonRpcPayload | JsonRpcPayload[]): Promise<JsonRpcResult[]> {
    const payloads = Array.isArray(payload) ? payload : [payload];
    return Promise.all(payloads.map((one) => this.#answer(one)));
  }

  async #answer({ id, method, params }: JsonRpcPayload): Promise<JsonRpcResult> {
    try {
      const list = Array.isArray(params) ? params : [];
      return { id, result: await this.#chain.request({ method, params: list }) };
    } catch (error) {
      return { id, error: toRpcError(error) } as unknown as JsonRpcResult;
    }
  }
}
