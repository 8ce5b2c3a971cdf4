import type { Problem } from "./api-types.ts";

/** What went wrong with a request, in the terms a visitor can act on. */
export type FailureKind =
  | "offline"
  | "timeout"
  | "invalid"
  | "notFound"
  | "forbidden"
  | "tooMany"
  | "unavailable"
  | "server"
  | "unexpected";

/** A request that did not give its answer; `problem` is what the server said about it, if it did. */
export class ApiFailure extends Error {
  override readonly name = "ApiFailure";
  readonly kind: FailureKind;
  readonly problem: Problem | null;

  constructor(kind: FailureKind, problem: Problem | null, cause?: unknown) {
    super(problem?.detail ?? problem?.title ?? kind, { cause });
    this.kind = kind;
    this.problem = problem;
  }
}

/** How long an answer may take before the visitor is told, in milliseconds. */
const patience = 30_000;

/** The address of a resource under /api/v1; empty parameters are left out. */
export function apiUrl(path: string, parameters: Record<string, string | null | undefined> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value) query.set(name, value);
  const text = query.toString();
  return `/api/v1${path}${text === "" ? "" : `?${text}`}`;
}

/**
 * Reads a JSON resource.
 * @throws ApiFailure for every outcome but the answer, save that an abort by `signal` throws its reason.
 */
export function getJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  return answerOf<T>(url, {}, signal, patience);
}

/** Sends JSON and reads the answer. @throws as {@link getJson} */
export function sendJson<T>(
  method: "POST" | "DELETE",
  url: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<T> {
  const headers = body === undefined ? undefined : { "content-type": "application/json" };
  return answerOf<T>(url, { method, headers, body: JSON.stringify(body) }, signal, patience);
}

/** Sends a file, however long that takes. @throws as {@link getJson} */
export function sendFile<T>(
  url: string,
  file: Blob,
  headers: Record<string, string>,
  signal?: AbortSignal,
): Promise<T> {
  return answerOf<T>(url, { method: "PUT", headers, body: file }, signal, null);
}

interface Sent {
  method?: string;
  headers?: Record<string, string> | undefined;
  body?: string | Blob | undefined;
}

async function answerOf<T>(
  url: string,
  { method = "GET", headers, body: sent }: Sent,
  signal: AbortSignal | undefined,
  milliseconds: number | null,
): Promise<T> {
  const timeout = milliseconds === null ? null : AbortSignal.timeout(milliseconds);
  const signals = [signal, timeout].filter((one) => one !== null && one !== undefined);
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(url, {
      method,
      headers: { accept: "application/json, application/problem+json", ...headers },
      ...(sent === undefined ? {} : { body: sent }),
      signal: AbortSignal.any(signals),
    });
    body = parse(await response.text());
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw new ApiFailure(timeout?.aborted ? "timeout" : "offline", null, error);
  }
  if (!response.ok) throw new ApiFailure(kindOf(response.status), asProblem(body));
  if (body === undefined) throw new ApiFailure("unexpected", null);
  return body as T;
}

/** Any thrown value as an ApiFailure, so that callers show one kind of error. */
export function asFailure(error: unknown): ApiFailure {
  return error instanceof ApiFailure ? error : new ApiFailure("unexpected", null, error);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function asProblem(body: unknown): Problem | null {
  return typeof body === "object" && body !== null ? (body as Problem) : null;
}

function kindOf(status: number): FailureKind {
  if (status === 404 || status === 410) return "notFound";
  if (status === 401 || status === 403) return "forbidden";
  if (status === 429) return "tooMany";
  if (status === 502 || status === 503 || status === 504) return "unavailable";
  if (status >= 500) return "server";
  return status >= 400 ? "invalid" : "unexpected";
}
