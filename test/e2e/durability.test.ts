import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { id as topicOf } from "ethers";
import { after, before, describe, it } from "mocha";
import { randomFrom } from "../server/database/support.ts";
import { type Api, apiAt } from "../server/support/api.ts";
import type { DocumentView } from "../server/support/documents.ts";
import { type Program, startGateway, startScript } from "./processes.ts";
import { createTraffic, type TrackedWork } from "./traffic.ts";

/** How often the product is killed; ROUNDS sets another number. SEED repeats a run as far as its timing goes. */
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const CLIENTS = 6;
const LONGEST_RUN = 2_500;
const PATIENCE = 60_000;
/** Works that each round looks at, newest first; the last test looks at all. */
const RECENT = 100;

describe(`kill -9 at a random moment, ${ROUNDS} times (SEED=${SEED})`, function () {
  this.timeout(60_000 + ROUNDS * 30_000);
  const random = randomFrom(SEED);
  const traffic = createTraffic(random);
  let folder: string;
  let gateway: Program;
  let url: string;
  let api: Api;
  /** Acknowledged documents that have been seen on the chain after a restart. */
  let known = 0;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "ledger-durability-"));
  });
  after(async () => {
    await gateway?.signal("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  });

  async function start(): Promise<void> {
    gateway = startGateway(join(folder, "data"), { REQUESTS_PER_MINUTE: "1000000" });
    url = await gateway.ready;
    api = apiAt(`${url}/api/v1`);
  }

  async function killSometime(): Promise<void> {
    await pause(random() * LONGEST_RUN);
    await gateway.signal("SIGKILL");
  }

  /** In one round of three it is killed already while it starts. */
  async function killWhileStarting(): Promise<void> {
    if (random() > 0.34) return;
    gateway = startGateway(join(folder, "data"));
    while (!existsSync(join(folder, "data", "lock.pid"))) await pause(10);
    await pause(random() * 1_000);
    await gateway.signal("SIGKILL");
  }

  async function executed(document: string): Promise<DocumentView> {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const { body } = await api.get<DocumentView>(`/documents/${document}`);
      if (body.state === "executed" && body.finality === "final") return body;
      if (body.state === "failed" || Date.now() > end) throw new Error(JSON.stringify(body));
      await pause(20);
    }
  }

  async function isThere({ draft, metadata, acknowledged }: TrackedWork): Promise<void> {
    if (acknowledged.length === 0) return;
    type Page = { history: { kind: string }[]; metadata: { digest: string } };
    const work = await api.get<Page>(`/works/${draft.fingerprint}`);
    expect(work.status, work.text).to.equal(200);
    const kinds = work.body.history.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "registered")).to.have.length(1);
    expect(kinds.filter((kind) => kind === "corrected").length).to.be.within(acknowledged.length - 1, 1);
    const served = await api.get(`/works/${draft.fingerprint}/metadata`);
    expect(metadata.map((bytes) => Buffer.from(bytes).toString())).to.include(served.text);
    const found = await api.get<{ items: { workId: string }[] }>(
      `/works?query=${encodeURIComponent(draft.title)}`,
    );
    expect(found.body.items.map(({ workId }) => workId)).to.deep.equal([draft.fingerprint]);
  }

  async function rpc<T>(method: string, ...params: unknown[]): Promise<T> {
    const { body } = await apiAt(url).post<{ result: T }>("/rpc", { jsonrpc: "2.0", id: 1, method, params });
    return body.result;
  }

  for (let round = 1; round <= ROUNDS; round += 1) {
    it(`round ${round}: what was acknowledged is executed, whatever was under way`, async () => {
      await killWhileStarting();
      await start();
      await Promise.all([traffic.run(url, CLIENTS), killSometime()]);
      await start();
      for (const document of traffic.acknowledged.slice(known)) await executed(document);
      known = traffic.acknowledged.length;
      for (const work of traffic.works.slice(-RECENT)) await isThere(work);
      await gateway.signal("SIGKILL");
    });
  }

  it("has every work of all rounds", async () => {
    await start();
    for (const work of traffic.works) await isThere(work);
  });

  it("has executed every document once, and none that nobody signed", async () => {
    const { acknowledged } = traffic;
    expect(acknowledged.length).to.be.greaterThan(ROUNDS);
    const topics = [topicOf("DocumentExecuted(bytes32,address,uint256)")];
    type Log = { topics: [string, string] };
    const logs = await rpc<Log[]>("eth_getLogs", { fromBlock: "0x0", toBlock: "latest", topics });
    const documents = logs.map(({ topics: [, document] }) => document);
    expect(new Set(documents).size).to.equal(documents.length);
    expect(documents).to.include.members(acknowledged);
    for (const document of documents) {
      expect((await api.get(`/documents/${document}`)).status, document).to.equal(200);
    }
  });

  it("has the index that the chain and the content store give from nothing", async () => {
    const check = () =>
      startScript("rebuild", { DATA_DIR: join(folder, "data") }, { arguments: ["--check"] }).ended;
    const refused = await check();
    expect(refused.code).to.equal(1);
    expect(refused.stderr).to.match(
      /^The data folder .* is in use by another instance .*: stop that one, .*\.\n$/,
    );
    await gateway.signal("SIGKILL");
    const { code, stdout, stderr } = await check();
    expect([code, stdout], stderr).to.deep.equal([0, "equal\n"]);
  });
});
