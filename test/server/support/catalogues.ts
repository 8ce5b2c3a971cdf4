import type { Wallet } from "ethers";
import { signatureOf, submit } from "./documents.ts";
import { eventsOf } from "./events.ts";
import type { TestProduct } from "./product.ts";

export interface CatalogueView {
  id: string;
  state: string;
  problem: { code: string; message: string } | null;
  counts: Record<"pending" | "taken" | "skipped" | "refused", number>;
}

const TYPES = { onix: "application/xml", csv: "text/csv", ndjson: "application/x-ndjson" } as const;

/** Imports records as a catalogue, signs what is to be signed, and waits until the catalogue is at its end. */
export async function importRecords(
  product: TestProduct,
  registrant: Wallet,
  format: keyof typeof TYPES,
  body: string | Uint8Array,
): Promise<CatalogueView> {
  const wish = { name: "catalogue", registrant: registrant.address, format };
  const { body: opened } = await product.api.post<CatalogueView>("/catalogues", wish);
  const path = `/catalogues/${opened.id}`;
  const { body: received } = await product.api.call<CatalogueView>(`${path}/records`, {
    method: "PUT",
    headers: { "content-type": TYPES[format] },
    body: typeof body === "string" ? body : new Uint8Array(body),
  });
  if (received.state !== "awaiting-signature") return received;
  const { body: papers } = await product.api.get<{ items: { id: string }[] }>(`${path}/documents?limit=200`);
  for (const paper of papers.items) {
    const { body } = await product.api.get<Parameters<typeof signatureOf>[0]>(`/documents/${paper.id}`);
    await submit(product, paper, await signatureOf(body, registrant));
  }
  return (await eventsOf<CatalogueView>(`${product.url}/api/v1${path}/events`)).at(-1) as CatalogueView;
}

export interface RecordView {
  line: number;
  ref: string;
  outcome: string;
  workId: string | null;
  reasons: { code: string; message: string }[];
}

/** What became of each record. */
export async function recordsOf(product: TestProduct, { id }: CatalogueView): Promise<RecordView[]> {
  return (await product.api.get<{ items: RecordView[] }>(`/catalogues/${id}/records?limit=200`)).body.items;
}
