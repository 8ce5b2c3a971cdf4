import { FetchRequest, type JsonRpcApiProvider, JsonRpcProvider, Network } from "ethers";
import { StartError } from "../database/errors.ts";
import type { Chain } from "./connection.ts";
import { nodeError, reasonOf } from "./node-error.ts";

const CONNECT_MILLISECONDS = 10_000;
const REQUEST_MILLISECONDS = 30_000;
const POLLING_MILLISECONDS = 1_000;

/** @throws StartError when no Ethereum node answers there */
export async function connectNode(rpcUrl: string, confirmations: number): Promise<Chain> {
  const request = requestTo(rpcUrl);
  const chainId = await chainIdOf(request, withoutSecrets(rpcUrl));
  request.timeout = REQUEST_MILLISECONDS;
  // Requests one by one are many times faster than ethers' batches on most nodes.
  const provider = new JsonRpcProvider(request, Network.from(chainId), {
    staticNetwork: true,
    batchMaxCount: 1,
    cacheTimeout: -1,
    pollingInterval: POLLING_MILLISECONDS,
  });
  let finalized = -1;
  return {
    provider,
    chainId,
    embedded: null,
    async heads() {
      const [latest, told] = await Promise.all([
        provider.send("eth_blockNumber", []).then(Number),
        finalizedOf(provider),
      ]);
      finalized = Math.max(finalized, told ?? -1);
      const final = finalized >= 0 ? finalized : Math.max(0, latest - confirmations);
      return { latest, final: Math.min(latest, final) };
    },
    async close() {
      provider.destroy();
    },
  };
}

/** The node's newest final block, or null if it does not tell. */
async function finalizedOf(provider: JsonRpcApiProvider): Promise<number | null> {
  try {
    const block = (await provider.send("eth_getBlockByNumber", ["finalized", false])) as {
      number: string;
    } | null;
    return block && Number(block.number);
  } catch (error) {
    // Only the node itself can say that it has no such block; that it cannot be reached says nothing.
    if (nodeError(error)) return null;
    throw error;
  }
}

/** A request to a node, with user and password from its address as a header. */
function requestTo(rpcUrl: string): FetchRequest {
  const url = new URL(rpcUrl);
  const { username, password } = url;
  url.username = "";
  url.password = "";
  const request = new FetchRequest(url.href);
  if (username || password) {
    const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    request.setHeader("authorization", `Basic ${Buffer.from(credentials).toString("base64")}`);
  }
  return request;
}

async function chainIdOf(request: FetchRequest, shown: string): Promise<number> {
  const asked = request.clone();
  asked.timeout = CONNECT_MILLISECONDS;
  asked.body = { jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] };
  let status: number;
  let result: unknown;
  try {
    const response = await asked.send();
    status = response.statusCode;
    result = status === 200 ? resultIn(response.bodyText) : undefined;
  } catch (error) {
    const remedy = "start that node or correct RPC_URL; without RPC_URL an embedded chain is used";
    throw new StartError(`RPC_URL ${shown} does not answer (${reasonOf(error)}): ${remedy}.`);
  }
  const chainId = Number(result);
  if (Number.isSafeInteger(chainId) && chainId > 0) return chainId;
  if (status === 401 || status === 403) {
    throw new StartError(`RPC_URL ${shown} refuses this user, password or key: correct RPC_URL.`);
  }
  throw new StartError(`RPC_URL ${shown} answers, but not as an Ethereum node: correct RPC_URL.`);
}

function resultIn(text: string): unknown {
  try {
    return (JSON.parse(text) as { result?: unknown }).result;
  } catch {
    return undefined;
  }
}

/** An address without what may be secret in it: user, password, and the key that providers put into the path. */
function withoutSecrets(rpcUrl: string): string {
  return new URL(rpcUrl).origin;
}
