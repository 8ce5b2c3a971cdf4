import { once } from "node:events";
import type { Response } from "express";
import { type ExportedWork, exportedWork, writeOnix } from "../../catalogue/onix/write/write-onix.ts";
import { eachOf } from "../../content/each-of.ts";
import type { ContentStore } from "../../content/store.ts";
import type { WorkRow } from "../../database/index-schema.ts";
import type { SearchPage } from "../../database/search/search.ts";
import { inputOf } from "../../domain/metadata-input.ts";
import { workView } from "./view.ts";

/** Works read together. */
export const EXPORTED_AT_ONCE = 200;
/** Metadata documents read side by side. */
const PARALLEL_READS = 16;

/** The works of a list, page by page, each with what its metadata document says. */
export async function* exportOf(
  pageOf: (before: number | undefined) => Promise<SearchPage>,
  content: ContentStore,
): AsyncGenerator<ExportedWork> {
  let before: number | undefined;
  do {
    const { works, next } = await pageOf(before);
    const exported = new Map<string, ExportedWork>();
    await eachOf(works, PARALLEL_READS, async (row) => {
      exported.set(row.work_id, await exportOne(row, content));
    });
    for (const { work_id } of works) yield exported.get(work_id) as ExportedWork;
    before = next ?? undefined;
  } while (before !== undefined);
}

/** Where the document is missing, or another party's, what the index has. */
async function exportOne(row: WorkRow, content: ContentStore): Promise<ExportedWork> {
  const view = workView(row);
  const bytes = await content.get(row.metadata_digest).catch(() => null);
  const work = bytes ? inputOf(bytes) : null;
  if (work?.fingerprint !== row.work_id) return view;
  return exportedWork(work, view.status);
}

/** Sends a message as it is written, no faster than it is taken. */
export async function sendOnix(
  response: Response,
  works: AsyncIterable<ExportedWork>,
  fileName: string,
): Promise<void> {
  response.type("application/xml; charset=utf-8");
  response.set("content-disposition", `attachment; filename="${fileName}"`);
  const sender = { name: "Copyright Ledger", sentAt: new Date() };
  for await (const piece of writeOnix(works, sender)) {
    if (response.destroyed) return;
    if (!response.write(piece)) await Promise.race([once(response, "drain"), once(response, "close")]);
  }
  response.end();
}
