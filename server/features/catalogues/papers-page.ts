import type { Database } from "../../database/connection.ts";
import { toCursor } from "../../http/lists.ts";
import { partsOf } from "./store.ts";

/** A catalogue's documents: those of its parts first, then its corrections by line. */
export async function papersPage(
  { db }: Database,
  catalogueId: string,
  limit: number,
  after: number | undefined,
): Promise<{ items: { id: string; type: string; signed: boolean }[]; next: string | null }> {
  const parts = after === undefined ? await partsOf(db, catalogueId) : [];
  const corrections = await db
    .selectFrom("catalogue_records")
    .select(["line", "document_id"])
    .where("catalogue_id", "=", catalogueId)
    .where("document_id", "is not", null)
    .where("line", ">", after ?? 0)
    .orderBy("line")
    .limit(limit + 1)
    .execute();
  const shown = corrections.slice(0, limit);
  const ids = [
    ...parts.flatMap(({ deposit_id, document_id }) => [deposit_id, document_id]),
    ...shown.flatMap(({ document_id }) => document_id ?? []),
  ];
  const rows =
    ids.length === 0
      ? []
      : await db.selectFrom("documents").select(["id", "type", "state"]).where("id", "in", ids).execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    items: ids.flatMap((id) => {
      const row = byId.get(id);
      return row ? [{ id, type: row.type, signed: row.state !== "prepared" }] : [];
    }),
    next: toCursor(corrections.length > limit ? (shown.at(-1)?.line ?? null) : null),
  };
}
