import type { Reason, RecordDefaults } from "../../domain/catalogue-record.ts";
import { InvalidInput } from "../../domain/errors.ts";
import { plain } from "./cells.ts";
import type { Column } from "./columns.ts";
import { type Draft, emptyDraft, type RightsOffered } from "./draft.ts";
import type { Encoding } from "./encoding.ts";
import { rowFingerprint } from "./identity.ts";
import { offerReader } from "./offered.ts";
import { protectionOf } from "./protection.ts";
import type { Row } from "./rows.ts";

export interface CsvOptions extends RecordDefaults {
  /** Who sends the catalogue, so that the references of two of them stay apart. */
  readonly issuer?: string | undefined;
}

export interface CsvRecord {
  /** The line on which the row begins, from 1. */
  readonly line: number;
  /**
   * A record as `readRecord` takes it, with the rights on offer beside the work's fields; of a row with a problem, its
   * reference if that much could be read.
   */
  readonly value: Readonly<Record<string, unknown>> & { readonly rightsOffered?: readonly RightsOffered[] };
  /** Why there is no work. */
  readonly problem: Reason | null;
  /** What was left out, or is worth knowing. What is true of the whole file stands with its first row. */
  readonly notes: readonly Reason[];
}

/** Turns rows into records. */
export function recordReader(
  columns: readonly Column[],
  options: CsvOptions,
  encoding: () => Encoding,
): (row: Row) => CsvRecord {
  const offersOf = offerReader();
  const once = notesOnce(columns);

  return (row) => {
    const { line, cells } = row;
    if (cells === null) return { line, value: {}, problem: row.problem, notes: once.first() };
    const notes = [...once.first(), ...once.unnamed(cells), ...(row.note ? [row.note] : [])];
    const { draft, faults } = draftOf(columns, cells, encoding());
    const [fault] = faults;
    const { ref } = draft.fields;
    if (fault) {
      const message = faults.map((one) => one.message).join("; ");
      return {
        line,
        value: { ...(ref === undefined ? {} : { ref }) },
        problem: { ...fault, message },
        notes,
      };
    }
    const legalClass = textOf(draft.fields.legalClass) ?? options.legalClass;
    const protection = protectionOf(draft, legalClass);
    const rights = offersOf(draft, legalClass);
    const value = {
      ...identified(draft, options.issuer),
      creators: draft.creators,
      identifiers: draft.identifiers,
      ...(protection.facts ? { protection: protection.facts } : {}),
      ...(rights.offered.length > 0 ? { rightsOffered: rights.offered } : {}),
    };
    notes.push(...once.knownByTitle(draft), ...protection.notes, ...rights.notes);
    return { line, value, problem: null, notes };
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The fields of a work with its fingerprint: that of its file, if the row says one, or that of the record itself. */
function identified(
  { fields, creators, identifiers }: Draft,
  issuer: string | undefined,
): Record<string, unknown> {
  if (fields.fingerprint !== undefined) return fields;
  const isbn = identifiers.find(({ scheme }) => scheme === "isbn")?.value;
  const names = { issuer, ref: textOf(fields.ref), isbn, title: textOf(fields.title) ?? "", creators };
  return { ...fields, fingerprint: rowFingerprint(names), fingerprintOf: "record" };
}

/** What the cells say, and what is wrong with them. */
function draftOf(
  columns: readonly Column[],
  cells: readonly string[],
  encoding: Encoding,
): { readonly draft: Draft; readonly faults: readonly Reason[] } {
  const draft = emptyDraft();
  const faults: Reason[] = [];
  for (const [place, { header, meaning }] of columns.entries()) {
    const cell = plain(cells[place] ?? "").trim();
    if (!meaning || cell === "") continue;
    if (cell.includes("\ufffd")) {
      const message = `column "${header}": characters were lost, here as bytes that are not ${encoding.toUpperCase()}, or before (U+FFFD)`;
      faults.push({ code: "characters-lost", message });
      continue;
    }
    try {
      meaning.put(draft, cell, header);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      faults.push({ code: error.code, message: `column "${header}": ${error.message}` });
    }
  }
  if (faults.length === 0 && draft.fields.title === undefined) {
    faults.push({ code: "no-title", message: "the row has no title" });
  }
  return { draft, faults };
}

/** Notes that stand with one row, whatever the number of rows they are true of. */
function notesOnce(columns: readonly Column[]) {
  const unknown = columns
    .filter(({ header, meaning }) => !meaning && header !== "")
    .map(({ header }) => header);
  const nameless = columns.flatMap(({ header }, place) => (header === "" ? [place] : []));
  const said = new Set<string>();
  const say = (code: string, message: string): Reason[] => {
    if (said.has(code)) return [];
    said.add(code);
    return [{ code, message }];
  };
  return {
    first(): Reason[] {
      if (unknown.length === 0) return [];
      const shown = unknown.map((header) => `"${header.slice(0, 60)}"`).join(", ");
      return say(
        "columns-left-out",
        `columns that no work has were left out, in this and all rows: ${shown}`,
      );
    },
    unnamed(cells: readonly string[]): Reason[] {
      const place = nameless.find((one) => cells[one] !== "");
      if (place === undefined) return [];
      return say(
        "column-unnamed",
        `column ${place + 1} has no name and was left out, here and in later rows`,
      );
    },
    knownByTitle({ fields, identifiers }: Draft): Reason[] {
      const known = fields.fingerprint ?? fields.ref ?? identifiers.find(({ scheme }) => scheme === "isbn");
      if (known !== undefined) return [];
      const message =
        "without a fingerprint, a ref or an ISBN a work is known by its title and creators, here and in later rows: " +
        "add a column ref, so that titles can be corrected and works of one title told apart";
      return say("known-by-title", message);
    },
  };
}
