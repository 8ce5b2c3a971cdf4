import { create, type KuboRPCClient } from "kubo-rpc-client";
import { batches } from "./batches.ts";
import { packCar } from "./car.ts";
import { type ContentId, toCid } from "./cid.ts";
import { ContentError, reasonOf } from "./errors.ts";
import { type KuboEndpoint, kuboEndpoint, kuboFailure, kuboTimeout, statusOf } from "./kubo-endpoint.ts";
import { type Block, type BlockBackend, type ContentStore, verifyingStore } from "./store.ts";

/** How long Kubo may take, in milliseconds. */
export interface KuboTimeouts {
  /** For a call that Kubo answers from its own disk. */
  readonly answer: number;
  /** For asking other IPFS nodes for content that this one lacks; 0 asks none. */
  readonly search: number;
}

const DEFAULT_TIMEOUTS: KuboTimeouts = { answer: 30_000, search: 10_000 };

/** Kubo takes this with every call, though the client's types do not know it: answer from the node's own disk. */
const OFFLINE = { offline: true };

/**
 * A content store on a Kubo node, over its RPC API. Content that the node lacks is looked for, for a short while,
 * on the IPFS network that the node belongs to.
 * @param apiUrl IPFS_API_URL: `http://127.0.0.1:5001` or `https://user:password@host`
 * @throws ContentError `content-unavailable` when the address cannot be one; the node itself is first asked by a call
 */
export function openKuboStore(apiUrl: string, timeouts: KuboTimeouts = DEFAULT_TIMEOUTS): ContentStore {
  const endpoint = kuboEndpoint(apiUrl);
  const client = create({ url: endpoint.url, headers: endpoint.headers });
  const answer = <Result>(call: Call<Result>, signal?: AbortSignal): Promise<Result> =>
    within(timeouts.answer, endpoint, call, signal);

  const backend: BlockBackend = {
    kind: "kubo",
    async write(blocks, signal) {
      for (const batch of batches(blocks)) {
        await answer((limit) => putBatch(client, batch, limit), signal);
      }
    },
    async read(id, where, signal) {
      const held = await answer((limit) => get(client, id, true, limit), signal);
      if (held !== null || where === "here" || timeouts.search === 0) return held;
      return within(
        timeouts.search,
        endpoint,
        (limit) => get(client, id, false, limit),
        signal,
        () => null,
      );
    },
    has: (id, signal) => answer((limit) => has(client, id, limit), signal),
    async healthy() {
      await answer((limit) => client.version({ signal: limit }));
    },
    async close() {},
  };
  return verifyingStore(backend);
}

type Call<Result> = (limit: AbortSignal) => Promise<Result>;

/** Makes a call that ends in time, one way or another: by an answer, a sentence, or the caller's own abort. */
async function within<Result>(
  milliseconds: number,
  endpoint: KuboEndpoint,
  call: Call<Result>,
  signal?: AbortSignal,
  late: () => Result = () => {
    throw kuboTimeout(endpoint, milliseconds);
  },
): Promise<Result> {
  const limit = AbortSignal.timeout(milliseconds);
  try {
    return await call(signal === undefined ? limit : AbortSignal.any([signal, limit]));
  } catch (error) {
    signal?.throwIfAborted();
    if (limit.aborted) return late();
    throw kuboFailure(endpoint, error);
  }
}

function putBatch(client: KuboRPCClient, batch: readonly Block[], signal: AbortSignal): Promise<void> {
  const [first, ...others] = batch;
  return first !== undefined && others.length === 0
    ? put(client, first, signal)
    : putTogether(client, batch, signal);
}

/** Stores one raw block and pins it, in one call, so that no garbage collection comes between. */
async function put(client: KuboRPCClient, { id, bytes }: Block, signal: AbortSignal): Promise<void> {
  const cid = await client.block.put(bytes, { mhtype: "sha2-256", pin: true, signal });
  if (cid.toString() === id.cid) return;
  throw new ContentError(
    "content-corrupt",
    `The Kubo node stored ${id.cid} under the name ${cid}: it is not to be trusted, or something between alters what is sent.`,
  );
}

/**
 * Stores many blocks in one call under one pin. Kubo syncs its pins for each one it adds, and takes several times
 * as long when every block brings its own.
 */
async function putTogether(
  client: KuboRPCClient,
  blocks: readonly Block[],
  signal: AbortSignal,
): Promise<void> {
  const car = packCar(blocks);
  let reason = "it did not say what it pinned";
  for await (const { root } of client.dag.import([car.bytes], { pinRoots: true, signal })) {
    if (root.cid.equals(car.root) && !root.pinErrorMsg) return;
    reason = `it answered for ${root.cid}: ${root.pinErrorMsg || "pinned"}`;
  }
  throw new ContentError(
    "content-unavailable",
    `The Kubo node did not pin the ${blocks.length} blocks that it was sent (${reason}): see its log and its disk.`,
  );
}

async function get(
  client: KuboRPCClient,
  id: ContentId,
  offline: boolean,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  return client.block.get(toCid(id), { signal, ...(offline ? OFFLINE : {}) }).catch(nullIfMissing);
}

async function has(client: KuboRPCClient, id: ContentId, signal: AbortSignal): Promise<boolean> {
  const found = await client.block.stat(toCid(id), { signal, ...OFFLINE }).catch(nullIfMissing);
  return found !== null;
}

function nullIfMissing(error: unknown): null {
  if (statusOf(error) === 500 && /not found|could not find/i.test(reasonOf(error))) return null;
  throw error;
}
