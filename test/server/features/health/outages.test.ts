import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { perform } from "../../support/documents.ts";
import { demo, stranger } from "../../support/people.ts";
import { expectProblem } from "../../support/problems.ts";
import { PATIENCE, startTestProduct, type TestProduct } from "../../support/product.ts";
import { stateOf } from "../../support/state.ts";
import { aWork } from "../../support/works.ts";
import type { WorkList, WorkPage } from "../works/pages.ts";

interface Readiness {
  readonly status: string;
  readonly parts: Record<string, { ok: boolean; detail: string | null }>;
}

/** A Kubo node that says which version it is, and goes away before it is asked for anything else. */
async function shortLivedNode(): Promise<{ url: string; server: Server }> {
  const server = createServer((_, response) => {
    response.setHeader("content-type", "application/json").end('{"Version":"0.0.0","System":"test"}');
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

describe("A gateway whose IPFS node went away", function () {
  this.timeout(PATIENCE);
  let product: TestProduct;

  before(async () => {
    const { url, server } = await shortLivedNode();
    product = await startTestProduct({ IPFS_API_URL: url });
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  after(() => product.stop());

  it("is alive and not ready, and says which part is down and what to do", async () => {
    expect((await product.root.get("/healthz")).status).to.equal(200);
    const { status, body } = await product.root.get<Readiness>("/readyz");
    expect([status, body.status]).to.deep.equal([503, "not-ready"]);
    expect(body.parts.content?.ok).to.equal(false);
    expect(body.parts.content?.detail).to.match(/No Kubo node answers.*IPFS_API_URL/);
    expect(body.parts.chain).to.deep.equal({ ok: true, detail: null });
    expect(body.parts.database).to.deep.equal({ ok: true, detail: null });
  });

  it("prepares nothing whose metadata it cannot keep, and keeps nothing of it", async () => {
    const content = { registrant: stranger().address, work: aWork() };
    const before = await stateOf(product);
    const headers = { "idempotency-key": "again-when-it-is-back" };
    const answer = await product.api.post("/documents", { type: "Registration", content }, { headers });
    const { detail } = expectProblem(answer, 503, "content-unavailable");
    expect(detail).not.to.contain("127.0.0.1");
    expect(await stateOf(product)).to.deep.equal(before);
  });

  it("goes on with what needs no metadata", async () => {
    const signer = stranger();
    const content = { depositor: signer.address, root: aWork().fingerprint, count: 1 };
    await perform(product, { type: "Deposit", content }, signer);
    expect((await product.api.get<WorkList>("/works")).status).to.equal(200);
  });
});

describe("A gateway whose chain went away", function () {
  this.timeout(PATIENCE);
  const signer = stranger();
  const work = aWork();
  let product: TestProduct;

  before(async () => {
    const node = await startTestProduct();
    try {
      product = await startTestProduct({
        RPC_URL: `${node.url}/rpc`,
        RELAYER_KEY: demo("operator").privateKey,
        DEPLOYMENTS_DIR: join(node.dataDirectory, "deployments"),
      });
      const content = { registrant: signer.address, work };
      await perform(product, { type: "Registration", content }, signer);
    } finally {
      await node.stop();
    }
  });
  after(() => product.stop());

  it("is not ready, and shows no address of the node to whoever asks", async () => {
    const { status, body, text } = await product.root.get<Readiness>("/readyz");
    expect(status).to.equal(503);
    expect(body.parts.chain?.ok).to.equal(false);
    expect(body.parts.database?.ok).to.equal(true);
    expect(text).not.to.contain("/rpc");
  });

  it("gives out no keys: its chain is nobody's demonstration", async () => {
    const { status, body } = await product.api.get<{ embedded: boolean; demoAccounts: unknown[] }>(
      "/network",
    );
    expect(status).to.equal(200);
    expect(body).to.deep.include({ embedded: false, rpcPath: null, demoAccounts: [] });
    expect((await product.root.post("/rpc", {})).status).to.equal(404);
  });

  it("answers from its index, and says as of which block", async () => {
    const { status, body } = await product.api.get<WorkPage>(`/works/${work.fingerprint}`);
    expect(status).to.equal(200);
    expect(body.holder).to.equal(signer.address);
    expect(body.asOf.block).to.be.a("number");
  });

  it("asks to try again what needs the chain", async () => {
    const content = { registrant: signer.address, work: aWork() };
    const answer = await product.api.post("/documents", { type: "Registration", content });
    expectProblem(answer, 503, "part-unavailable");
  });
});
