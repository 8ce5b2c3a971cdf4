import { column, createTable, type Migration } from "./migration.ts";

const { text, integer } = column;

/** The keys of sealed agreements, wrapped, and who may read with them. */
export const agreementTables: Migration = {
  number: 4,
  name: "agreements",
  async up(db, dialect) {
    await createTable(
      db,
      dialect,
      "agreements",
      { digest: text, wrapped_key: text, created_at: integer },
      { key: ["digest"] },
    );
    await createTable(
      db,
      dialect,
      "agreement_readers",
      { digest: text, account: text, role: text, granted_by: text, granted_at: integer },
      {
        key: ["digest", "account"],
        indexes: [["account"]],
        references: { column: "digest", table: "agreements", target: "digest" },
      },
    );
  },
};
