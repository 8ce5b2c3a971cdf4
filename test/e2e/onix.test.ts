import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import type { Edition } from "../../server/domain/edition.ts";
import { isbn } from "../../server/domain/identifier-forms.ts";
import { type RunningProduct, runScript, startProduct } from "./product.ts";

const folder = join(import.meta.dirname, "../fixtures/onix");

type Facts = Readonly<Record<string, unknown>> & { readonly index: number };

interface Expected {
  readonly expect: "import" | "report" | "refuse_file" | "refuse_version";
  readonly products_total: number | null;
  readonly distinct_record_references?: number;
  readonly products?: readonly Facts[];
  readonly all_products?: readonly Facts[];
}

const { files } = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as {
  files: Record<string, Expected>;
};

interface Report {
  taken: number;
  skipped: number;
  refused: number;
  records: { ref: string; outcome: string; workId: string | null; reasons: string[] }[];
}

interface Work {
  workId: string;
  title: string;
  creators: { name: string; role: string }[];
  identifiers: { scheme: string; value: string }[];
  metadata: { digest: string };
  history: { kind: string }[];
  document: { fingerprintOf: string; edition: Partial<Edition> };
}

/** What the message that is not valid has against it, each with its line. */
const FAULTS = [
  "line 5: Sender has neither SenderName nor SenderIdentifier",
  "line 13: Sender",
  "line 58: an extent of type",
  'line 109: "WORLD" is no country; the world is a region: left out',
  "line 114: CountriesIncluded",
  'line 133: "USDD"',
];

/** The facts of a work under the names of expected.json, from the answer of the API alone. */
function factsOf({ title, creators, identifiers, document: { edition } }: Work): Record<string, unknown> {
  const { languages = [], publishers = [], salesRights = [], salesRestrictions = [] } = edition;
  const text = languages.filter(({ role }) => role === "01");
  return {
    record_reference: edition.recordReference,
    notification_type: edition.notificationType,
    isbn13: identifiers.find(({ scheme }) => scheme === "isbn")?.value ?? null,
    title,
    subtitle: edition.subtitle ?? null,
    first_contributor: creators[0]?.name ?? null,
    languages_of_text: text.map(({ code }) => code),
    languages_other_roles: languages
      .filter((language) => !text.includes(language))
      .map(({ role, code }) => [role, code]),
    product_form: edition.form,
    publishers: publishers.map(({ role, name }) => ({ role, name })),
    publisher: publishers[0]?.name ?? null,
    imprints: edition.imprints ?? [],
    imprint: edition.imprints?.[0] ?? null,
    sales_rights: salesRights.map(rightsOf),
    sales_rights_types: salesRights.map(({ type }) => type),
    row_sales_rights_type: edition.restOfWorld?.type ?? null,
    sales_restrictions: salesRestrictions.map(({ type }) => type),
  };
}

function rightsOf(rights: Edition["salesRights"][number]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries({
      type: rights.type,
      countries_included: rights.countriesIncluded,
      regions_included: rights.regionsIncluded,
      countries_excluded: rights.countriesExcluded,
      regions_excluded: rights.regionsExcluded,
    }).filter(([, value]) => value !== undefined),
  );
}

/** What expected.json says, where the API says it too: an ISBN whose check digit is wrong is none. */
function comparable({ index: _, ...facts }: Facts): Record<string, unknown> {
  const first = facts.first_contributor as { display: string } | string | null | undefined;
  const bars = facts.isbn13 ?? facts.gtin13;
  return {
    ...facts,
    isbn13: typeof bars === "string" ? (isbn(bars) ?? null) : null,
    ...(first && typeof first === "object" ? { first_contributor: first.display } : {}),
  };
}

/** Of records with one reference the last one counts. */
function counting({ products = [], all_products = [] }: Expected): Facts[] {
  const facts = [...products, ...all_products];
  return facts.filter(
    ({ index, record_reference }) =>
      !products.some((other) => other.record_reference === record_reference && other.index > index),
  );
}

describe("ONIX messages from a publisher's folder onto the ledger", function () {
  this.timeout(240_000);
  let directory: string;
  let product: RunningProduct;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "ledger-onix-"));
    product = await startProduct(join(directory, "data"));
  });

  after(async () => {
    await product?.kill();
    await rm(directory, { recursive: true, force: true });
  });

  async function importFile(file: string): Promise<Report & { code: number | null; stderr: string }> {
    const { code, stdout, stderr } = await runScript("import", [file, "--json", "--url", product.url]);
    return { ...(JSON.parse(stdout) as Report), code, stderr };
  }

  async function workOf(workId: string | null | undefined): Promise<Work> {
    const response = await fetch(`${product.url}/api/v1/works/${workId}`);
    expect(response.status, String(workId)).to.equal(200);
    return (await response.json()) as Work;
  }

  async function holdings(): Promise<number> {
    const response = await fetch(`${product.url}/api/v1/works?limit=200`);
    return ((await response.json()) as { items: unknown[] }).items.length;
  }

  /** The file as a publisher has it: the long one lies packed among the samples. */
  async function sample(name: string): Promise<string> {
    if (!name.startsWith("repeated-500")) return join(folder, name);
    const file = join(directory, name);
    await writeFile(file, gunzipSync(readFileSync(join(folder, `${name}.gz`))));
    return file;
  }

  for (const [name, expected] of Object.entries(files)) {
    if (expected.expect === "refuse_version") {
      it(`${name} is refused by its version`, async () => {
        const { code, stderr, records } = await importFile(await sample(name));
        expect([code, records]).to.deep.equal([1, []]);
        expect(stderr).to.match(
          /line 2, column \d+: this is an ONIX 2\.1 message .* send it as ONIX 3\.0 or 3\.1/,
        );
      });
    } else if (expected.expect === "refuse_file") {
      it(`${name} is refused where it breaks, and what came before is reported`, async () => {
        const { code, stderr, records, taken } = await importFile(await sample(name));
        expect([code, taken]).to.deep.equal([1, 0]);
        expect(stderr).to.contain("line 123, column 85").and.to.contain("control character U+0010");
        expect(records.map(({ outcome, reasons }) => [outcome, reasons[0]])).to.deep.equal([
          ["refused", "the record has no notification type: it may be a deletion as well as a new title"],
        ]);
      });
    } else {
      it(`${name} gives its works and their facts`, async () => {
        const before = await holdings();
        const report = await importFile(await sample(name));
        expect(report.code, report.stderr).to.equal(0);
        expect([report.records.length, report.refused]).to.deep.equal([expected.products_total, 0]);
        const ids = new Set(report.records.map(({ workId }) => workId));
        expect(ids.size).to.equal(expected.distinct_record_references);
        expect((await holdings()) - before).to.be.at.most(ids.size);
        const reasons = report.records.flatMap((record) => record.reasons);
        if (expected.expect === "report") {
          for (const fault of FAULTS) expect(reasons.join("\n")).to.contain(fault);
        }
        for (const facts of counting(expected)) {
          const work = await workOf(report.records[facts.index]?.workId);
          expect(work.document.fingerprintOf).to.equal("record");
          const said = factsOf(work);
          const wanted = Object.entries(comparable(facts)).filter(([key]) => key in said);
          for (const [key, value] of wanted) {
            expect(said[key], `product ${facts.index}: ${key}`).to.deep.equal(value);
          }
        }
      });
    }
  }

  const roseanna = readFileSync(join(folder, "roseanna-3.0-reference.xml"), "utf8");

  async function changed(name: string, ...changes: [string | RegExp, string][]): Promise<string> {
    const file = join(directory, name);
    await writeFile(
      file,
      changes.reduce((text, [from, to]) => text.replace(from, to), roseanna),
    );
    return file;
  }

  const reference: [RegExp, string] = [/<RecordReference>[^<]*</, "<RecordReference>com.example.changed<"];

  it("corrects the work of a record that has changed, and skips the record when it comes again", async () => {
    const first = await importFile(await changed("first.xml", reference));
    expect(first).to.include({ taken: 1, skipped: 0, refused: 0 });
    const workId = first.records[0]?.workId;
    const second = await changed("second.xml", reference, [/Roseanna</g, "Roseanna. A novel<"]);
    const corrected = await importFile(second);
    expect(corrected).to.include({ taken: 1, skipped: 0, refused: 0 });
    expect(corrected.records[0]).to.deep.include({ workId, outcome: "taken" });
    expect(corrected.records[0]?.reasons).to.deep.equal([
      "it was on the ledger with other metadata, and was corrected",
    ]);
    const work = await workOf(workId);
    expect(work.title).to.equal("Roseanna. A novel");
    expect(work.history.map(({ kind }) => kind)).to.deep.equal(["registered", "corrected"]);
    expect(await importFile(second)).to.include({ taken: 0, skipped: 1, refused: 0 });
  });

  it("creates nothing by a deletion, neither of a work that is there nor of one that is not", async () => {
    const before = await holdings();
    const deletion: [RegExp, string] = [/<NotificationType>03</, "<NotificationType>05<"];
    const never: [RegExp, string] = [/<RecordReference>[^<]*</, "<RecordReference>com.example.never<"];
    for (const [name, named] of [
      ["gone.xml", reference],
      ["never.xml", never],
    ] as const) {
      const report = await importFile(await changed(name, named, deletion));
      expect(report).to.include({ code: 0, taken: 0, skipped: 1, refused: 0 });
      expect(report.records[0]).to.deep.include({ workId: null, outcome: "skipped" });
      expect(report.records[0]?.reasons[0]).to.contain("a deletion (05) creates no work");
    }
    expect(await holdings()).to.equal(before);
  });
});
