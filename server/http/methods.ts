import type { Router } from "express";
import { Problem } from "./problem.ts";
import { pathOf, type Route } from "./route.ts";

/** Mounts routes, and answers 405 for the methods that a path of theirs does not have. */
export function mountRoutes(routes: readonly Route[], router: Router): void {
  for (const route of routes) route.mount(router);
  for (const [path, methods] of methodsByPath(routes)) {
    const allowed = methods.join(", ");
    router.all(path, (request, response) => {
      response.set("allow", allowed);
      if (request.method === "OPTIONS") return void response.status(204).end();
      throw new Problem(
        405,
        "method-not-allowed",
        `${request.method} is not possible here: use ${allowed.replace(/, (\w+)$/, " or $1")}.`,
      );
    });
  }
}

function methodsByPath(routes: readonly Route[]): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const { spec } of routes) {
    const path = pathOf(spec);
    const known = methods.get(path) ?? ["OPTIONS"];
    methods.set(path, [...(spec.method === "get" ? ["GET", "HEAD"] : [spec.method.toUpperCase()]), ...known]);
  }
  return methods;
}
