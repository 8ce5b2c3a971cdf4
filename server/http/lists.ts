import { z } from "zod";
import { InvalidInput } from "../domain/errors.ts";

/** Lists: at most `limit` items and a cursor to the rest, never cut silently. */

export const pageQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(20)
    .meta({ description: "Most items in one answer." }),
  cursor: z.string().max(100).optional().meta({ description: "`next` of the answer before." }),
};

/** Writes where a list goes on. */
export function toCursor(position: number | null): string | null {
  return position === null ? null : position.toString(36);
}

/** Reads a cursor. @throws InvalidInput if it is none of ours */
export function fromCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  const position = /^[0-9a-z]{1,11}$/.test(cursor) ? Number.parseInt(cursor, 36) : Number.NaN;
  if (!Number.isSafeInteger(position)) {
    throw new InvalidInput(
      "invalid-cursor",
      "The cursor is none of this list's: take `next` of the last answer.",
    );
  }
  return position;
}

/** A page of rows that were read with one more than it shows. */
export function pageOf<R extends { position: number }, V>(
  rows: readonly R[],
  limit: number,
  view: (row: R) => V,
  asOf: unknown,
) {
  const shown = rows.slice(0, limit);
  const next = rows.length > limit ? (shown.at(-1)?.position ?? null) : null;
  return { items: shown.map(view), next: toCursor(next), asOf };
}
