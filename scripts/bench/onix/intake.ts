import { join } from "node:path";
import { onixReader } from "../../../server/catalogue/onix.ts";
import { openHeliaStore } from "../../../server/content/helia.ts";
import { openDatabase } from "../../../server/database/connection.ts";
import { fold } from "../../../server/domain/fold.ts";
import { takeRecords } from "../../../server/features/catalogues/intake.ts";
import { countsOf, insertCatalogue } from "../../../server/features/catalogues/store.ts";
import { keepMemoryLow } from "../../../server/memory.ts";
import { onixMessage } from "./message.ts";

/**
 * A process of its own, so that its memory is that of an intake alone: PRODUCTS DIRECTORY. Reads a message of so many
 * products, pins each one's metadata and keeps its record, and says a line of JSON now and then.
 */

/** What one line says. */
export interface IntakeState {
  readonly received: number;
  /** Held now, and the most ever held. */
  readonly rssMB: number;
  readonly peakMB: number;
  readonly pending?: number;
}

// As the product itself does when it starts.
keepMemoryLow();
const [products = "", directory = ""] = process.argv.slice(2);
const registrant = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const catalogueId = "bench";
const every = Math.max(1, Math.floor(Number(products) / 20));

const database = await openDatabase({ directory: join(directory, "database"), fold });
const content = await openHeliaStore(join(directory, "content"));
await insertCatalogue(database.db, {
  ...{ id: catalogueId, name: "bench", registrant, format: "onix", source: null, seed: "00" },
  defaults: {},
});
let said = 0;
const onProgress = (received: number): void => {
  if (received < said + every) return;
  said = received;
  tell({ received });
};
const intake = { database, content, catalogueId, registrant, received: 0, places: 0, onProgress };
const defaults = { issuer: registrant, legalClass: "written", tradeClass: "X99" };
await takeRecords(intake, onixReader(onixMessage(Number(products)), defaults));
const { pending } = await countsOf(database.db, catalogueId);
tell({ received: Number(products), pending });
await content.close();
await database.close();

function tell(state: Pick<IntakeState, "received" | "pending">): void {
  const rssMB = process.memoryUsage.rss() / 2 ** 20;
  const line: IntakeState = { ...state, rssMB, peakMB: process.resourceUsage().maxRSS / 1024 };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
