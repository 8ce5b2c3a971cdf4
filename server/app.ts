import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { join } from "node:path";
import express, { type Express, Router } from "express";
import { rateLimit } from "express-rate-limit";
import helmet from "helmet";
import type { Logger } from "pino";
import { pinoHttp } from "pino-http";
import type { EmbeddedChain } from "./chain/embedded/chain.ts";
import { jsonRpcHandler } from "./chain/embedded/json-rpc.ts";
import { docsPage } from "./http/docs.ts";
import { mountRoutes } from "./http/methods.ts";
import { openApiDocument } from "./http/openapi.ts";
import { Problem, problemHandler, sendProblem, traceIdOf } from "./http/problem.ts";
import type { Route } from "./http/route.ts";
import type { Metrics } from "./metrics.ts";

export interface AppOptions {
  readonly routes: readonly Route[];
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly embedded: EmbeddedChain | null;
  /** Folder of the built web pages; none if they have not been built. */
  readonly webDirectory: string | undefined;
  readonly requestsPerMinute: number;
}

/** The web server: routes, the embedded chain's JSON-RPC, the API's documents, the pages. */
export function createApp(options: AppOptions): Express {
  const { routes, metrics, logger, embedded, webDirectory } = options;
  const app = express();
  app.disable("x-powered-by");
  // Computing a tag for every answer costs a third of the speed, and answers change with every block.
  app.disable("etag");
  app.use(pinoHttp({ logger, genReqId: () => randomUUID(), quietReqLogger: true, quietResLogger: true }));
  app.use(securityHeaders());
  app.use(metrics.measure);
  if (embedded) app.post("/rpc", jsonRpcHandler(embedded));

  app.use("/api", limiter(options.requestsPerMinute));
  const api = Router();
  mountRoutes(
    routes.filter(({ spec }) => spec.root),
    app,
  );
  mountRoutes(
    routes.filter(({ spec }) => !spec.root),
    api,
  );
  app.use("/api/v1", api);

  const document = openApiDocument(routes, versionOf());
  app.get("/openapi.json", (_, response) => void response.json(document));
  app.use("/docs", docsPage());
  app.use("/api", (request) => {
    throw new Problem(
      404,
      "no-such-resource",
      `There is nothing at ${request.method} ${request.originalUrl.slice(0, 200)}.`,
    );
  });
  if (webDirectory) serveWeb(app, webDirectory);
  app.use((request) => {
    throw new Problem(404, "no-such-page", `There is nothing at ${request.originalUrl.slice(0, 200)}.`);
  });
  app.use(
    problemHandler((error, request) =>
      logger.error({ err: error, traceId: traceIdOf(request) }, "a request failed"),
    ),
  );
  return app;
}

/** Answers while the product is starting. */
export function startingApp(): Express {
  const app = express();
  app.disable("x-powered-by");
  app.use((_, response) => {
    response.set("retry-after", "1");
    sendProblem(
      response,
      new Problem(503, "starting", "The ledger is starting: try again in a moment."),
      randomUUID(),
    );
  });
  return app;
}

function securityHeaders() {
  const none = ["'none'"];
  const self = ["'self'"];
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: none,
        scriptSrc: self,
        styleSrc: self,
        imgSrc: ["'self'", "data:"],
        fontSrc: self,
        connectSrc: self,
        workerSrc: self,
        manifestSrc: self,
        baseUri: none,
        formAction: self,
        frameAncestors: none,
        objectSrc: none,
      },
    },
    // Over plain HTTP on loopback this would lock the browser out of everything else there.
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
  });
}

function limiter(perMinute: number) {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: "draft-8",
    legacyHeaders: false,
    // Whoever sends that header unasked should not make the library complain in the log.
    validate: { xForwardedForHeader: false },
    handler: (_, __, next) =>
      next(new Problem(429, "too-many-requests", "Too many requests: wait a minute.")),
  });
}

/** The built pages; every address that is no file belongs to the single-page application. */
function serveWeb(app: Express, directory: string): void {
  const assets = join(directory, "assets");
  app.use(
    "/assets",
    express.static(assets, { immutable: true, maxAge: "1y", fallthrough: true, index: false }),
  );
  app.use(express.static(directory, { maxAge: 0, index: false }));
  app.get("/{*path}", (request, response, next) => {
    if (request.path.startsWith("/assets/") || !request.accepts("html")) return next();
    response.set("cache-control", "no-cache").sendFile("index.html", { root: directory });
  });
}

function versionOf(): string {
  const require = createRequire(import.meta.url);
  return (require("../package.json") as { version: string }).version;
}
