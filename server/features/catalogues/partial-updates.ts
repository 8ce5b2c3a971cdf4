import { filledFrom } from "../../catalogue/onix/work/partial.ts";
import type { CatalogueItem } from "../../catalogue/reader.ts";
import type { ContentStore } from "../../content/store.ts";
import { inputOf } from "../../domain/metadata-input.ts";
import type { WorkInput } from "../../domain/work-input.ts";

/**
 * Completes records that say only what has changed, from the work as it stands: in the records before them, else in
 * the metadata document of that digest. A record of a work that nobody knows is taken as it is.
 */
export async function completed(
  items: readonly CatalogueItem[],
  content: ContentStore,
  digestOf: (workId: string) => string | undefined,
): Promise<readonly CatalogueItem[]> {
  if (!items.some(({ reading }) => reading.work && reading.partial)) return items;
  const latest = new Map<string, WorkInput>();
  const whole: CatalogueItem[] = [];
  for (const item of items) {
    const { work, partial } = item.reading.work ? item.reading : { work: null, partial: false };
    const before =
      work && partial ? (latest.get(work.fingerprint) ?? (await stored(work.fingerprint))) : null;
    const filled = work && before ? filledFrom(work, before) : work;
    if (filled) latest.set(filled.fingerprint, filled);
    whole.push(filled && item.reading.work ? { ...item, reading: { ...item.reading, work: filled } } : item);
  }
  return whole;

  async function stored(workId: string): Promise<WorkInput | null> {
    const digest = digestOf(workId);
    const bytes = digest === undefined ? null : await content.get(digest);
    return bytes ? inputOf(bytes) : null;
  }
}
