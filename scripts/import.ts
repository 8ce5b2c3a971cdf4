import { parseArgs } from "node:util";
import { type ImportReport, importCatalogue } from "./import/catalogue.ts";

/**
 * `npm run import -- FILE... [--json] [--url URL]`: registers the works of catalogues through a running gateway.
 * Texts are hashed here and stay here. Importing a file again takes only what is new.
 */

const usage = `npm run import -- FILE... [--json] [--url URL] [--trade-class CODE] [--legal-class CODE] [--language TAG] [--cancel]

  FILE            a catalogue: one JSON object a line (.ndjson), ONIX for Books 3 (.xml), or CSV (.csv), each also .gz
  --url           the gateway; http://127.0.0.1:8080 unless given
  --json          the report as JSON on standard output
  --legal-class   of records that do not say it; written unless given
  --trade-class   of records that do not say it; X99 (other) unless given
  --language      of records that do not say it
  --cancel        gives up what is under way with these files; what is on the ledger stays there

Ctrl-C stops it. What was sent is kept, and the same command goes on from there.

The works are registered for the account whose key is in LEDGER_KEY; on an embedded chain, without LEDGER_KEY, for
its demo account "publisher".
`;

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      url: { type: "string", default: "http://127.0.0.1:8080" },
      "legal-class": { type: "string" },
      "trade-class": { type: "string" },
      language: { type: "string" },
      cancel: { type: "boolean", default: false },
    },
  });
  if (positionals.length === 0) throw new Error(usage);
  return { ...values, files: positionals };
}

process.once("SIGINT", () => {
  process.stderr.write(
    "stopped. What was sent is kept, and what is signed is registered without you: the same command goes on from " +
      "here, and with --cancel it gives the rest up.\n",
  );
  process.exit(130);
});

try {
  const { files, json, url, cancel, ...rest } = readArguments();
  const defaults = {
    legalClass: rest["legal-class"],
    tradeClass: rest["trade-class"],
    language: rest.language,
  };
  const total: ImportReport = { taken: 0, skipped: 0, refused: 0, records: [], problems: [] };
  for (const file of files) {
    const progress = (text: string): void => void process.stderr.write(`${text}\n`);
    const report = await importCatalogue({
      file,
      url,
      defaults,
      cancel,
      key: process.env.LEDGER_KEY,
      progress,
    });
    total.taken += report.taken;
    total.skipped += report.skipped;
    total.refused += report.refused;
    total.records = total.records.concat(report.records);
    total.problems.push(...report.problems.map((problem) => `${file}: ${problem}`));
  }
  if (json) process.stdout.write(`${JSON.stringify(total)}\n`);
  else {
    for (const { ref, outcome, reasons } of total.records) {
      if (outcome === "refused") process.stdout.write(`refused ${ref}: ${reasons.join("; ")}\n`);
    }
    process.stdout.write(`taken ${total.taken}, skipped ${total.skipped}, refused ${total.refused}\n`);
  }
  for (const problem of total.problems) process.stderr.write(`${problem}\n`);
  if (total.problems.length > 0) process.exitCode = 1;
} catch (error) {
  const unreachable = error instanceof TypeError && error.message === "fetch failed";
  const text = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `${unreachable ? "The gateway does not answer: start it with npm start, or give --url." : text}\n`,
  );
  process.exit(1);
}
