/** The part of OpenAPI 3.1 that this project writes, and a check of it by the words of the specification. */

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: unknown;
}
interface Response {
  readonly $ref?: string;
  readonly description?: string;
  readonly content?: Record<string, { schema?: unknown }>;
}
export interface Operation {
  operationId?: string;
  parameters?: Parameter[];
  readonly requestBody?: { content?: Record<string, { schema?: unknown }> };
  readonly responses: Record<string, Response>;
  readonly security?: Record<string, string[]>[];
}
export interface OpenApi {
  readonly openapi: string;
  readonly info: { title?: string; version?: string; license?: { identifier?: string; name?: string } };
  readonly paths: Record<string, Partial<Record<string, Operation>>>;
  readonly components?: { schemas?: Record<string, unknown>; securitySchemes?: Record<string, unknown> };
}

export function operationsOf({ paths }: OpenApi) {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) => (operation ? [{ path, method, operation }] : [])),
  );
}

/** What is wrong with a document, one line each. */
export function faultsOf(document: OpenApi): string[] {
  const faults: string[] = [];
  const { title, version, license } = document.info;
  if (!title || !version) faults.push("info: title and version are required");
  if (license && !license.name) faults.push("info: a license has a name");
  for (const name of Object.keys(document.components?.schemas ?? {})) {
    if (!/^[a-zA-Z0-9._-]+$/.test(name)) faults.push(`components: ${name} is no name`);
  }
  faults.push(...dangling(document, document.components).map((fault) => `components: ${fault}`));
  const ids = new Set<string>();
  for (const { method, path, operation } of operationsOf(document)) {
    const found = [
      ...dangling(document, operation),
      ...faultsOfId(operation, ids),
      ...faultsOfParameters(path, operation),
      ...faultsOfAnswers(document, operation),
    ];
    faults.push(...found.map((fault) => `${method} ${path}: ${fault}`));
  }
  return faults;
}

function faultsOfId({ operationId }: Operation, known: Set<string>): string[] {
  if (operationId === undefined) return ["it has no operationId"];
  if (known.has(operationId)) return [`the operationId ${operationId} is there twice`];
  known.add(operationId);
  return [];
}

function faultsOfParameters(path: string, { parameters = [] }: Operation): string[] {
  const faults: string[] = [];
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const inPath = parameters.filter((parameter) => parameter.in === "path");
  for (const name of named) {
    if (!inPath.some((parameter) => parameter.name === name)) faults.push(`{${name}} is no parameter`);
  }
  for (const { name, required } of inPath) {
    if (!named.includes(name)) faults.push(`the parameter ${name} is not in the path`);
    if (required !== true) faults.push(`the parameter ${name} is in the path and so required`);
  }
  const keys = parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
  if (new Set(keys).size !== keys.length) faults.push("a parameter is there twice");
  for (const parameter of parameters) {
    if (!["path", "query", "header", "cookie"].includes(parameter.in)) faults.push(`${parameter.in}?`);
    if (parameter.schema === undefined) faults.push(`the parameter ${parameter.name} has no schema`);
  }
  return faults;
}

function faultsOfAnswers(document: OpenApi, { responses, requestBody, security }: Operation): string[] {
  const faults: string[] = [];
  if (Object.keys(responses).length === 0) faults.push("it has no answer");
  for (const [status, { $ref, description }] of Object.entries(responses)) {
    if (!/^([1-5]\d\d|[1-5]XX|default)$/.test(status)) faults.push(`${status} is no status`);
    if ($ref === undefined && !description) faults.push(`the answer ${status} has no description`);
  }
  if (requestBody && Object.keys(requestBody.content ?? {}).length === 0)
    faults.push("the body has no content");
  for (const scheme of (security ?? []).flatMap((one) => Object.keys(one))) {
    if (!document.components?.securitySchemes?.[scheme]) faults.push(`the scheme ${scheme} is not declared`);
  }
  return faults;
}

/** References into the document that lead nowhere, however deep they stand. */
function dangling(document: OpenApi, value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (key !== "$ref" || typeof member !== "string") return dangling(document, member);
    const steps = member.replace(/^#\//, "").split("/");
    const target = steps.reduce<unknown>(
      (at, step) => (at as Record<string, unknown> | undefined)?.[step],
      document,
    );
    return target === undefined ? [`${member} leads nowhere`] : [];
  });
}
