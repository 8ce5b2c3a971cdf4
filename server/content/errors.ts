import type { ContentId } from "./cid.ts";

/**
 * What went wrong with a piece of content:
 * - `content-too-large`: over the block limit, the caller's fault
 * - `content-address-invalid`: not a digest, CID or URI of this ledger's form, the caller's fault
 * - `content-not-json`: not (canonical) JSON, the caller's fault
 * - `content-corrupt`: the backend gave bytes that do not hash to the name they were asked by
 * - `content-unavailable`: the backend does not answer, refuses, or cannot write
 */
export type ContentErrorCode =
  | "content-too-large"
  | "content-address-invalid"
  | "content-not-json"
  | "content-corrupt"
  | "content-unavailable";

/** The one error type of this folder; the message is a sentence that says what to do and holds no secret. */
export class ContentError extends Error {
  override readonly name = "ContentError";
  readonly code: ContentErrorCode;

  constructor(code: ContentErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The error for content that is not what its name says. */
export function corrupt(id: ContentId, options?: ErrorOptions): ContentError {
  return new ContentError(
    "content-corrupt",
    `What is stored under ${id.cid} does not hash to that name: store the right bytes again or restore a backup.`,
    options,
  );
}

/** The message of anything thrown, with its cause's when that says more (fetch hides the reason there). */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
  return `${error.message}: ${cause.message || code}`;
}
