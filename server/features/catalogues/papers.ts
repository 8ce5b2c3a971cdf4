import type { Ledger } from "../../chain/ledger.ts";
import type { Database } from "../../database/connection.ts";
import type { CataloguePartRow } from "../../database/schema.ts";
import type { WorkEntry } from "../../domain/documents.ts";
import type { Built } from "../documents/build.ts";
import type { DocumentService } from "../documents/service.ts";
import { type Catalogue, placesOf } from "./store.ts";
import { MOST_WORKS_OF_PART, treesOf } from "./trees.ts";

/** The documents that a catalogue needs signed: for each part a deposit and a catalogue, and the corrections. */

export interface PaperDependencies {
  readonly database: Database;
  readonly documents: DocumentService;
  readonly ledger: Ledger;
}

const CORRECTIONS_AT_ONCE = 200;

/** Prepares them. What was prepared before a crash is prepared anew. @returns how many there are to sign */
export async function preparePapers(deps: PaperDependencies, catalogue: Catalogue): Promise<number> {
  const { db } = deps.database;
  await db.deleteFrom("catalogue_parts").where("catalogue_id", "=", catalogue.id).execute();
  const places = await placesOf(deps.database, catalogue.id);
  let papers = 0;
  for (let part = 0; part * MOST_WORKS_OF_PART < places; part += 1) {
    const row = await preparePart(deps, catalogue, part, places);
    await db.insertInto("catalogue_parts").values(row).execute();
    papers += 2;
  }
  return papers + (await prepareCorrections(deps, catalogue));
}

async function preparePart(
  { database, documents }: PaperDependencies,
  catalogue: Catalogue,
  part: number,
  places: number,
): Promise<CataloguePartRow> {
  const { id, name, registrant } = catalogue;
  const first = part * MOST_WORKS_OF_PART;
  const works = Math.min(MOST_WORKS_OF_PART, places - first);
  const trees = await treesOf(database, catalogue, first, works);
  const title = places > MOST_WORKS_OF_PART ? `${name}, part ${part + 1}` : name;
  const deposit = await documents.keep(
    "Deposit",
    sole("evidence", registrant, {
      depositor: registrant,
      root: trees.deposit.root,
      count: String(works),
      manifest: `0x${"0".repeat(64)}`,
    }),
    {},
  );
  const document = await documents.keep(
    "Catalogue",
    sole("works", registrant, {
      registrant,
      name: title,
      works: String(works),
      root: trees.catalogue.root,
      deposit: trees.deposit.root,
    }),
    {},
  );
  return {
    catalogue_id: id,
    part,
    first_place: first,
    works,
    document_id: document.id,
    deposit_id: deposit.id,
    next_place: first,
  };
}

/** Each work that is on the ledger with other metadata is corrected by a document of its own. */
async function prepareCorrections(
  { database, documents, ledger }: PaperDependencies,
  { id, registrant }: Catalogue,
): Promise<number> {
  const { db } = database;
  let prepared = 0;
  for (;;) {
    const rows = await db
      .selectFrom("catalogue_records")
      .select(["line", "work_json"])
      .where("catalogue_id", "=", id)
      .where("outcome", "=", "pending")
      .where("place", "is", null)
      .where("document_id", "is", null)
      .orderBy("line")
      .limit(CORRECTIONS_AT_ONCE)
      .execute();
    for (const { line, work_json } of rows) {
      const { correction } = JSON.parse(work_json) as { correction: WorkEntry };
      const document = await documents.keep(
        "Correction",
        await correctionOf(ledger, registrant, correction),
        {},
      );
      await db
        .updateTable("catalogue_records")
        .set({ document_id: document.id })
        .where("catalogue_id", "=", id)
        .where("line", "=", line)
        .execute();
    }
    prepared += rows.length;
    if (rows.length < CORRECTIONS_AT_ONCE) return prepared;
  }
}

async function correctionOf(ledger: Ledger, holder: string, entry: WorkEntry): Promise<Built> {
  const { metadata, fingerprint: work, protectedUntil } = entry;
  const owners = await ledger.works.coOwnersOf(work);
  const consents = owners.map(({ account }) => account).filter((account) => account !== holder);
  const message = { holder, work, metadata, protectedUntil };
  return { contract: "works", signer: holder, message, consents, pins: [], citation: null };
}

function sole(contract: Built["contract"], signer: string, message: Built["message"]): Built {
  return { contract, signer, message, consents: [], pins: [], citation: null };
}
