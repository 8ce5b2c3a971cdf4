import { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { problemSchema } from "./problem.ts";
import type { Route } from "./route.ts";

/** The OpenAPI 3.1 document, written from the routes' own shapes. */
export function openApiDocument(routes: readonly Route[], version: string): unknown {
  const paths: ZodOpenApiPathsObject = {};
  for (const { spec } of routes) {
    const path = spec.root ? spec.path : `/api/v1${spec.path}`;
    paths[path] = { ...paths[path], [spec.method]: operation(spec) };
  }
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Copyright Ledger",
      version,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      description:
        "Works, deposits, catalogues, institutions and their attestations on a ledger of copyrights. Every act is " +
        "an EIP-712 document: prepare it, let its parties sign it, submit the signatures, follow it to the chain. " +
        "Times are RFC 3339, ids are 0x-prefixed hex, lists continue with `cursor`, answers say as of which block.",
    },
    paths,
    components: { securitySchemes: { session: { type: "http", scheme: "bearer" } } },
  });
}

function operation(spec: Route["spec"]): ZodOpenApiOperationObject {
  const { params, query, headers, body, stream, response, status = 200 } = spec;
  const refused = {
    description: `Refused${spec.problems ? `: ${spec.problems.join(", ")}` : ""}`,
    content: { "application/problem+json": { schema: problemSchema } },
  };
  const streamed = Object.fromEntries((stream ?? []).map((type) => [type, { schema: z.string() }]));
  const answered =
    typeof response === "string"
      ? { [response]: { schema: z.string() } }
      : { "application/json": { schema: response } };
  const others = Object.entries(spec.others ?? {}).map(([code, schema]) => {
    return [code, { description: "Answered", content: { "application/json": { schema } } }];
  });
  return {
    operationId: operationId(spec),
    tags: [spec.tag],
    summary: spec.summary,
    ...(spec.description ? { description: spec.description } : {}),
    ...(spec.signedIn ? { security: [{ session: [] }] } : {}),
    requestParams: {
      ...(params ? { path: params } : {}),
      ...(query ? { query } : {}),
      ...(headers ? { header: headers } : {}),
    },
    ...(body ? { requestBody: { content: { "application/json": { schema: body } }, required: true } } : {}),
    ...(stream ? { requestBody: { content: streamed, required: true } } : {}),
    responses: {
      [String(status)]: { description: "Answered", content: answered },
      ...Object.fromEntries(others),
      "4XX": refused,
      "5XX": refused,
    },
  };
}

/** `getWorksByWorkId`: for those who generate clients. */
function operationId({ method, path }: Route["spec"]): string {
  const words = path.replaceAll("{", "by-").match(/[A-Za-z0-9]+/g) ?? [];
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
