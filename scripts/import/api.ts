import { EventSourceParserStream } from "eventsource-parser/stream";

/** The gateway's API, as a program of its own uses it. */

/** The gateway refused; the message is its own sentence. */
export class ApiError extends Error {
  override readonly name = "ApiError";
}

/** The gateway is away, or a part of it: what was asked for may go well later. */
export class Outage extends ApiError {}

export interface Api {
  get<T>(path: string): Promise<T>;
  send<T>(method: "POST" | "PUT" | "DELETE", path: string, body: unknown): Promise<T>;
  /** Sends a stream as it is, once. @throws Outage when it broke off */
  stream<T>(path: string, contentType: string, body: ReadableStream<Uint8Array>): Promise<T>;
  /** What an event stream says, value by value, until it ends or breaks off. */
  follow<T>(path: string, signal?: AbortSignal): AsyncGenerator<T>;
}

/** How long a gateway that has answered before may be away. */
export const PATIENCE_MILLISECONDS = 300_000;
const RETRY_MILLISECONDS = 500;

/** @param onOutage told once when the gateway goes away, with why */
export function connectApi(url: string, onOutage: (reason: string) => void = () => {}): Api {
  const base = `${url.replace(/\/+$/, "")}/api/v1`;
  let met = false;

  /** One request; what breaks off on the way is an outage, once there was an answer before. */
  async function once<T>(
    path: string,
    init: RequestInit,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    let response: Response;
    try {
      response = await fetch(`${base}${path}`, init);
      met = true;
      if (response.ok) return await read(response);
    } catch (error) {
      throw met && !init.signal?.aborted
        ? new Outage("The gateway does not answer.", { cause: error })
        : error;
    }
    const problem = (await response.json().catch(() => ({}))) as { detail?: string; code?: string };
    const detail = problem.detail ?? `The gateway answered ${response.status}.`;
    const told = `${detail} (${problem.code ?? response.status})`;
    throw response.status === 503 ? new Outage(told) : new ApiError(told);
  }

  /** Again and again through an outage: each of these calls may be made twice. */
  async function call<T>(
    path: string,
    init: RequestInit,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const end = Date.now() + PATIENCE_MILLISECONDS;
    for (let told = false; ; told = true) {
      try {
        return await once(path, init, read);
      } catch (error) {
        if (!(error instanceof Outage) || Date.now() > end) throw error;
        if (!told) onOutage(error.message);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS));
      }
    }
  }

  return {
    get: <T>(path: string) => call(path, {}, json<T>),
    send<T>(method: string, path: string, body: unknown) {
      const headers = { "content-type": "application/json" };
      return call(path, { method, headers, body: JSON.stringify(body) }, json<T>);
    },
    stream<T>(path: string, contentType: string, body: ReadableStream<Uint8Array>) {
      const headers = { "content-type": contentType };
      return once(path, { method: "PUT", headers, body, duplex: "half" } as RequestInit, json<T>);
    },
    async *follow<T>(path: string, signal?: AbortSignal) {
      const body = await call(path, signal ? { signal } : {}, async (response) => response.body);
      if (!body) return;
      const events = body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
      const reader = events.getReader();
      for (;;) {
        // A connection that broke is the end of its events.
        const { value, done } = await reader.read().catch(() => ({ value: undefined, done: true }) as const);
        if (done) return;
        yield JSON.parse(value.data) as T;
      }
    },
  };
}

async function json<T>(response: Response): Promise<T> {
  return (await response.json()) as T;
}
