import { basename } from "node:path";
import { Readable } from "node:stream";
import { Wallet } from "ethers";
import type { RecordDefaults } from "../../server/domain/catalogue-record.ts";
import { type Api, ApiError, connectApi, Outage, PATIENCE_MILLISECONDS } from "./api.ts";
import { bytesOf, digestOfFile, formatOf } from "./file.ts";
import { rate } from "./rate.ts";
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
  /** Gives up what is under way with the file, instead of importing it. */
  readonly cancel?: boolean;
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
  if (options.cancel) return cancel(api, wish, progress);
  const received = await transfer(api, wish, file, progress);
  const { pending, taken, skipped, refused } = received.counts;
  const before = taken > 0 ? `, ${taken} registered before` : "";
  progress(`${pending} to register${before}, ${skipped} skipped, ${refused} refused`);
  if (received.state === "awaiting-signature" || received.state === "registering") {
    await signAll(api, received.id, wallet, progress);
    await follow(api, received, progress);
  }
  return report(api, received.id);
}

type Wish = { name: string; format: string };

/** Gives up what is under way with this file. What is on the ledger stays there. */
async function cancel(api: Api, wish: Wish, progress: (text: string) => void): Promise<ImportReport> {
  const { id } = await api.send<Catalogue>("POST", "/catalogues", wish);
  await api.send<Catalogue>("DELETE", `/catalogues/${id}`, undefined);
  progress("cancelled");
  return report(api, id);
}

async function transfer(
  api: Api,
  wish: Wish,
  file: string,
  progress: (text: string) => void,
): Promise<Catalogue> {
  const end = Date.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    const catalogue = await api.send<Catalogue>("POST", "/catalogues", wish);
    const { id, received, state } = catalogue;
    if (state !== "receiving") {
      progress(`going on where an import of this file stopped, with ${received} records`);
      return catalogue;
    }
    progress(received > 0 ? `sending, ${received} records are in already` : "sending");
    const gone = new AbortController();
    const watching = watch(api, id, gone.signal, progress);
    try {
      const body = Readable.toWeb(Readable.from(bytesOf(file))) as ReadableStream<Uint8Array>;
      return await api.stream<Catalogue>(`/catalogues/${id}/records`, formatOf(file).contentType, body);
    } catch (error) {
      // A refusal is final; a connection that broke is not.
      if (!(error instanceof Outage) || Date.now() > end) throw error;
      progress(`${error.message} Trying again.`);
      await new Promise((resolve) => setTimeout(resolve, REST_MILLISECONDS));
    } finally {
      gone.abort();
      await watching;
    }
  }
}

/** Tells how many records are in while they are sent; what comes of the sending itself is not its matter. */
async function watch(
  api: Api,
  id: string,
  signal: AbortSignal,
  progress: (text: string) => void,
): Promise<void> {
  const speed = rate();
  try {
    for await (const { received } of api.follow<Catalogue>(`/catalogues/${id}/events`, signal)) {
      const told = received > 0 ? speed.at(received) : null;
      if (told !== null) progress(`records in: ${told}`);
    }
  } catch {
    // The sending says what went wrong.
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
  const speed = rate();
  for (;;) {
    // It ends too when the gateway goes away; then the next request waits for it.
    for await (const now of api.follow<Catalogue>(`/catalogues/${id}/events`)) {
      const ended = now.state !== "awaiting-signature" && now.state !== "registering";
      const told = speed.at(counts.pending - now.counts.pending, ended);
      if (told !== null) progress(`registered of ${counts.pending}: ${told}`);
      if (ended) return;
    }
  }
}

async function report(api: Api, id: string): Promise<ImportReport> {
  const { problem, state, counts } = await api.get<Catalogue>(`/catalogues/${id}`);
  const problems = problem ? [problem.message] : [];
  if (state === "cancelled")
    problems.push(`It was cancelled: ${counts.pending} records were not registered.`);
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
