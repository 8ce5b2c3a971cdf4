import { EventSourceParserStream } from "eventsource-parser/stream";

/** The gateway's API, as a program of its own uses it. */

/** The gateway refused; the message is its own sentence. */
export class ApiError extends Error {
  override readonly name = "ApiError";
}

export interface Api {
  get<T>(path: string): Promise<T>;
  send<T>(method: "POST" | "PUT" | "DELETE", path: string, body: unknown): Promise<T>;
  /** Sends a stream as it is. */
  stream<T>(path: string, contentType: string, body: ReadableStream<Uint8Array>): Promise<T>;
  /** What an event stream says, value by value. */
  follow<T>(path: string, signal?: AbortSignal): AsyncGenerator<T>;
}

/** How often, and how long apart, a gateway that has answered before is asked again while it does not. */
const MOST_ATTEMPTS = 60;
const PAUSE_MILLISECONDS = 1_000;
/** The status of a gateway that is not ready yet. */
const STARTING = 503;

export function connectApi(url: string): Api {
  const base = `${url.replace(/\/+$/, "")}/api/v1`;
  let answered = false;

  /** Sends a request, again and again while a gateway that was there is not: it may be starting anew. */
  async function reach(path: string, init: RequestInit): Promise<Response> {
    for (let attempt = 1; ; attempt += 1) {
      const isLast = attempt === MOST_ATTEMPTS || init.body instanceof ReadableStream;
      try {
        const response = await fetch(`${base}${path}`, init);
        answered = true;
        if (response.status !== STARTING || isLast) return response;
      } catch (error) {
        if (!answered || isLast || init.signal?.aborted) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    }
  }

  async function call(path: string, init: RequestInit): Promise<Response> {
    const response = await reach(path, init);
    if (response.ok) return response;
    const problem = (await response.json().catch(() => ({}))) as { detail?: string; code?: string };
    const detail = problem.detail ?? `The gateway answered ${response.status}.`;
    throw new ApiError(`${detail} (${problem.code ?? response.status})`);
  }

  return {
    async get<T>(path: string) {
      return (await (await call(path, {})).json()) as T;
    },
    async send<T>(method: string, path: string, body: unknown) {
      const headers = { "content-type": "application/json" };
      return (await (await call(path, { method, headers, body: JSON.stringify(body) })).json()) as T;
    },
    async stream<T>(path: string, contentType: string, body: ReadableStream<Uint8Array>) {
      const headers = { "content-type": contentType };
      const init = { method: "PUT", headers, body, duplex: "half" } as RequestInit;
      return (await (await call(path, init)).json()) as T;
    },
    async *follow<T>(path: string, signal?: AbortSignal) {
      const { body } = await call(path, signal ? { signal } : {});
      if (!body) return;
      const events = body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
      for await (const { data } of events) yield JSON.parse(data) as T;
    },
  };
}
