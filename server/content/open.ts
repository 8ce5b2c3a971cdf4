import type { Logger } from "pino";
import type { ContentStore } from "./store.ts";

/** Which backend holds the content, and where. */
export interface ContentConfig {
  /** IPFS_API_URL: the RPC API of a Kubo node. Without it, content is kept in `directory`. */
  readonly ipfsApiUrl?: string | undefined;
  /** The folder of the embedded store; not touched when a Kubo node is used. */
  readonly directory: string;
  readonly logger?: Pick<Logger, "info"> | undefined;
}

/**
 * Opens the content store that the configuration names, and returns when it can take content.
 * Each backend's libraries are loaded only when it is the one: Helia alone takes most of a second.
 * @throws ContentError `content-unavailable`, one sentence that says what to do
 */
export async function openContentStore({
  ipfsApiUrl,
  directory,
  logger,
}: ContentConfig): Promise<ContentStore> {
  const store = ipfsApiUrl === undefined ? await openHelia(directory) : await openKubo(ipfsApiUrl);
  try {
    await store.healthy();
  } catch (error) {
    await store.close();
    throw error;
  }
  logger?.info({ kind: store.kind }, "content store open");
  return store;
}

async function openHelia(directory: string): Promise<ContentStore> {
  const { openHeliaStore } = await import("./helia.ts");
  return openHeliaStore(directory);
}

async function openKubo(apiUrl: string): Promise<ContentStore> {
  const { openKuboStore } = await import("./kubo.ts");
  return openKuboStore(apiUrl);
}
