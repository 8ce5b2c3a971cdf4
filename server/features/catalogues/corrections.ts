import type { Database } from "../../database/connection.ts";

/** Corrections looked at in one round. */
const MOST_AT_ONCE = 500;

/** Notes which corrections of a catalogue are on the ledger or were refused. @returns whether any is */
export async function settleCorrections({ db }: Database, catalogueId: string): Promise<boolean> {
  const rows = await db
    .selectFrom("catalogue_records")
    .innerJoin("documents", "documents.id", "catalogue_records.document_id")
    .leftJoin("executed_documents", "executed_documents.document", "documents.id")
    .select([
      "line",
      "reasons_json as said",
      "documents.error_json as error",
      "executed_documents.document as executed",
    ])
    .where("catalogue_id", "=", catalogueId)
    .where("outcome", "=", "pending")
    .where((eb) =>
      eb.or([eb("executed_documents.document", "is not", null), eb("documents.state", "=", "failed")]),
    )
    .limit(MOST_AT_ONCE)
    .execute();
  for (const { line, said, error, executed } of rows) {
    const corrected = [
      { code: "corrected", message: "it was on the ledger with other metadata, and was corrected" },
    ];
    const refused = error ? [JSON.parse(error) as object] : [];
    await db
      .updateTable("catalogue_records")
      .set({
        outcome: executed ? "taken" : "refused",
        // What was said of the record when it came in stays true.
        reasons_json: JSON.stringify([
          ...(executed ? corrected : refused),
          ...(JSON.parse(said) as object[]),
        ]),
      })
      .where("catalogue_id", "=", catalogueId)
      .where("line", "=", line)
      .execute();
  }
  return rows.length > 0;
}
