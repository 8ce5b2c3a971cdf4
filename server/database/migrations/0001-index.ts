import { column, createPartialIndex, createTable, type Migration } from "./migration.ts";

const { text, textOrNull, integer, integerOrNull, counter } = column;

/** The tables that follow from chain events, and what rolling them back needs. */
export const indexTables: Migration = {
  number: 1,
  name: "index",
  async up(db, dialect) {
    const create = createTable.bind(null, db, dialect);
    await create(
      "blocks",
      { number: integer, hash: text, parent_hash: text, timestamp: integer, undo: integer },
      { key: ["number"] },
    );
    await create("cursor", { id: integer, block: integer, block_hash: text }, { key: ["id"] });
    await create(
      "undo",
      { sequence: counter, block: integer, table_name: text, key_json: text, before_json: textOrNull },
      { indexes: [["block"]] },
    );
    await create(
      "works",
      {
        position: integer,
        work_id: text,
        holder: text,
        title: text,
        original_title: textOrNull,
        language: textOrNull,
        genre: textOrNull,
        creators_json: text,
        identifiers_json: text,
        legal_class: text,
        trade_class: text,
        status: text,
        encumbrances: integer,
        protected_until: textOrNull,
        registered_at: integer,
        priority_at: integer,
        metadata_digest: text,
        metadata_available: integer,
        registered_block: integer,
        co_owner_count: integer,
      },
      {
        key: ["position"],
        unique: [["work_id"]],
        // Each filter alone, newest first; with a query or with each other they go through the search index.
        indexes: ["holder", "legal_class", "trade_class", "language", "status"].map((name) => [
          name,
          "position",
        ]),
      },
    );
    await createPartialIndex(db, "works_without_metadata", "works", ["position"], "metadata_available = 0");
    await create(
      "co_owners",
      { work_id: text, place: integer, account: text, shares: text },
      { key: ["work_id", "place"], indexes: [["account", "work_id"]] },
    );
    await create(
      "derivations",
      { work_id: text, source_id: text },
      { key: ["work_id", "source_id"], indexes: [["source_id", "work_id"]] },
    );
    await create(
      "work_events",
      {
        position: integer,
        work_id: text,
        kind: text,
        block: integer,
        transaction_hash: text,
        log_index: integer,
        at: integer,
        data_json: text,
      },
      { key: ["position"], indexes: [["work_id", "position"]] },
    );
    await create(
      "deposits",
      {
        position: integer,
        root: text,
        depositor: text,
        count: integer,
        manifest: text,
        block: integer,
        at: integer,
        transaction_hash: text,
      },
      { key: ["position"], unique: [["root", "depositor"]], indexes: [["depositor", "position"]] },
    );
    await create(
      "institutions",
      {
        account: text,
        name: text,
        kinds: integer,
        status: text,
        profile_digest: text,
        since: integer,
        position: integer,
      },
      { key: ["account"], unique: [["position"]] },
    );
    await create(
      "attestations",
      {
        id: text,
        institution: text,
        kind: text,
        subject_kind: text,
        subject_id: text,
        reference: text,
        document: textOrNull,
        amount: textOrNull,
        currency: textOrNull,
        valid_from: text,
        valid_until: textOrNull,
        issued_at: integer,
        revoked_at: integerOrNull,
        position: integer,
      },
      {
        key: ["id"],
        unique: [["position"]],
        indexes: [
          ["subject_kind", "subject_id", "position"],
          ["institution", "position"],
        ],
      },
    );
    await create(
      "executed_documents",
      {
        document: text,
        signer: text,
        nonce: text,
        contract: text,
        transaction_hash: text,
        block: integer,
        position: integer,
      },
      { key: ["document"], indexes: [["signer", "contract", "nonce"]] },
    );
    await create(
      "cancellations",
      { position: integer, signer: text, contract: text, nonce: textOrNull, epoch: textOrNull },
      { key: ["position"], indexes: [["signer", "contract", "nonce"]] },
    );
  },
};
