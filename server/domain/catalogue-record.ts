import { InvalidInput } from "./errors.ts";
import { textFingerprint } from "./fingerprint.ts";
import { type WorkInput, workInput } from "./work-input.ts";

/** A record of an NDJSON catalogue: a work as the API takes it, or with its whole text in place of a fingerprint. */

/** What the records of a catalogue have in common, for records that do not say it. */
export interface RecordDefaults {
  readonly legalClass?: string | undefined;
  readonly tradeClass?: string | undefined;
  readonly language?: string | undefined;
}

/** Why a record is not taken, or what was left out of it. */
export interface Reason {
  readonly code: string;
  readonly message: string;
}

/** A record with its fingerprint in place of its text: the form in which it leaves its owner's machine. */
export function withoutText(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { text, ...rest } = record;
  if (typeof text !== "string" || "fingerprint" in record) return { ...record };
  return { ...rest, fingerprint: textFingerprint(text), fingerprintOf: "text" };
}

const known: ReadonlySet<string> = new Set(Object.keys(workInput.shape));

/** A record read: the work, or why there is none; and what is worth saying of it. */
export type RecordReading =
  | {
      readonly work: WorkInput;
      readonly notes: readonly Reason[];
      /** The record says only what has changed. */
      readonly partial?: boolean;
    }
  | {
      readonly work: null;
      readonly reasons: readonly Reason[];
      /** Nothing is wrong with the record: it is not meant to register anything. */
      readonly skipped?: boolean;
    };

/** Reads a record. Fields that no work has are left out, and said so. */
export function readRecord(record: unknown, defaults: RecordDefaults): RecordReading {
  if (typeof record !== "object" || record === null || Array.isArray(record)) {
    return refused("not-a-record", "the line is no JSON object");
  }
  let fields: Record<string, unknown>;
  try {
    fields = withoutText(record as Record<string, unknown>);
  } catch (error) {
    if (error instanceof InvalidInput) return refused(error.code, error.message);
    throw error;
  }
  const { ref: _, id: __, ...rest } = fields;
  const unknown = Object.keys(rest).filter((field) => !known.has(field));
  const draft = Object.fromEntries(Object.entries(rest).filter(([field]) => known.has(field)));
  const parsed = workInput.safeParse({ ...present(defaults), ...draft });
  if (!parsed.success) {
    return {
      work: null,
      reasons: parsed.error.issues.map(({ path, message, code }) => ({
        code: "invalid-field",
        message: `${path.join(".") || code}: ${message}`,
      })),
    };
  }
  const notes = unknown.map((field) => ({
    code: "field-left-out",
    message: `"${field.slice(0, 60)}" is no field of a work and was left out`,
  }));
  return { work: parsed.data, notes };
}

/** How the record is called in reports: its own reference, or its line. */
export function referenceOf(record: unknown, line: number): string {
  const { ref, id } = (typeof record === "object" && record !== null ? record : {}) as Record<
    string,
    unknown
  >;
  const own = ref ?? id;
  return typeof own === "string" && own !== "" ? own.slice(0, 200).toWellFormed() : String(line);
}

function present({ legalClass, tradeClass, language }: RecordDefaults): Record<string, string> {
  return {
    ...(legalClass === undefined ? {} : { legalClass }),
    ...(tradeClass === undefined ? {} : { tradeClass }),
    ...(language === undefined ? {} : { language }),
  };
}

function refused(code: string, message: string): RecordReading {
  return { work: null, reasons: [{ code, message }] };
}
