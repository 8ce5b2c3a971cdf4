import { type Request, type RequestHandler, type Response, raw } from "express";
import type { EmbeddedChain } from "./chain.ts";
import { RPC_CODE, RpcError, toRpcError } from "./rpc-error.ts";

type Provider = Pick<EmbeddedChain, "request">;
type Id = string | number | null;
type Answer = { jsonrpc: "2.0"; id: Id } & ({ result: unknown } | { error: RpcError });

export interface JsonRpcOptions {
  /** Requests in one batch; 100 unless given. */
  readonly maxBatch?: number;
  /** Bytes of one body; 2 MiB unless given. */
  readonly maxBodyBytes?: number;
}

/**
 * JSON-RPC 2.0 over HTTP for POST, single and batch. It reads the body itself, so mount it before any body parser.
 * Answers are 200, also with an error in them; 204 when nothing but notifications came; 400 for what is no JSON,
 * 413 for too large a body, 415 for another content type, each with a JSON-RPC error object.
 */
export function jsonRpcHandler(provider: Provider, options: JsonRpcOptions = {}): RequestHandler {
  const { maxBatch = 100, maxBodyBytes = 2 << 20 } = options;
  const readBody = raw({ type: () => true, limit: maxBodyBytes });

  return async (request, response) => {
    // Any page may make a browser post plain text anywhere. JSON from another origin it asks about first.
    if (request.is("application/json") === false) {
      return refuse(
        response,
        415,
        RPC_CODE.invalidRequest,
        "Send the body as content type application/json.",
      );
    }
    const failed = await bodyError(readBody, request, response);
    if (failed === 413) {
      return refuse(response, 413, RPC_CODE.invalidRequest, `A body has at most ${maxBodyBytes} bytes.`);
    }
    const payload = failed === undefined ? parse(request.body) : undefined;
    if (payload === undefined) return refuse(response, 400, RPC_CODE.parse, "The body is not JSON in UTF-8.");
    const answer = await answerAll(provider, payload.value, maxBatch);
    if (answer === undefined) response.status(204).end();
    else response.json(answer);
  };
}

function refuse(response: Response, status: number, code: number, message: string): void {
  response.status(status).json(errorAnswer(null, new RpcError(code, message)));
}

/** The HTTP status of what was wrong with reading the body, or undefined. */
function bodyError(
  readBody: RequestHandler,
  request: Request,
  response: Response,
): Promise<number | undefined> {
  return new Promise((resolve) => {
    readBody(request, response, (error?: unknown) => {
      if (error === undefined) return resolve(undefined);
      const status = error instanceof Error && "status" in error ? Number(error.status) : 400;
      resolve(status);
    });
  });
}

function parse(body: unknown): { value: unknown } | undefined {
  if (!(body instanceof Uint8Array)) return undefined;
  try {
    return { value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)) };
  } catch {
    return undefined;
  }
}

/** Undefined when there is nothing to answer. */
async function answerAll(provider: Provider, payload: unknown, maxBatch: number): Promise<unknown> {
  if (!Array.isArray(payload)) return answerOne(provider, payload);
  if (payload.length === 0) return errorAnswer(null, invalidRequest("A batch has at least one request."));
  if (payload.length > maxBatch) {
    return errorAnswer(null, invalidRequest(`A batch has at most ${maxBatch} requests: send several.`));
  }
  // Started in order, so a read in a batch sees the writes before it; the writes share an fsync.
  const answers = await Promise.all(payload.map((item) => answerOne(provider, item)));
  const wanted = answers.filter((answer) => answer !== undefined);
  return wanted.length === 0 ? undefined : wanted;
}

async function answerOne(provider: Provider, payload: unknown): Promise<Answer | undefined> {
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) {
    return errorAnswer(null, invalidRequest("A request is an object."));
  }
  const { jsonrpc, id, method, params }: Record<string, unknown> = { ...payload };
  if (id !== undefined && !isId(id)) {
    return errorAnswer(null, invalidRequest("The id of a request is a string, a number or null."));
  }
  if (jsonrpc !== "2.0" || typeof method !== "string") {
    return errorAnswer(id ?? null, invalidRequest('A request has jsonrpc: "2.0" and a method by name.'));
  }
  const answer = await call(provider, id ?? null, method, params);
  return id === undefined ? undefined : answer;
}

async function call(provider: Provider, id: Id, method: string, params: unknown): Promise<Answer> {
  if (params !== undefined && !Array.isArray(params)) {
    return errorAnswer(
      id,
      new RpcError(RPC_CODE.invalidParams, "Parameters are given by position, as an array."),
    );
  }
  try {
    return { jsonrpc: "2.0", id, result: await provider.request({ method, params: params ?? [] }) };
  } catch (error) {
    return errorAnswer(id, toRpcError(error));
  }
}

function isId(value: unknown): value is Id {
  return value === null || typeof value === "string" || typeof value === "number";
}

function invalidRequest(message: string): RpcError {
  return new RpcError(RPC_CODE.invalidRequest, message);
}

function errorAnswer(id: Id, error: RpcError): Answer {
  return { jsonrpc: "2.0", id, error };
}
