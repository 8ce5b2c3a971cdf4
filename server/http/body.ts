import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { type Request, type RequestHandler, raw } from "express";
import { Problem } from "./problem.ts";

/** Largest JSON body; what is larger comes as a catalogue or stays at its owner's. */
export const MAX_JSON_BYTES = 1 << 20;

/**
 * Reads a JSON body strictly: declared as JSON, valid UTF-8, no lone surrogates anywhere. What it read is
 * `request.body`.
 */
export function jsonBody(): RequestHandler {
  const read = raw({ type: () => true, limit: MAX_JSON_BYTES });
  return (request, response, next) => {
    if (!request.is("application/json")) {
      const sent = request.get("content-type") ?? "nothing";
      return next(new Problem(415, "content-type-unsupported", `Send application/json; ${sent} came.`));
    }
    read(request, response, (error?: unknown) => {
      if (error) return next(error);
      try {
        request.body = parseJson(request.body);
        next();
      } catch (problem) {
        next(problem);
      }
    });
  };
}

/** Parses the bytes of a body. @throws Problem 400 with a code for each way of being no JSON */
export function parseJson(bytes: unknown): unknown {
  if (!(bytes instanceof Uint8Array) || bytes.length === 0) {
    throw new Problem(400, "body-missing", "The body is empty: send a JSON object.");
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Problem(400, "invalid-utf8", "The body is not valid UTF-8.");
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Problem(400, "malformed-json", `The body is not JSON: ${(error as Error).message}.`);
  }
  checkTexts(value);
  return value;
}

/** Walks without recursion: nesting is as deep as the sender likes. */
function checkTexts(root: unknown): void {
  const pending: unknown[] = [root];
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value === "string" && !value.isWellFormed()) {
      throw new Problem(
        400,
        "lone-surrogate",
        "A text in the body holds half a character (a lone surrogate): send whole characters.",
      );
    }
    if (typeof value !== "object" || value === null) continue;
    // Validators pass this field over, and nothing that is sent may be passed over in silence.
    if (Object.hasOwn(value, "__proto__")) {
      const message = 'Unrecognized key: "__proto__"';
      throw new Problem(422, "invalid-input", message, [{ path: "", code: "unrecognized-keys", message }]);
    }
    for (const [key, member] of Object.entries(value)) pending.push(key, member);
  }
}

/**
 * A body to be read as it comes, unpacked if it is gzip. Reading it fails when the sender breaks off.
 * @throws Problem 415 for another encoding
 */
export function streamedBody(request: Request): AsyncIterable<Uint8Array> {
  const encoding = request.get("content-encoding")?.toLowerCase() ?? "identity";
  if (encoding === "identity") return request;
  if (encoding !== "gzip") {
    throw new Problem(415, "encoding-unsupported", "Send the body as is, or with gzip.");
  }
  // It may fail before anybody reads it, who is told when he does: without this it would take the process down.
  const unpacked = createGunzip().on("error", () => undefined);
  // Unlike pipe, this ends the unpacking with the request, however that ends.
  return pipeline(request, unpacked, () => undefined);
}

/** The caller's session token, if it sent one. */
export function bearerToken(request: Request): string | undefined {
  return /^Bearer ([A-Za-z0-9_-]{20,200})$/.exec(request.get("authorization") ?? "")?.[1];
}
