import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { expectProblem } from "../support/problems.ts";
import { PATIENCE, startTestProduct, type TestProduct, theProduct } from "../support/product.ts";

describe("Any request", function () {
  this.timeout(PATIENCE);

  it("is told which methods a resource has, when it comes by another", async () => {
    const { api, root } = await theProduct();
    const cases: [string, string, string][] = [
      ["POST", "/works", "GET, HEAD, OPTIONS"],
      ["DELETE", `/works/${"ab".repeat(32)}`, "GET, HEAD, OPTIONS"],
      ["PUT", "/documents", "POST, OPTIONS"],
      ["PATCH", "/auth/session", "DELETE, GET, HEAD, POST, OPTIONS"],
    ];
    for (const [method, path, allowed] of cases) {
      const answer = await api.call(path, { method });
      expectProblem(answer, 405, "method-not-allowed");
      expect(answer.headers.get("allow"), `${method} ${path}`).to.equal(allowed);
    }
    expectProblem(await root.call("/healthz", { method: "POST" }), 405, "method-not-allowed");
  });

  it("may ask for the methods themselves, and for the head alone", async () => {
    const { api } = await theProduct();
    const options = await api.call("/works", { method: "OPTIONS" });
    expect([options.status, options.headers.get("allow")]).to.deep.equal([204, "GET, HEAD, OPTIONS"]);
    const head = await api.call("/works", { method: "HEAD" });
    expect([head.status, head.bytes.length]).to.deep.equal([200, 0]);
  });

  it("is not let in from a page of another origin", async () => {
    const { api } = await theProduct();
    const headers = { origin: "https://elsewhere.example", "access-control-request-method": "POST" };
    for (const method of ["OPTIONS", "GET"]) {
      const answer = await api.call("/works", { method, headers });
      expect(answer.headers.get("access-control-allow-origin")).to.equal(null);
    }
  });

  it("is answered under headers that keep a browser from guessing, framing and telling", async () => {
    const { api } = await theProduct();
    for (const path of ["/works", "/no-such-resource"]) {
      const { headers } = await api.get(path);
      expect(headers.get("x-content-type-options")).to.equal("nosniff");
      expect(headers.get("content-security-policy")).to.match(/frame-ancestors 'none'/);
      expect(headers.get("referrer-policy")).to.equal("no-referrer");
      expect(headers.get("x-powered-by")).to.equal(null);
    }
  });

  it("that is refused has a trace id of its own", async () => {
    const { api } = await theProduct();
    const ids = [];
    for (let i = 0; i < 3; i += 1) {
      ids.push(expectProblem(await api.get("/no-such-resource"), 404, "no-such-resource").traceId);
    }
    expect(new Set(ids).size).to.equal(3);
  });
});

describe("Too many requests", function () {
  this.timeout(PATIENCE);
  let product: TestProduct;

  before(async () => {
    product = await startTestProduct({ REQUESTS_PER_MINUTE: "3" });
  });
  after(() => product.stop());

  it("from one address are refused for a while, whatever it calls itself", async () => {
    for (let i = 0; i < 3; i += 1) expect((await product.api.get("/works")).status).to.equal(200);
    for (const headers of [{}, { "x-forwarded-for": "203.0.113.7" }]) {
      const answer = await product.api.get("/works", { headers });
      expectProblem(answer, 429, "too-many-requests");
      expect(Number(answer.headers.get("retry-after"))).to.be.within(1, 60);
    }
  });

  it("do not keep its operator from looking after it", async () => {
    for (const path of ["/healthz", "/readyz", "/metrics"]) {
      expect((await product.root.get(path)).status, path).to.equal(200);
    }
  });
});
