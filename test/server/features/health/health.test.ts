import { expect } from "chai";
import { describe, it } from "mocha";
import { perform } from "../../support/documents.ts";
import { stranger } from "../../support/people.ts";
import { PATIENCE, theProduct } from "../../support/product.ts";
import { aWork } from "../../support/works.ts";

describe("The state of a gateway that is well", function () {
  this.timeout(PATIENCE);

  it("is alive", async () => {
    const { root } = await theProduct();
    const { status, body } = await root.get("/healthz");
    expect([status, body]).to.deep.equal([200, { status: "alive" }]);
  });

  it("is ready, part by part", async () => {
    const { root } = await theProduct();
    const { status, body } = await root.get<{ status: string; parts: Record<string, { ok: boolean }> }>(
      "/readyz",
    );
    expect([status, body.status]).to.deep.equal([200, "ready"]);
    expect(body.parts).to.include.keys("chain", "database", "content");
    for (const [name, { ok }] of Object.entries(body.parts)) expect(ok, name).to.equal(true);
  });

  it("is told to Prometheus, with the block of the chain and of the index", async () => {
    const product = await theProduct();
    const signer = stranger();
    const content = { registrant: signer.address, work: aWork() };
    const { block } = await perform(product, { type: "Registration", content }, signer);
    const { status, headers, text } = await product.root.get("/metrics");
    expect(status).to.equal(200);
    expect(headers.get("content-type")).to.match(/^text\/plain; version=/);
    const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
    expect(figure("ledger_chain_block")).to.be.at.least(block ?? Number.POSITIVE_INFINITY);
    expect(figure("ledger_index_block")).to.be.at.least(block ?? Number.POSITIVE_INFINITY);
    expect(figure("ledger_outbox_open")).to.be.at.least(0);
    expect([figure("ledger_index_here"), figure("ledger_relay_here")]).to.deep.equal([1, 1]);
    expect(text).to.match(
      /^ledger_http_request_seconds_count\{method="POST",route="\/documents",status="201"\} \d+$/m,
    );
  });

  it("counts addresses that are not there together, however many there are", async () => {
    const { root } = await theProduct();
    for (const name of ["one", "two"]) await root.get(`/api/v1/no-such-${name}`);
    const { text } = await root.get("/metrics");
    expect(text).to.contain('route="other",status="404"');
    expect(text).not.to.contain("no-such-one");
  });
});
