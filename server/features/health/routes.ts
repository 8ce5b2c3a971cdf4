import { z } from "zod";
import { type Route, route } from "../../http/route.ts";
import type { Metrics } from "../../metrics.ts";

/** One part of the product, and a look at whether it works. */
export interface HealthCheck {
  readonly name: string;
  /** Throws, with a sentence, if it does not. */
  check(): Promise<void>;
}

const CHECK_MILLISECONDS = 3_000;

const healthSchema = z.object({ status: z.literal("alive") });
const readySchema = z
  .object({
    status: z.enum(["ready", "not-ready"]),
    parts: z.record(z.string(), z.object({ ok: z.boolean(), detail: z.string().nullable() })),
  })
  .meta({ id: "Readiness" });

export function healthRoutes(checks: readonly HealthCheck[], metrics: Metrics): Route[] {
  return [
    route(
      {
        method: "get",
        path: "/healthz",
        root: true,
        tag: "operation",
        summary: "Whether the process answers",
        response: healthSchema,
      },
      async () => ({ status: "alive" }),
    ),
    route(
      {
        method: "get",
        path: "/readyz",
        root: true,
        tag: "operation",
        summary: "Whether every part works: 200 if so, else 503",
        response: readySchema,
        others: { 503: readySchema },
      },
      async ({ response }) => {
        const results = await Promise.all(checks.map(look));
        const ready = results.every(([, { ok }]) => ok);
        const answer = { status: ready ? "ready" : "not-ready", parts: Object.fromEntries(results) };
        response.status(ready ? 200 : 503).json(answer);
      },
    ),
    route(
      {
        method: "get",
        path: "/metrics",
        root: true,
        tag: "operation",
        summary: "Prometheus metrics",
        response: "text/plain",
      },
      async ({ response }) => {
        response.type(metrics.contentType).send(await metrics.text());
      },
    ),
  ];
}

async function look({ name, check }: HealthCheck): Promise<[string, { ok: boolean; detail: string | null }]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("does not answer")), CHECK_MILLISECONDS);
  });
  try {
    await Promise.race([check(), late]);
    return [name, { ok: true, detail: null }];
  } catch (error) {
    return [name, { ok: false, detail: error instanceof Error ? error.message : String(error) }];
  } finally {
    clearTimeout(timer);
  }
}
