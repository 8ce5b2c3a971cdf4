import type { Reason } from "../../../domain/catalogue-record.ts";
import type { OnixProblem } from "../problems.ts";

/** Collects what is worth saying of a record that is taken. */
export interface Notes {
  add(code: string, message: string): void;
  readonly list: Reason[];
}

export function notes(): Notes {
  const list: Reason[] = [];
  return { list, add: (code, message) => void list.push({ code, message }) };
}

/** A problem of the message as a reason in a report. */
export function reasonOf({ code, message, line }: OnixProblem): Reason {
  return { code, message: `line ${line}: ${message}` };
}
