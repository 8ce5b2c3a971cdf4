import type { Node } from "./xml/tree.ts";

/** Something in a message that is not as the standard has it, and what became of it. */
export interface OnixProblem {
  /** Stable and kebab-case. */
  readonly code: string;
  readonly message: string;
  /** Line in the message, from 1. */
  readonly line: number;
  /** Reference name of the element, or null where it concerns the whole. */
  readonly element: string | null;
}

/** Collects the problems of a product or of the header; the same one of the same kind of element is told once. */
export interface Problems {
  report(code: string, message: string, at: { line: number; name: string | null } | Node): void;
  readonly list: OnixProblem[];
}

export function problemList(most: number): Problems {
  const list: OnixProblem[] = [];
  const told = new Set<string>();
  return {
    list,
    report(code, message, { line, name }) {
      const key = `${code} ${name} ${message}`;
      if (told.has(key)) return;
      if (list.length >= most) {
        if (list.length > most) return;
        list.push({
          code: "more-problems",
          message: "there are more problems than are told",
          line,
          element: null,
        });
        return;
      }
      told.add(key);
      list.push({ code, message, line, element: name });
    },
  };
}

/** A value as it is shown in a problem. */
export function shown(value: string): string {
  return `"${value.length > 60 ? `${value.slice(0, 60)}…` : value}"`;
}
