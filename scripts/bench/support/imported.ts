import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importCatalogue } from "../../import/catalogue.ts";
import { say, timed, wholes } from "./measure.ts";
import { fingerprintOf, type Poem, readPoems } from "./poems.ts";
import { type RunningProduct, startProduct } from "./product.ts";

/** A ledger that the running product has imported a catalogue of poems into. */
export interface ImportedLedger {
  /** Its data folder; nothing has it open. */
  readonly directory: string;
  readonly catalogue: string;
  readonly works: number;
  /** The works' ids, in the order of the catalogue. */
  readonly workIds: readonly string[];
  /** How long the import took, from the first record sent to the last work found. */
  readonly seconds: number;
  /** The most memory that the product held. */
  readonly peakMB: number | undefined;
}

let imported: Promise<ImportedLedger> | undefined;

/** The same for all benchmarks of a run: made when first asked for, removed when the run ends. */
export function importedLedger(): Promise<ImportedLedger> {
  imported ??= importPoems(readPoems());
  return imported;
}

/** A folder that is gone when the process ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "ledger-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function importPoems(poems: readonly Poem[]): Promise<ImportedLedger> {
  const folder = temporaryFolder();
  const directory = join(folder, "data");
  const catalogue = join(folder, "poems.ndjson");
  await writeFile(catalogue, poems.map((poem) => `${JSON.stringify(poem)}\n`).join(""));
  const product = await startProduct(directory);
  try {
    say(`importing ${wholes(poems.length)} works into the running product`);
    const { seconds, result: report } = await timed(() =>
      importCatalogue({
        file: catalogue,
        url: product.url,
        defaults: {},
        key: undefined,
        progress: tenths(poems.length),
      }),
    );
    if (report.taken !== poems.length) {
      throw new Error(`of ${poems.length} works ${report.taken} were taken: ${report.problems.join(" ")}`);
    }
    await checkWorks(product, poems);
    const peakMB = await product.peakMB();
    const workIds = poems.map(({ text }) => fingerprintOf(text));
    return { directory, catalogue, works: poems.length, workIds, seconds, peakMB };
  } finally {
    await product.stop();
  }
}

/** Says every tenth of what the import tells. */
function tenths(works: number): (text: string) => void {
  let said = 0;
  return (text) => {
    const registered = Number(/registered (\d+) of/.exec(text)?.[1] ?? 0);
    if (registered < said + works / 10) return;
    said = registered;
    say(text);
  };
}

const CHECKED = 50;

/** Some works, spread over the catalogue: on the ledger, their documents in the content store, found by title. */
async function checkWorks({ url }: RunningProduct, poems: readonly Poem[]): Promise<void> {
  const step = Math.max(1, Math.floor(poems.length / CHECKED));
  for (let index = 0; index < poems.length; index += step) {
    const { title = "", text = "" } = poems[index] ?? {};
    const workId = fingerprintOf(text);
    const work = await get<{ document: unknown; status: string }>(`${url}/api/v1/works/${workId}`);
    if (work.status !== "registered" || work.document === null) throw new Error(`${workId} is incomplete`);
    const query = encodeURIComponent(title);
    const found = await get<{ items: { workId: string }[] }>(`${url}/api/v1/works?limit=200&query=${query}`);
    if (!found.items.some((item) => item.workId === workId)) throw new Error(`${title} is not found`);
  }
}

async function get<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return (await response.json()) as T;
}
