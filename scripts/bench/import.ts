import type { Bench } from "./bench.ts";
import { chainAlone } from "./import/chain.ts";
import { contentAlone, preparedWorks } from "./import/content.ts";
import { papersAlone } from "./import/papers.ts";
import { sqlAlone } from "./import/sql.ts";
import { importedLedger } from "./support/imported.ts";
import { say, timed, wholes } from "./support/measure.ts";

/**
 * A catalogue into the running product, every work registered on its chain, pinned, indexed and found; and beside it
 * what each part does alone with the same works.
 */
export const importBench: Bench = {
  name: "import",
  about: "a catalogue of 20,000 works into the running product",
  async run(report) {
    const ledger = await importedLedger();
    const { works, directory, catalogue, seconds, peakMB } = ledger;
    const records = await timed(() => preparedWorks(catalogue));
    const parts = [
      { of: "records read and hashed", seconds: records.seconds },
      { of: "documents pinned", seconds: await contentAlone(records.result) },
      { of: "proofs and signatures", seconds: await papersAlone(records.result) },
      { of: "chain", seconds: await chainAlone(directory) },
      { of: "SQL", seconds: await sqlAlone(directory) },
    ].map((part) => ({ of: `${part.of} alone`, value: works / part.seconds }));
    for (const { of, value } of parts) say(`${of}: ${wholes(value)} works/s`);
    const worksPerSecond = works / seconds;
    const slowest = Math.min(...parts.map(({ value }) => value));
    report({ key: "import.worksPerSecond", value: worksPerSecond, unit: "works/s", limits: parts });
    report({
      key: "import.shareOfSlowestPart",
      value: worksPerSecond / slowest,
      unit: "of 1",
      limits: [{ of: "aim", value: 0.6 }],
    });
    if (peakMB !== undefined) report({ key: "import.rssMB", value: peakMB, unit: "MB" });
  },
};
