import { ContentError, reasonOf } from "./errors.ts";

/** Where a Kubo node's RPC API is, and what to send along. */
export interface KuboEndpoint {
  readonly url: URL;
  readonly headers: Record<string, string>;
  /** The address without credentials, for messages. */
  readonly shown: string;
}

/**
 * Reads IPFS_API_URL. Credentials in it go into a header: fetch takes none in the address.
 * @throws ContentError `content-unavailable` that names the variable
 */
export function kuboEndpoint(apiUrl: string): KuboEndpoint {
  const url = URL.canParse(apiUrl) ? new URL(apiUrl) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw unavailable(
      "IPFS_API_URL must be the http(s) address of a Kubo RPC API, such as http://127.0.0.1:5001.",
    );
  }
  const { username, password } = url;
  url.username = "";
  url.password = "";
  if (username === "" && password === "") return { url, headers: {}, shown: url.origin };
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const authorization = `Basic ${Buffer.from(credentials).toString("base64")}`;
  return { url, headers: { authorization }, shown: url.origin };
}

/** The status of a call that the node answered and refused; undefined for every other failure. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("response" in error)) return undefined;
  return error.response instanceof Response ? error.response.status : undefined;
}

/** One sentence for the operator: what became of a call, and what to do about it. */
export function kuboFailure({ shown }: KuboEndpoint, error: unknown): ContentError {
  if (error instanceof ContentError) return error;
  const status = statusOf(error);
  const reason = reasonOf(error);
  if (status === undefined && isOfTheNetwork(error)) {
    return unavailable(
      `No Kubo node answers at ${shown} (${reason}): start it ("ipfs daemon") or set IPFS_API_URL to the address of one that runs.`,
      error,
    );
  }
  if (status === 401 || status === 403) {
    return unavailable(
      `The Kubo node at ${shown} refuses this gateway (HTTP ${status}): put a user and password that it accepts into IPFS_API_URL.`,
      error,
    );
  }
  if (status === 500) {
    return unavailable(`The Kubo node at ${shown} failed (${reason}): see its log and its disk.`, error);
  }
  const answer = status === undefined ? reason : `HTTP ${status}`;
  return unavailable(
    `What answers at ${shown} is not a Kubo RPC API (${answer}): set IPFS_API_URL to the API port, 5001 by default.`,
    error,
  );
}

/** The same for a node that took the call and went silent. */
export function kuboTimeout({ shown }: KuboEndpoint, milliseconds: number): ContentError {
  return unavailable(
    `The Kubo node at ${shown} did not answer within ${milliseconds / 1000} s: see whether it is overloaded or IPFS_API_URL is wrong.`,
  );
}

/** fetch gives its own failures a cause; an upload that breaks off shows as an abort. The rest is of the answer. */
function isOfTheNetwork(error: unknown): boolean {
  return error instanceof Error && (error.cause instanceof Error || error.name === "AbortError");
}

function unavailable(message: string, cause?: unknown): ContentError {
  return new ContentError("content-unavailable", message, { cause });
}
