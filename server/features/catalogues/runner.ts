import type { Chain } from "../../chain/connection.ts";
import type { Ledger } from "../../chain/ledger.ts";
import { enqueue } from "../../chain/relayer/outbox.ts";
import type { RelayerEvents } from "../../chain/relayer/relayer.ts";
import type { Database } from "../../database/connection.ts";
import { readCursor } from "../../database/cursor.ts";
import type { CataloguePartRow, Executor } from "../../database/schema.ts";
import { encodeBatch } from "../documents/calldata.ts";
import { findDocument, type StoredDocument, signaturesOf } from "../documents/store.ts";
import { fitting, gasBudget, MOST_WORKS_OF_BATCH, registeredIn, skippedIn, workIdsIn } from "./batches.ts";
import { settleCorrections } from "./corrections.ts";
import {
  type Catalogue,
  cataloguesIn,
  countsOf,
  moveCatalogue,
  partsOf,
  settleWorks,
  worksAt,
} from "./store.ts";
import { type PartTrees, treesOf } from "./trees.ts";

/** Registers signed catalogues batch by batch, a few at a time, and notes what becomes of each work. */

export interface RunnerOptions {
  readonly database: Database;
  readonly chain: Chain;
  readonly ledger: Ledger;
}

export interface CatalogueRunner {
  readonly events: RelayerEvents;
  /** Hands on what can be handed on. @returns whether anything moved */
  round(): Promise<boolean>;
}

/** Catalogues looked at in one round. */
const CATALOGUES_AT_ONCE = 100;
/** Batches of one catalogue in the outbox at once. */
const MOST_OPEN_BATCHES = 4;

export function catalogueRunner({ database, chain, ledger }: RunnerOptions): CatalogueRunner {
  const { db } = database;
  /** The trees of the part under way: they are needed for each batch, and can be made again. */
  let kept: { key: string; trees: PartTrees } | undefined;

  /** Where the next round begins: catalogues that nobody signs must not keep others from their turn. */
  let after = "";

  async function round(): Promise<boolean> {
    const page = await cataloguesIn(db, ["awaiting-signature", "registering"], after, CATALOGUES_AT_ONCE);
    let moved = false;
    for (const catalogue of page) moved = (await advance(catalogue)) || moved;
    after = page.length === CATALOGUES_AT_ONCE ? (page.at(-1)?.id ?? "") : "";
    return moved || after !== "";
  }

  async function advance(catalogue: Catalogue): Promise<boolean> {
    const corrected = await settleCorrections(database, catalogue.id);
    for (const part of await partsOf(db, catalogue.id)) {
      if (part.next_place >= part.first_place + part.works) continue;
      const document = await findDocument(database, part.document_id);
      const deposit = await findDocument(database, part.deposit_id);
      if (!document || !deposit || document.state === "prepared") continue;
      await moveCatalogue(db, catalogue.id, ["awaiting-signature"], { state: "registering" });
      if (!(await isDeposited(deposit))) continue;
      if ((await openBatches(document.id)) >= MOST_OPEN_BATCHES) return corrected;
      await handOn(catalogue, part, document);
      return true;
    }
    return (await finish(catalogue)) || corrected;
  }

  /** A deposit comes first: the catalogue cites it. One that was refused may stand there from before. */
  async function isDeposited({ id, state }: StoredDocument): Promise<boolean> {
    if (state === "failed") return true;
    const executed = await db
      .selectFrom("executed_documents")
      .select("document")
      .where("document", "=", id)
      .executeTakeFirst();
    return executed !== undefined;
  }

  async function openBatches(documentId: string): Promise<number> {
    const { open } = await db
      .selectFrom("outbox")
      .select((eb) => eb.fn.countAll<number>().as("open"))
      .where("document_id", "=", documentId)
      .where("state", "in", ["accepted", "sent"])
      .executeTakeFirstOrThrow();
    return Number(open);
  }

  /** Puts the next batch into the outbox, in one transaction with the note that it is there. */
  async function handOn(
    catalogue: Catalogue,
    part: CataloguePartRow,
    document: StoredDocument,
  ): Promise<void> {
    const { next_place: start, first_place: first } = part;
    const trees = await treesFor(catalogue, part);
    const most = Math.min(first + part.works, start + MOST_WORKS_OF_BATCH);
    const batch = fitting(await worksAt(database, catalogue.id, start, most), await gasBudget(chain));
    const end = start + batch.length;
    const calldata = encodeBatch(
      document.message,
      (await signaturesOf(database, document.id)).get(catalogue.registrant) ?? "0x",
      batch.map(({ entry }) => entry),
      trees.catalogue.prove(start - first, end - first),
      trees.deposit.cite(start - first, end - first),
    );
    await db.transaction().execute(async (trx) => {
      // Touching the row keeps a cancellation from slipping in between.
      if (!(await moveCatalogue(trx, catalogue.id, ["registering"], {}))) return;
      const moved = await trx
        .updateTable("catalogue_parts")
        .set({ next_place: end })
        .where("catalogue_id", "=", part.catalogue_id)
        .where("part", "=", part.part)
        .where("next_place", "=", start)
        .executeTakeFirst();
      if (moved.numUpdatedRows !== 1n) return;
      await enqueue(trx, { documentId: document.id, target: ledger.place("works").address, calldata });
    });
  }

  async function treesFor(catalogue: Catalogue, part: CataloguePartRow): Promise<PartTrees> {
    const key = `${catalogue.id}/${part.part}`;
    if (kept?.key !== key) {
      kept = { key, trees: await treesOf(database, catalogue, part.first_place, part.works) };
    }
    return kept.trees;
  }

  /** Done means that nothing is left to do, and that whoever looks finds the works. */
  async function finish({ id }: Catalogue): Promise<boolean> {
    const { pending } = await countsOf(db, id);
    if (pending > 0 || !(await isIndexed(id))) return false;
    return moveCatalogue(db, id, ["awaiting-signature", "registering"], { state: "done" });
  }

  async function isIndexed(catalogueId: string): Promise<boolean> {
    const { last } = await db
      .selectFrom("outbox")
      .innerJoin("catalogue_parts", "catalogue_parts.document_id", "outbox.document_id")
      .select((eb) => eb.fn.max("outbox.block").as("last"))
      .where("catalogue_parts.catalogue_id", "=", catalogueId)
      .executeTakeFirstOrThrow();
    return Number(last ?? 0) <= ((await readCursor(db))?.block ?? -1);
  }

  return {
    round,
    events: {
      async mined(trx, row, receipt) {
        const catalogueId = await catalogueOf(trx, row.document_id);
        if (catalogueId === undefined) return;
        await settleWorks(trx, catalogueId, registeredIn(receipt), "taken", null);
        await settleWorks(trx, catalogueId, skippedIn(receipt), "skipped", {
          code: "already-registered",
          message: "it was on the ledger when its batch came",
        });
      },
      async failed(trx, row, { code, message }) {
        const catalogueId = await catalogueOf(trx, row.document_id);
        if (catalogueId === undefined) return;
        await settleWorks(trx, catalogueId, workIdsIn(row, ledger), "refused", { code, message });
      },
    },
  };
}

/** The catalogue of which a document registers a part. */
async function catalogueOf(trx: Executor, documentId: string | null): Promise<string | undefined> {
  if (documentId === null) return undefined;
  const part = await trx
    .selectFrom("catalogue_parts")
    .select("catalogue_id")
    .where("document_id", "=", documentId)
    .executeTakeFirst();
  return part?.catalogue_id;
}
