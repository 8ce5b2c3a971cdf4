import { z } from "zod";
import { sendEvents } from "../../http/events.ts";
import { type Route, route } from "../../http/route.ts";
import { account, digest } from "../../http/schemas.ts";
import type { Reader } from "../../reader.ts";
import type { Signal } from "../../signal.ts";
import { draft } from "./contents.ts";
import type { DocumentService } from "./service.ts";
import { documentView, viewOf } from "./view.ts";

export interface DocumentRouteDependencies {
  readonly documents: DocumentService;
  readonly reader: Reader;
  /** Told when the index or the outbox has moved. */
  readonly moved: Signal;
}

const params = z.strictObject({ id: digest });
const signature = z.string().regex(/^0x([0-9a-f]{2}){0,4096}$/i, "use 0x and hex digits");
const headers = z.object({
  "idempotency-key": z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, "use 1 to 200 visible ASCII characters without spaces")
    .optional()
    .meta({ description: "A text of the caller's choice, new for each new document." }),
});
const LOOK_AGAIN_MILLISECONDS = 2_000;

export function documentRoutes({ documents, reader, moved }: DocumentRouteDependencies): Route[] {
  const view = async (id: string) => viewOf(await documents.get(id), reader);
  return [
    route(
      {
        method: "post",
        path: "/documents",
        tag: "documents",
        summary: "Prepare a document",
        description:
          "Checks a draft, pins its metadata and answers with the typed data that each party signs. The header " +
          "Idempotency-Key makes a repetition answer with the same document.",
        headers,
        body: draft,
        response: documentView,
        status: 201,
        problems: [
          "fingerprint-taken",
          "record-not-held",
          "nonce-spent",
          "wrong-epoch",
          "expired",
          "deadline-too-far",
          "idempotency-key-reused",
        ],
      },
      async ({ body, headers }) => viewOf(await documents.prepare(body, headers["idempotency-key"]), reader),
    ),
    route(
      {
        method: "post",
        path: "/documents/{id}/signatures",
        tag: "documents",
        summary: "Submit signatures",
        description:
          "Takes signatures of parties, one or several at a time. With the last of them the document is rehearsed " +
          "on the chain and accepted: it will reach the chain exactly once.",
        params,
        body: z.strictObject({
          signatures: z
            .array(z.strictObject({ party: account, signature }))
            .min(1)
            .max(64),
        }),
        response: documentView,
        status: 202,
        problems: [
          "document-not-found",
          "not-a-party",
          "bad-signature",
          "expired",
          "document-too-large",
          "not-executable",
          "and the contracts' own refusals",
        ],
      },
      async ({ params: { id }, body }) => viewOf(await documents.sign(id, body.signatures), reader),
    ),
    route(
      {
        method: "get",
        path: "/documents/{id}",
        tag: "documents",
        summary: "Follow a document",
        params,
        response: documentView,
        problems: ["document-not-found"],
      },
      ({ params: { id } }) => view(id),
    ),
    route(
      {
        method: "get",
        path: "/documents/{id}/events",
        tag: "documents",
        summary: "Follow a document by server-sent events, until it is final or has failed",
        params,
        response: "text/event-stream",
        problems: ["document-not-found"],
      },
      ({ params: { id }, request, response }) =>
        sendEvents(request, response, {
          read: async () => {
            const value = await view(id);
            const ended = value.type === "Catalogue" ? "executed" : "failed";
            return {
              value,
              last: value.finality === "final" || value.state === "failed" || value.state === ended,
            };
          },
          changed: (signal) => moved.wait(LOOK_AGAIN_MILLISECONDS, signal),
        }),
    ),
  ];
}
