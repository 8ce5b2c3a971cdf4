import type { RequestHandler } from "express";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  /** Times every request by its route. */
  readonly measure: RequestHandler;
}

/** Figures that are read when somebody asks: name, help, value. */
export interface GaugeSource {
  readonly name: string;
  readonly help: string;
  read(): Promise<number>;
}

export function createMetrics(sources: readonly GaugeSource[]): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "ledger_http_request_seconds",
    help: "Time to answer, by method, route and status.",
    labelNames: ["method", "route", "status"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  for (const { name, help, read } of sources) {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(await read().catch(() => Number.NaN));
      },
    });
  }
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    measure(request, response, next) {
      const stop = requests.startTimer({ method: request.method });
      response.on("finish", () => {
        const path = (request.route as { path?: string } | undefined)?.path ?? "other";
        stop({ route: path, status: String(response.statusCode) });
      });
      next();
    },
  };
}
