import { basename } from "node:path";
import { Readable } from "node:stream";
import { Wallet } from "ethers";
import type { RecordDefaults } from "../../server/domain/catalogue-record.ts";
import { type Api, ApiError, connectApi, Outage, PATIENCE_MILLISECONDS } from "./api.ts";
import { bytesOf, digestOfFile, formatOf } from "./file.ts";
import { signAll } from "./signing.ts";

/** One catalogue from a file onto the ledger, through the public API alone. */

export interface ImportReport {
  taken: number;
  skipped: number;
  refused: number;
  records: { ref: string; outcome: string; workId: string | null; reasons: string[] }[];
  /** Why files were refused as a whole. */
  problems: string[];
}

export interface ImportOptions {
  readonly file: string;
  readonly url: string;
  readonly defaults: RecordDefaults;
  /** Private key of the registrant. */
  readonly key: string | undefined;
  progress(text: string): void;
}

interface Catalogue {
  readonly id: string;
  readonly state: "receiving" | "awaiting-signature" | "registering" | "done" | "refused" | "cancelled";
  readonly received: number;
  readonly problem: { readonly message: string } | null;
  readonly counts: Record<"pending" | "taken" | "skipped" | "refused", number>;
}

/** Before a transfer that broke off is taken up again. */
const REST_MILLISECONDS = 1_000;

export async function importCatalogue(options: ImportOptions): Promise<ImportReport> {
  const { file, url, defaults } = options;
  const name = basename(file);
  const progress = (text: string): void => options.progress(`${name}: ${text}`);
  const api = connectApi(url, (reason) => progress(`${reason} Trying again.`));
  const wallet = await registrant(api, options.key);
  const wish = {
    name,
    registrant: wallet.address,
    format: formatOf(file).name,
    source: await digestOfFile(file),
    defaults: JSON.parse(JSON.stringify(defaults)) as RecordDefaults,
  };
  const received = await transfer(api, wish, file, progress);
  const { pending, skipped, refused } = received.counts;
  progress(`${pending} to register, ${skipped} known, ${refused} refused`);
  if (received.state === "awaiting-signature" || received.state === "registering") {
    await signAll(api, received.id, wallet, progress);
    await follow(api, received, progress);
  }
  return report(api, received.id);
}

async function transfer(
  api: Api,
  wish: { name: string; format: string },
  file: string,
  progress: (text: string) => void,
): Promise<Catalogue> {
  const end = Date.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    const { id, received } = await api.send<Catalogue>("POST", "/catalogues", wish);
    progress(received > 0 ? `sending, ${received} records are in already` : "sending");
    try {
      const body = Readable.toWeb(Readable.from(bytesOf(file))) as ReadableStream<Uint8Array>;
      return await api.stream<Catalogue>(`/catalogues/${id}/records`, formatOf(file).contentType, body);
    } catch (error) {
      // A refusal is final; a connection that broke is not.
      if (!(error instanceof Outage) || Date.now() > end) throw error;
      progress(`${error.message} Trying again.`);
      await new Promise((resolve) => setTimeout(resolve, REST_MILLISECONDS));
      // All of it may have come in, and only the answer been lost.
      const now = await api.get<Catalogue>(`/catalogues/${id}`);
      if (now.state !== "receiving") return now;
    }
  }
}

async function registrant(api: Api, key: string | undefined): Promise<Wallet> {
  if (key) return new Wallet(key);
  type Network = { demoAccounts: { role: string; privateKey: string }[] };
  const { demoAccounts } = await api.get<Network>("/network");
  const publisher = demoAccounts.find(({ role }) => role === "publisher");
  if (publisher) return new Wallet(publisher.privateKey);
  throw new ApiError("Set LEDGER_KEY to the private key of the account for which the works are registered.");
}

async function follow(api: Api, { id, counts }: Catalogue, progress: (text: string) => void): Promise<void> {
  let shown = -1;
  for (;;) {
    for await (const now of api.follow<Catalogue>(`/catalogues/${id}/events`)) {
      const through = counts.pending - now.counts.pending;
      if (through !== shown) progress(`registered ${through} of ${counts.pending}`);
      shown = through;
      if (now.state !== "awaiting-signature" && now.state !== "registering") return;
    }
  }
}

async function report(api: Api, id: string): Promise<ImportReport> {
  const { problem } = await api.get<Catalogue>(`/catalogues/${id}`);
  const problems = problem ? [problem.message] : [];
  const result: ImportReport = { taken: 0, skipped: 0, refused: 0, records: [], problems };
  type Page = {
    items: { ref: string; outcome: string; workId: string | null; reasons: { message: string }[] }[];
    next: string | null;
  };
  let cursor: string | null = null;
  do {
    const at: string = cursor === null ? "" : `&cursor=${cursor}`;
    const page: Page = await api.get<Page>(`/catalogues/${id}/records?limit=200${at}`);
    for (const { ref, outcome, workId, reasons } of page.items) {
      result.records.push({ ref, outcome, workId, reasons: reasons.map(({ message }) => message) });
      if (outcome === "taken" || outcome === "skipped" || outcome === "refused") result[outcome] += 1;
    }
    cursor = page.next;
  } while (cursor !== null);
  return result;
}
