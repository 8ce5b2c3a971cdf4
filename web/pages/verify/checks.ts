import type { ApiFailure } from "../../api.ts";
import type { Verification } from "../../api-types.ts";

/** What is checked: a file by its name, a text by its beginning, or a fingerprint computed elsewhere. */
export type Subject =
  | { kind: "file"; name: string; size: number }
  | { kind: "text"; excerpt: string }
  | { kind: "fingerprint" };

/** How far a check has come. */
export type Progress =
  | { phase: "hashing"; hashed: number }
  | { phase: "unreadable" }
  | { phase: "asking"; fingerprint: string }
  | { phase: "failed"; fingerprint: string; failure: ApiFailure }
  | { phase: "answered"; fingerprint: string; verification: Verification };

export interface Check {
  id: number;
  subject: Subject;
  progress: Progress;
}

export type ChecksAction =
  | { type: "started"; check: Check }
  | { type: "moved"; id: number; progress: Progress }
  | { type: "cleared" };

/** The checks of this visit, the newest first. */
export function checksReducer(checks: Check[], action: ChecksAction): Check[] {
  switch (action.type) {
    case "started":
      return [action.check, ...checks];
    case "moved":
      return checks.map((check) =>
        check.id === action.id ? { ...check, progress: action.progress } : check,
      );
    case "cleared":
      return [];
  }
}

const excerptLength = 12;

/** The beginning of a text on one line, cut between characters and not inside one. */
export function excerptOf(text: string): string {
  const characters = [...text.trim().replace(/\s+/gu, " ")];
  const start = characters.slice(0, excerptLength).join("");
  return characters.length > excerptLength ? `${start}…` : start;
}
