import { randomBytes, randomUUID } from "node:crypto";
import type { CatalogueReader } from "../../catalogue/reader.ts";
import { FileRefusal } from "../../catalogue/reader.ts";
import type { Ledger } from "../../chain/ledger.ts";
import type { ContentStore } from "../../content/store.ts";
import type { Database } from "../../database/connection.ts";
import type { HeldLock } from "../../database/locks.ts";
import type { RecordDefaults } from "../../domain/catalogue-record.ts";
import { Refusal } from "../../http/problem.ts";
import type { Signal } from "../../signal.ts";
import type { DocumentService } from "../documents/service.ts";
import { takeRecords } from "./intake.ts";
import { preparePapers } from "./papers.ts";
import {
  type Catalogue,
  type CatalogueFormat,
  findCatalogue,
  findUnfinished,
  insertCatalogue,
  moveCatalogue,
  placesOf,
  refuseFile,
} from "./store.ts";

/** Catalogues: records come in, documents over all of them are signed, batches go onto the chain. */

export interface CatalogueDependencies {
  readonly database: Database;
  readonly content: ContentStore;
  readonly documents: DocumentService;
  readonly ledger: Ledger;
  readonly readers: Readonly<Record<CatalogueFormat, CatalogueReader>>;
  /** Told when a catalogue has moved. */
  readonly moved: Signal;
}

export interface CatalogueWish {
  readonly name: string;
  readonly registrant: string;
  readonly format: CatalogueFormat;
  readonly source: string | null;
  readonly defaults: RecordDefaults;
}

export type CatalogueService = ReturnType<typeof catalogueService>;

export function catalogueService(deps: CatalogueDependencies) {
  const { database, content, moved } = deps;
  const { db, locks } = database;

  /** Held while a file comes in: by one transfer among all gateways. */
  const transferOf = (id: string): Promise<HeldLock | undefined> => locks.tryAcquire(`catalogue ${id}`);

  /** Opens a catalogue, or gives the one of the same file that is not at its end: it goes on where that stands. */
  async function open(wish: CatalogueWish): Promise<Catalogue> {
    const { source, ...rest } = wish;
    const begun = source === null ? undefined : await findUnfinished(db, { ...rest, source });
    if (begun && begun.state !== "receiving") return begun;
    const free = begun && (await transferOf(begun.id));
    if (free) {
      await free.release();
      return begun;
    }
    const id = randomUUID();
    await insertCatalogue(db, { id, ...wish, seed: randomBytes(32).toString("hex") });
    return get(id);
  }

  /** Takes the file, from its beginning; what came in before a transfer broke off is passed over. */
  async function receive(id: string, body: AsyncIterable<Uint8Array>): Promise<Catalogue> {
    await get(id);
    const transfer = await transferOf(id);
    try {
      const catalogue = await get(id);
      if (!transfer || catalogue.state !== "receiving") {
        throw new Refusal(
          "conflict",
          "catalogue-closed",
          "This catalogue has its records, or they are coming in: open another one.",
        );
      }
      await take(catalogue, body);
    } finally {
      await transfer?.release();
      moved.notify();
    }
    return get(id);
  }

  async function take(catalogue: Catalogue, body: AsyncIterable<Uint8Array>): Promise<void> {
    const { id, registrant, received, defaults, format } = catalogue;
    const places = await placesOf(database, id);
    const onProgress = (): void => moved.notify();
    const intake = { database, content, catalogueId: id, registrant, received, places, onProgress };
    try {
      await takeRecords(intake, deps.readers[format](body, { ...defaults, issuer: registrant }));
    } catch (error) {
      if (!(error instanceof FileRefusal)) throw error;
      const { code, message } = error;
      await db.transaction().execute((trx) => refuseFile(trx, catalogue, { code, message }));
      return;
    }
    const papers = await preparePapers(deps, catalogue);
    await moveCatalogue(db, id, ["receiving"], { state: papers > 0 ? "awaiting-signature" : "done" });
  }

  /** Stops what is not in a batch yet. What is on the ledger stays there. */
  async function cancel(id: string): Promise<Catalogue> {
    await get(id);
    const cancellable = ["receiving", "awaiting-signature", "registering"] as const;
    if (!(await moveCatalogue(db, id, cancellable, { state: "cancelled" }))) {
      throw new Refusal(
        "conflict",
        "catalogue-closed",
        "The catalogue is done, was refused, or was cancelled before.",
      );
    }
    moved.notify();
    return get(id);
  }

  async function get(id: string): Promise<Catalogue> {
    const catalogue = await findCatalogue(db, id);
    if (catalogue) return catalogue;
    throw new Refusal("not-found", "catalogue-not-found", "There is no catalogue with this id.");
  }

  return { open, receive, cancel, get };
}
