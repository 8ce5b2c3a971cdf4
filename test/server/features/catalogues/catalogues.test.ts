import { createHash, randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import type { Wallet } from "ethers";
import { before, describe, it } from "mocha";
import { signatureOf, submit } from "../../support/documents.ts";
import { eventsOf } from "../../support/events.ts";
import { demo, stranger } from "../../support/people.ts";
import { expectProblem } from "../../support/problems.ts";
import { PATIENCE, type TestProduct, theProduct } from "../../support/product.ts";

interface CatalogueView {
  id: string;
  state: string;
  received: number;
  problem: { code: string; message: string } | null;
  counts: Record<"pending" | "taken" | "skipped" | "refused", number>;
}

interface RecordView {
  line: number;
  ref: string;
  outcome: string;
  workId: string | null;
  reasons: { code: string; message: string }[];
}

const poem = (title = "poem") => ({
  title: `${title} ${randomBytes(4).toString("hex")}`,
  text: randomBytes(16).toString("hex"),
});
const ndjson = (...records: unknown[]) => records.map((record) => `${JSON.stringify(record)}\n`).join("");

describe("catalogues", function () {
  this.timeout(PATIENCE);
  let product: TestProduct;
  const publisher: Wallet = demo("publisher");

  before(async () => {
    product = await theProduct();
  });

  async function open(registrant = publisher.address, more: object = {}): Promise<CatalogueView> {
    const body = { name: "spring list", registrant, ...more };
    const { status, body: catalogue } = await product.api.post<CatalogueView>("/catalogues", body);
    expect(status).to.equal(201);
    return catalogue;
  }

  async function send(id: string, body: string | Uint8Array, headers: Record<string, string> = {}) {
    const response = await fetch(`${product.url}/api/v1/catalogues/${id}/records`, {
      method: "PUT",
      headers: { "content-type": "application/x-ndjson", ...headers },
      body: body as BodyInit,
    });
    return { status: response.status, body: (await response.json()) as CatalogueView };
  }

  async function papersOf(id: string): Promise<{ id: string; type: string; signed: boolean }[]> {
    return (
      await product.api.get<{ items: { id: string; type: string; signed: boolean }[] }>(
        `/catalogues/${id}/documents`,
      )
    ).body.items;
  }

  async function signAll(id: string, wallet = publisher): Promise<void> {
    for (const paper of await papersOf(id)) {
      const { body } = await product.api.get<Parameters<typeof signatureOf>[0]>(`/documents/${paper.id}`);
      const { status } = await submit(product, paper, await signatureOf(body, wallet));
      expect(status).to.equal(202);
    }
  }

  async function finished(id: string): Promise<CatalogueView> {
    const views = await eventsOf<CatalogueView>(`${product.url}/api/v1/catalogues/${id}/events`);
    return views.at(-1) as CatalogueView;
  }

  const cancel = (id: string) => product.api.call<CatalogueView>(`/catalogues/${id}`, { method: "DELETE" });

  async function recordsOf(id: string): Promise<RecordView[]> {
    return (await product.api.get<{ items: RecordView[] }>(`/catalogues/${id}/records?limit=200`)).body.items;
  }

  async function importAll(
    body: string,
    wallet = publisher,
  ): Promise<{ view: CatalogueView; records: RecordView[] }> {
    const { id } = await open(wallet.address);
    await send(id, body);
    await signAll(id, wallet);
    return { view: await finished(id), records: await recordsOf(id) };
  }

  it("registers works under one signature and reports each record", async () => {
    const good = poem("good");
    const file = ndjson({ ref: "A-1", ...good }, { title: "no text" }, good, { ...poem(), colour: "red" });
    const { view, records } = await importAll(`${file}{broken\n`);
    expect(view.state).to.equal("done");
    expect(view.counts).to.deep.equal({ pending: 0, taken: 2, skipped: 1, refused: 2 });
    expect(records.map(({ line, ref, outcome }) => [line, ref, outcome])).to.deep.equal([
      [1, "A-1", "taken"],
      [2, "2", "refused"],
      [3, "3", "skipped"],
      [4, "4", "taken"],
      [5, "5", "refused"],
    ]);
    expect(records[1]?.reasons[0]?.message).to.match(/^fingerprint: /);
    expect(records[2]?.reasons[0]).to.deep.equal({
      code: "repeated",
      message: "the same record stands in line 1",
    });
    expect(records[3]?.reasons[0]?.code).to.equal("field-left-out");
    expect(records[4]?.reasons[0]?.code).to.equal("not-json");
    const fingerprint = `0x${createHash("sha256").update(good.text).digest("hex")}`;
    const { body } = await product.api.get<{ title: string; holder: string }>(`/works/${fingerprint}`);
    expect(body).to.include({ title: good.title, holder: publisher.address });
  });

  it("deposits the works before it registers them, which gives them priority", async () => {
    const { id } = await open();
    await send(id, ndjson(poem()));
    const papers = await papersOf(id);
    expect(papers.map(({ type, signed }) => [type, signed])).to.deep.equal([
      ["Deposit", false],
      ["Catalogue", false],
    ]);
    await signAll(id);
    expect((await finished(id)).state).to.equal("done");
    const [record] = await recordsOf(id);
    type Work = { priorityAt: string; registeredAt: string };
    const { body: work } = await product.api.get<Work>(`/works/${record?.workId}`);
    const { body: deposits } = await product.api.get<{ items: { depositedAt: string }[] }>(
      `/deposits?depositor=${publisher.address}&limit=1`,
    );
    expect(work.priorityAt).to.equal(deposits.items[0]?.depositedAt);
    expect(Date.parse(work.priorityAt)).to.be.at.most(Date.parse(work.registeredAt));
  });

  it("skips what its registrant has registered, and refuses what another one has", async () => {
    const record = poem();
    await importAll(ndjson(record));
    const again = await importAll(ndjson(record));
    expect(again.view).to.deep.include({ state: "done" });
    expect(again.records[0]?.reasons[0]?.code).to.equal("already-registered");
    const other = await importAll(ndjson(record), demo("licensee"));
    expect(other.records[0]).to.include({ outcome: "refused" });
    expect(other.records[0]?.reasons[0]?.code).to.equal("fingerprint-taken");
  });

  it("corrects the metadata of a work whose record has changed", async () => {
    const record = poem("before");
    await importAll(ndjson(record));
    const { records } = await importAll(ndjson({ ...record, title: "after", genre: "ci" }));
    expect(records[0]).to.include({ outcome: "taken" });
    expect(records[0]?.reasons[0]?.code).to.equal("corrected");
    type Page = { title: string; genre: string; history: { kind: string }[] };
    const { body } = await product.api.get<Page>(`/works/${records[0]?.workId}`);
    expect(body).to.include({ title: "after", genre: "ci" });
    expect(body.history.map(({ kind }) => kind)).to.deep.equal(["registered", "corrected"]);
  });

  it("lets the later of two records that differ count", async () => {
    const record = poem("first");
    const { view, records } = await importAll(ndjson(record, poem(), { ...record, title: "second" }));
    expect(view.counts).to.deep.equal({ pending: 0, taken: 2, skipped: 1, refused: 0 });
    expect(records[0]?.reasons[0]).to.deep.equal({
      code: "superseded",
      message: "the record in line 3 says otherwise and counts",
    });
    const { body } = await product.api.get<{ title: string }>(`/works/${records[2]?.workId}`);
    expect(body.title).to.equal("second");
  });

  it("takes more works than one transaction holds, and more than one chunk", async () => {
    const { view } = await importAll(ndjson(...Array.from({ length: 620 }, () => poem())));
    expect(view.counts).to.deep.equal({ pending: 0, taken: 620, skipped: 0, refused: 0 });
  });

  it("goes on with a transfer of the same file that broke off, and with another file begins anew", async () => {
    const source = `0x${randomBytes(32).toString("hex")}`;
    const first = await open(publisher.address, { source });
    expect(await open(publisher.address, { source })).to.include({ id: first.id });
    expect((await open(publisher.address, { source: `0x${"12".repeat(32)}` })).id).to.not.equal(first.id);
    expect((await open(stranger().address, { source })).id).to.not.equal(first.id);
  });

  it("takes up a gzipped transfer that broke off", async () => {
    const { id } = await open();
    const whole = gzipSync(ndjson(...Array.from({ length: 50 }, () => poem())));
    const broken = await fetch(`${product.url}/api/v1/catalogues/${id}/records`, {
      method: "PUT",
      headers: { "content-type": "application/x-ndjson", "content-encoding": "gzip" },
      body: whole.subarray(0, whole.length - 20) as BodyInit,
    });
    expect(broken.status).to.equal(400);
    expect((await send(id, whole, { "content-encoding": "gzip" })).body).to.deep.include({
      state: "awaiting-signature",
      received: 50,
    });
  });

  it("gives a signed catalogue its turn, however many wait for a signature before it", async () => {
    for (let unsigned = 0; unsigned < 110; unsigned += 1) {
      const { id } = await open();
      await send(id, ndjson(poem()));
    }
    const { view } = await importAll(ndjson(poem()));
    expect(view.counts.taken).to.equal(1);
  });

  it("reads a gzipped body", async () => {
    const { id } = await open();
    const { body } = await send(id, gzipSync(ndjson(poem())), { "content-encoding": "gzip" });
    expect(body).to.deep.include({ state: "awaiting-signature", received: 1 });
  });

  it("is done at once where nothing is to be done", async () => {
    const { id } = await open();
    expect((await send(id, "\n\n")).body).to.deep.include({ state: "done", received: 0 });
  });

  it("stops when it is cancelled, and only then", async () => {
    const { id } = await open();
    await send(id, ndjson(poem()));
    expect((await cancel(id)).body.state).to.equal("cancelled");
    await signAll(id);
    expect((await finished(id)).counts.taken).to.equal(0);
    expectProblem(await cancel(id), 409, "catalogue-closed");
    const done = await importAll(ndjson(poem()));
    expectProblem(await cancel(done.view.id), 409, "catalogue-closed");
  });

  it("refuses what cannot be a catalogue's body or address", async () => {
    const { id } = await open();
    expect((await send(id, "[]", { "content-type": "application/json" })).status).to.equal(415);
    await send(id, ndjson(poem()));
    expect((await send(id, ndjson(poem()))).status).to.equal(409);
    const unknown = "/catalogues/6f1b9a9e-58a4-4a6e-9d7a-0f7f4c1f0a11";
    for (const path of [unknown, `${unknown}/records`, `${unknown}/documents`, `${unknown}/report.csv`]) {
      expectProblem(await product.api.get(path), 404, "catalogue-not-found");
    }
  });

  it("gives the whole report as CSV, in which no cell is a formula", async () => {
    const { view } = await importAll(
      ndjson({ ref: "=1+1", ...poem() }, { ref: 'a "quoted", cell', ...poem() }),
    );
    const response = await fetch(`${product.url}/api/v1/catalogues/${view.id}/report.csv`);
    const lines = (await response.text()).trimEnd().split("\r\n");
    expect(lines[0]).to.equal("line,ref,outcome,workId,reasons");
    expect(lines[1]).to.match(/^1,'=1\+1,taken,0x[0-9a-f]{64},$/);
    expect(lines[2]).to.match(/^2,"a ""quoted"", cell",taken,/);
  });
});
