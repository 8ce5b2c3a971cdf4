import { column, createTable, type Migration } from "./migration.ts";

const { text, textOrNull, integer, integerOrNull, counter } = column;

/** The tables that only this program can write again: documents, the outbox, sessions, catalogues. */
export const applicationTables: Migration = {
  number: 2,
  name: "application",
  async up(db, dialect) {
    const create = createTable.bind(null, db, dialect);
    await create(
      "documents",
      {
        id: text,
        type: text,
        contract: text,
        typed_json: text,
        content_json: text,
        parties_json: text,
        state: text,
        transaction_hash: textOrNull,
        error_json: textOrNull,
        created_at: integer,
        updated_at: integer,
        accepted_sequence: integerOrNull,
      },
      { key: ["id"], indexes: [["state", "created_at"], ["accepted_sequence"]] },
    );
    await create(
      "signatures",
      { document_id: text, party: text, signature_json: text, created_at: integer },
      {
        key: ["document_id", "party"],
        references: { column: "document_id", table: "documents", target: "id" },
      },
    );
    await create(
      "outbox",
      {
        sequence: counter,
        document_id: textOrNull,
        target: text,
        calldata: text,
        state: text,
        relayer: textOrNull,
        nonce: integerOrNull,
        raw_transaction: textOrNull,
        transaction_hash: textOrNull,
        block: integerOrNull,
        attempts: integer,
        error_json: textOrNull,
        created_at: integer,
        updated_at: integer,
      },
      { indexes: [["state", "sequence"], ["document_id"], ["relayer", "nonce"], ["transaction_hash"]] },
    );
    await create(
      "document_nonces",
      { contract: text, signer: text, epoch: text, next: integer },
      { key: ["contract", "signer", "epoch"] },
    );
    await create(
      "idempotency_keys",
      { scope: text, key: text, request_hash: text, document_id: textOrNull, created_at: integer },
      { key: ["scope", "key"], indexes: [["created_at"]] },
    );
    await create(
      "sessions",
      { token_hash: text, account: text, expires_at: integer, created_at: integer },
      { key: ["token_hash"], indexes: [["expires_at"]] },
    );
    await create(
      "login_nonces",
      { nonce: text, expires_at: integer },
      { key: ["nonce"], indexes: [["expires_at"]] },
    );
    await create(
      "catalogues",
      {
        id: text,
        name: text,
        registrant: text,
        state: text,
        format: text,
        source: textOrNull,
        received: integer,
        details_json: text,
        created_at: integer,
        updated_at: integer,
      },
      { key: ["id"], indexes: [["registrant", "created_at"], ["state"]] },
    );
    await create(
      "catalogue_parts",
      {
        catalogue_id: text,
        part: integer,
        first_place: integer,
        works: integer,
        document_id: text,
        deposit_id: text,
        next_place: integer,
      },
      {
        key: ["catalogue_id", "part"],
        indexes: [["document_id"]],
        references: { column: "catalogue_id", table: "catalogues", target: "id" },
      },
    );
    await create(
      "catalogue_records",
      {
        catalogue_id: text,
        line: integer,
        ref: text,
        outcome: text,
        work_id: textOrNull,
        reasons_json: text,
        work_json: text,
        document_id: textOrNull,
        place: integerOrNull,
      },
      {
        key: ["catalogue_id", "line"],
        indexes: [
          ["catalogue_id", "outcome", "line"],
          ["catalogue_id", "place"],
          ["catalogue_id", "work_id"],
        ],
        references: { column: "catalogue_id", table: "catalogues", target: "id" },
      },
    );
  },
};
