import { Problem } from "./problem.ts";

/**
 * Reads the query of an address, strictly: each parameter once, its escapes whole, its bytes UTF-8.
 * @throws Problem 400 that shows the parameter
 */
export function queryOf(url: string): Record<string, string> {
  const start = url.indexOf("?");
  if (start === -1) return {};
  const values = new Map<string, string>();
  for (const part of url.slice(start + 1).split("&")) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    const name = decoded(equals === -1 ? part : part.slice(0, equals), part);
    if (values.has(name)) {
      throw new Problem(400, "malformed-query", `Give the query parameter "${name.slice(0, 80)}" once.`);
    }
    values.set(name, equals === -1 ? "" : decoded(part.slice(equals + 1), part));
  }
  // Unlike an assignment this makes a field of its own even of "__proto__", which is then unknown as any other.
  return Object.fromEntries(values);
}

function decoded(text: string, part: string): string {
  if (/%(?![0-9a-f]{2})/i.test(text)) {
    throw new Problem(
      400,
      "malformed-url",
      `The query holds a broken percent escape: "${part.slice(0, 80)}".`,
    );
  }
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw new Problem(400, "invalid-utf8", `The query is not valid UTF-8: "${part.slice(0, 80)}".`);
  }
}
