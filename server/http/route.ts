import type { Request, Response, Router } from "express";
import { type ZodObject, type ZodType, z } from "zod";
import { jsonBody } from "./body.ts";
import { queryOf } from "./query.ts";

/** A route is declared once: its shapes validate the request, type its handler and write the OpenAPI document. */

type Shape = ZodObject | undefined;
type Body = ZodType | undefined;
type Parsed<T> = T extends ZodType ? z.output<T> : undefined;

export interface RouteSpec<P extends Shape, Q extends Shape, B extends Body, H extends Shape = Shape> {
  readonly method: "get" | "post" | "put" | "delete";
  /** OpenAPI form, below /api/v1 unless `root`: `/works/{workId}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** Outside /api/v1. */
  readonly root?: boolean;
  readonly params?: P;
  readonly query?: Q;
  /** Headers that the route reads, by their names in lower case. */
  readonly headers?: H;
  /** Only for who has signed in. */
  readonly signedIn?: boolean;
  /** A JSON body. */
  readonly body?: B;
  /** A body that the handler reads as a stream: its content types. */
  readonly stream?: readonly string[];
  /** A JSON answer, or the content type of another one that the handler sends itself. */
  readonly response: ZodType | string;
  /** Of the answer; 200 unless given. */
  readonly status?: number;
  /** Other answers that are no problem details, by their status. */
  readonly others?: Readonly<Record<number, ZodType>>;
  /** Codes of refusals beside those of every route. */
  readonly problems?: readonly string[];
}

export interface RouteInput<P extends Shape, Q extends Shape, B extends Body, H extends Shape = Shape> {
  readonly params: Parsed<P>;
  readonly query: Parsed<Q>;
  readonly headers: Parsed<H>;
  readonly body: Parsed<B>;
  readonly request: Request;
  readonly response: Response;
}

/** A declared route, with its types forgotten. */
export interface Route {
  readonly spec: RouteSpec<Shape, Shape, Body>;
  mount(router: Router): void;
}

/** Declares a route. A handler parses nothing and knows no status: it calls, and returns what to answer. */
export function route<
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Body = undefined,
  H extends Shape = undefined,
>(spec: RouteSpec<P, Q, B, H>, handle: (input: RouteInput<P, Q, B, H>) => Promise<unknown>): Route {
  return {
    spec: spec as RouteSpec<Shape, Shape, Body>,
    mount(router) {
      const path = pathOf(spec);
      const readers = spec.body ? [jsonBody()] : [];
      router[spec.method](path, ...readers, async (request, response) => {
        const input = {
          params: parsed(spec.params, request.params),
          query: parsed(spec.query ?? emptyQuery, queryOf(request.originalUrl)),
          headers: parsed(spec.headers, headersOf(request, spec.headers)),
          body: spec.body ? spec.body.parse(request.body) : undefined,
          request,
          response,
        } as RouteInput<P, Q, B, H>;
        const answer = await handle(input);
        if (!response.headersSent) response.status(spec.status ?? 200).json(answer);
      });
    },
  };
}

/** The path as Express writes it. */
export function pathOf({ path }: Pick<Route["spec"], "path">): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}

const emptyQuery = z.strictObject({});

function parsed(schema: Shape, value: unknown): unknown {
  return schema?.parse(value);
}

/** Those of the headers that the schema names. */
function headersOf(request: Request, schema: Shape): Record<string, string | undefined> {
  return Object.fromEntries(Object.keys(schema?.shape ?? {}).map((name) => [name, request.get(name)]));
}
