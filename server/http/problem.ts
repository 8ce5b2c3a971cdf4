import type { ErrorRequestHandler, Request, Response } from "express";
import { z } from "zod";
import { nodeError } from "../chain/node-error.ts";
import type { ContentError } from "../content/errors.ts";
import { isOutage } from "../database/outage.ts";
import { InvalidInput } from "../domain/errors.ts";

/** What goes wrong, as RFC 9457 answers it: one shape, a stable `code`, and a trace id that the log knows too. */

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    traceId: z.string(),
    errors: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: "Problem", description: "RFC 9457 problem details; `code` is stable." });

export interface FieldError {
  readonly path: string;
  /** Stable: the domain's own code where it has one, else that of the kind of mistake. */
  readonly code: string;
  readonly message: string;
}

/** A refusal with its HTTP status. Services throw InvalidInput or ServiceError; only this folder knows statuses. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  readonly code: string;
  readonly errors: readonly FieldError[] | undefined;

  constructor(status: number, code: string, detail: string, errors?: readonly FieldError[]) {
    super(detail);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

/** Why a service refuses, in terms of the service. */
export type RefusalKind =
  | "not-found"
  | "conflict"
  | "invalid"
  | "forbidden"
  | "unauthenticated"
  | "unavailable";

const statusOfKind: Readonly<Record<RefusalKind, number>> = {
  "not-found": 404,
  conflict: 409,
  invalid: 422,
  forbidden: 403,
  unauthenticated: 401,
  unavailable: 503,
};

/** A refusal by a service: what kind, a stable code, and a sentence that says what to do. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly kind: RefusalKind;
  readonly code: string;

  constructor(kind: RefusalKind, code: string, message: string) {
    super(message);
    this.kind = kind;
    this.code = code;
  }
}

const statusOfContent: Readonly<Record<ContentError["code"], number>> = {
  "content-too-large": 413,
  "content-address-invalid": 422,
  "content-not-json": 422,
  "content-corrupt": 503,
  "content-unavailable": 503,
};

const titles: Readonly<Record<number, string>> = {
  400: "Malformed request",
  401: "Sign-in needed",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  408: "Too slow",
  409: "Conflict",
  413: "Too large",
  415: "Unsupported content type",
  422: "Cannot be processed",
  429: "Too many requests",
  431: "Headers too large",
  500: "Internal error",
  503: "Not available now",
};

/** Anything thrown, as a Problem; what nobody foresaw becomes a 500 that tells nothing. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Refusal) return new Problem(statusOfKind[error.kind], error.code, error.message);
  if (error instanceof InvalidInput) return new Problem(422, error.code, error.message);
  if (isContentError(error)) return ofContent(error);
  if (error instanceof z.ZodError) return invalidRequest(error);
  if (error instanceof URIError) {
    return new Problem(400, "malformed-url", "The address holds a broken percent escape.");
  }
  const status = error instanceof Error && "status" in error ? Number(error.status) : 500;
  if (status === 413) return new Problem(413, "body-too-large", "The body is too large for this resource.");
  if (status === 415) return new Problem(415, "encoding-unsupported", "Send the body as is, or with gzip.");
  if ((status >= 400 && status < 500) || isOfUnpacking(error)) {
    return new Problem(
      400,
      "malformed-request",
      "The request could not be read: send it whole and well-formed.",
    );
  }
  // A refusal of the node that nobody took for one: it is overloaded, prunes, or limits its callers.
  if (isUnreachable(error) || isOutage(error) || nodeError(error)) {
    return new Problem(
      503,
      "part-unavailable",
      "A part of the ledger does not answer: try again in a moment.",
    );
  }
  return new Problem(500, "internal", "Something went wrong here; the trace id tells us where.");
}

/** Backends are loaded on demand, and a loader may bring the class twice: only its name is sure to tell. */
function isContentError(error: unknown): error is ContentError {
  return error instanceof Error && error.name === "ContentError" && "code" in error;
}

/** What is wrong with the store is its operator's to read, with the addresses in it, and stands in the log. */
function ofContent({ code, message }: ContentError): Problem {
  const status = statusOfContent[code];
  if (status < 500) return new Problem(status, code, message);
  return new Problem(status, code, "The content store cannot serve this now: try again in a moment.");
}

/** What the unpacking of a sender's gzip stumbled over, as Node's zlib names it. */
function isOfUnpacking(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^Z_/.test(String(error.code));
}

/** As ethers and Node name a node that is down, out of reach or too slow. */
const UNREACHABLE = /^(NETWORK_ERROR|SERVER_ERROR|TIMEOUT|E(CONN|HOST|NET|AI_|TIMEDOUT|NOTFOUND|PIPE)\w*)$/;

function isUnreachable(error: unknown): boolean {
  return error instanceof Error && "code" in error && UNREACHABLE.test(String(error.code));
}

/** What one answer tells of what is wrong: a sender of nonsense gets no more back than it helps to read. */
const MOST_ERRORS = 50;
const MOST_CHARACTERS = 300;

/** The errors of a validation, each with its place in the input. */
export function invalidRequest(error: z.ZodError): Problem {
  const errors = error.issues.slice(0, MOST_ERRORS).map((issue) => ({
    path: issue.path.join(".").slice(0, MOST_CHARACTERS),
    code: codeOf(issue),
    message: issue.message.slice(0, MOST_CHARACTERS),
  }));
  const first = errors[0];
  const detail = first ? `${first.path ? `${first.path}: ` : ""}${first.message}` : "The input is not valid.";
  return new Problem(422, "invalid-input", detail, errors);
}

function codeOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== "custom") return issue.code.replaceAll("_", "-");
  return typeof issue.params?.code === "string" ? issue.params.code : "invalid-value";
}

/** The last handler: answers what the others threw. `onFailure` hears what is this server's own fault. */
export function problemHandler(onFailure: (error: unknown, request: Request) => void): ErrorRequestHandler {
  return (error, request, response, _next) => {
    const problem = toProblem(error);
    // A sender who breaks off is no fault of this server's, and hears no answer.
    if (problem.status >= 500 && !request.readableAborted) onFailure(error, request);
    // An answer that has begun cannot become another one: it breaks off.
    if (response.headersSent) return void response.destroy();
    sendProblem(response, problem, traceIdOf(request));
  };
}

export function sendProblem(response: Response, problem: Problem, traceId: string): void {
  response.status(problem.status).type("application/problem+json").send(problemBody(problem, traceId));
}

/** A problem as it is sent. */
export function problemBody({ status, code, message, errors }: Problem, traceId: string): string {
  return JSON.stringify({
    type: `urn:copyright-ledger:problem:${code}`,
    title: titles[status] ?? "Error",
    status,
    detail: message,
    code,
    traceId,
    ...(errors ? { errors } : {}),
  });
}

/** The id that the request logger gave the request. */
export function traceIdOf(request: Request): string {
  return String((request as Request & { id?: unknown }).id ?? "");
}
