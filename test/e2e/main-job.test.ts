import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect } from "chai";
import { JsonRpcProvider } from "ethers";
import { after, before, describe, it } from "mocha";
import { CID } from "multiformats/cid";
import { WorkRegistry__factory } from "../../typechain-types/index.ts";
import { type RunningProduct, runScript, startProduct } from "./product.ts";

const catalogue = join(import.meta.dirname, "../fixtures/works/tang-300-ish.ndjson.gz");
const poems = gunzipSync(readFileSync(catalogue))
  .toString("utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as { title: string; text: string });

interface Report {
  taken: number;
  skipped: number;
  refused: number;
  records: { ref: string; outcome: string; workId: string; reasons: string[] }[];
}

function fingerprintOf(text: string): string {
  return createHash("sha256")
    .update(Buffer.from(text.normalize("NFC"), "utf8"))
    .digest("hex");
}

describe("the main job: works registered on the ledger, found and verified", function () {
  this.timeout(120_000);
  let directory: string;
  let product: RunningProduct;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "ledger-main-job-"));
    product = await startProduct(directory);
  });

  after(async () => {
    await product?.kill();
    await rm(directory, { recursive: true, force: true });
  });

  async function get<T>(path: string): Promise<T> {
    const response = await fetch(`${product.url}/api/v1${path}`);
    expect(response.status, path).to.equal(200);
    return (await response.json()) as T;
  }

  async function importAgain(): Promise<Report> {
    const { code, stdout, stderr } = await runScript("import", [catalogue, "--json", "--url", product.url]);
    expect(code, stderr).to.equal(0);
    return JSON.parse(stdout) as Report;
  }

  async function everythingIsThere(): Promise<void> {
    const spring = await get<{ items: { title: string; creators: { name: string }[] }[] }>(
      `/works?query=${encodeURIComponent("春")}`,
    );
    expect(spring.items.length).to.be.greaterThan(5);
    for (const { title, creators } of spring.items) {
      expect(title + creators.map(({ name }) => name).join("")).to.contain("春");
    }
    const song = await get<{ items: { title: string; workId: string }[] }>(
      `/works?query=${encodeURIComponent("登幽州臺歌")}`,
    );
    const poem = poems.find(({ title }) => title === "登幽州臺歌");
    expect(song.items.map(({ workId }) => workId)).to.deep.equal([`0x${fingerprintOf(poem?.text ?? "")}`]);

    for (const { title, text } of poems.filter((_, index) => index % 50 === 0)) {
      const fingerprint = fingerprintOf(text);
      type Verification = { registered: boolean; work: { title: string; workId: string } };
      const verification = await get<Verification>(`/verify/${fingerprint}`);
      expect(verification.registered).to.equal(true);
      expect(verification.work.title).to.equal(title.trim().replaceAll(/\s/g, " "));
      expect(verification.work.workId).to.equal(`0x${fingerprint}`);
    }
    await tokenUriLeadsToTheDocument(`0x${fingerprintOf(poem?.text ?? "")}`);
  }

  /** From the contract alone: the CID that tokenURI names, and bytes that hash to it. */
  async function tokenUriLeadsToTheDocument(workId: string): Promise<void> {
    const { contracts, rpcPath } = await get<{ contracts: { works: string }; rpcPath: string }>("/network");
    const provider = new JsonRpcProvider(`${product.url}${rpcPath}`, undefined, { staticNetwork: true });
    try {
      const registry = WorkRegistry__factory.connect(contracts.works, provider);
      const uri = await registry.tokenURI(workId);
      const cid = CID.parse(uri.replace("ipfs://", ""));
      const response = await fetch(`${product.url}/api/v1/works/${workId}/metadata`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      const digest = createHash("sha256").update(bytes).digest("hex");
      expect(Buffer.from(cid.multihash.digest).toString("hex")).to.equal(digest);
      expect(await registry.metadataOf(workId)).to.equal(`0x${digest}`);
      const document = JSON.parse(new TextDecoder().decode(bytes)) as { name: string; workId: string };
      expect(document.name).to.equal("登幽州臺歌");
      expect(document.workId).to.equal(workId);
    } finally {
      provider.destroy();
    }
  }

  it("takes 354 poems from one file", async () => {
    const report = await importAgain();
    expect(report).to.include({ taken: 354, skipped: 0, refused: 0 });
    expect(report.records.map(({ workId }) => workId)).to.deep.equal(
      poems.map(({ text }) => `0x${fingerprintOf(text)}`),
    );
  });

  it("finds and verifies them", () => everythingIsThere());

  it("takes nothing when the file comes again", async () => {
    expect(await importAgain()).to.include({ taken: 0, skipped: 354, refused: 0 });
  });

  it("has all of it again after everything was killed", async () => {
    await product.kill();
    product = await startProduct(directory);
    await everythingIsThere();
    expect(await importAgain()).to.include({ taken: 0, skipped: 354, refused: 0 });
  });

  it("has all of it again after Ctrl-C", async () => {
    expect(await product.interrupt()).to.equal(0);
    product = await startProduct(directory);
    await everythingIsThere();
  });
});
