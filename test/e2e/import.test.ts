import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { type Program, startGateway, startScript } from "./processes.ts";

interface Report {
  taken: number;
  skipped: number;
  refused: number;
  records: { outcome: string; workId: string }[];
}

/** More than one batch, and more than one chunk of the intake. */
const RECORDS = 600;

describe("an import from the terminal", function () {
  this.timeout(240_000);
  let directory: string;
  let gateway: Program;
  let url: string;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "ledger-import-"));
    gateway = startGateway(join(directory, "data"), { LOG_LEVEL: "silent" });
    url = await gateway.ready;
  });

  after(async () => {
    await gateway?.signal("SIGKILL");
    await rm(directory, { recursive: true, force: true });
  });

  async function aCatalogue(name: string): Promise<string> {
    const file = join(directory, name);
    const lines = Array.from({ length: RECORDS }, (_, index) => {
      return JSON.stringify({ title: `${name} ${index}`, text: randomBytes(20).toString("hex") });
    });
    await writeFile(file, `${lines.join("\n")}\n`);
    return file;
  }

  const startImport = (file: string, ...more: string[]) =>
    startScript("import", {}, { arguments: [file, "--json", "--url", url, ...more] });

  async function cataloguesOf(file: string): Promise<string[]> {
    const report = await startImport(file).ended;
    return (JSON.parse(report.stdout) as Report).records.map(({ outcome }) => outcome);
  }

  it("stops with Ctrl-C, says how it goes on, and goes on", async () => {
    const file = await aCatalogue("stopped.ndjson");
    const first = startImport(file);
    await first.says(/documents signed/);
    const { code, stderr, stdout } = await first.signal("SIGINT");
    expect([code, stdout]).to.deep.equal([130, ""]);
    expect(stderr)
      .to.contain("stopped. What was sent is kept")
      .and.to.contain("the same command goes on from here");
    const second = await startImport(file).ended;
    expect(second.code, second.stderr).to.equal(0);
    const report = JSON.parse(second.stdout) as Report;
    expect(report.records).to.have.length(RECORDS);
    expect(report.refused).to.equal(0);
    expect(report.taken + report.skipped).to.equal(RECORDS);
    expect(new Set(await cataloguesOf(file))).to.deep.equal(new Set(["skipped"]));
  });

  it("goes on with the catalogue that a killed client had sent but not signed", async () => {
    const file = await aCatalogue("killed.ndjson");
    const first = startImport(file);
    await first.says(/to register/);
    await first.signal("SIGKILL");
    const second = await startImport(file).ended;
    expect(second.code, second.stderr).to.equal(0);
    expect(second.stderr).to.contain(
      `going on where an import of this file stopped, with ${RECORDS} records`,
    );
    expect(JSON.parse(second.stdout)).to.include({ taken: RECORDS, skipped: 0, refused: 0 });
  });

  it("waits for a gateway that was killed in the middle, and loses and doubles nothing", async () => {
    const file = await aCatalogue("gateway.ndjson");
    const client = startImport(file);
    await client.says(/documents signed/);
    await gateway.signal("SIGKILL");
    gateway = startGateway(join(directory, "data"), { LOG_LEVEL: "silent", PORT: new URL(url).port });
    await gateway.ready;
    const { code, stdout, stderr } = await client.ended;
    expect(code, stderr).to.equal(0);
    const report = JSON.parse(stdout) as Report;
    expect(report).to.include({ taken: RECORDS, skipped: 0, refused: 0 });
    expect(new Set(report.records.map(({ workId }) => workId)).size).to.equal(RECORDS);
  });

  it("tells how many records are registered, and how fast", async () => {
    const { stderr } = await startImport(await aCatalogue("rate.ndjson")).ended;
    expect(stderr).to.match(/rate\.ndjson: 600 to register, 0 skipped, 0 refused/);
    expect(stderr).to.match(new RegExp(`registered of ${RECORDS}: ${RECORDS}, \\d+ a second`));
  });

  it("gives up what is under way when it is asked to, and keeps what is on the ledger", async () => {
    const file = await aCatalogue("given-up.ndjson");
    const first = startImport(file);
    await first.says(/to register/);
    await first.signal("SIGKILL");
    const { code, stdout, stderr } = await startImport(file, "--cancel").ended;
    expect([code, (JSON.parse(stdout) as Report).records.length]).to.deep.equal([1, RECORDS]);
    expect(stderr).to.match(/It was cancelled: \d+ records were not registered\./);
    const again = await startImport(file).ended;
    const report = JSON.parse(again.stdout) as Report;
    expect(report.taken + report.skipped).to.equal(RECORDS);
  });
});
