import { expect } from "chai";
import { describe, it } from "mocha";
import { PATIENCE, theProduct } from "../support/product.ts";

/** What a page loads: the addresses in its elements. */
function addressesIn(page: string): string[] {
  return [...page.matchAll(/\b(?:src|href)="([^"]*)"/g)].map(([, address = ""]) => address);
}

describe("The page to browse the API with", function () {
  this.timeout(PATIENCE);

  it("stands at /docs/, to which /docs leads", async () => {
    const { root } = await theProduct();
    const { status, headers } = await root.get("/docs");
    expect([status, headers.get("location")]).to.deep.equal([301, "/docs/"]);
    const page = await root.get("/docs/");
    expect(page.status).to.equal(200);
    expect(page.headers.get("content-type")).to.match(/^text\/html/);
  });

  it("loads all it needs from this gateway", async () => {
    const { root } = await theProduct();
    const page = await root.get("/docs/");
    const addresses = addressesIn(page.text);
    expect(addresses).to.include.members(["swagger-ui.css", "swagger-ui-bundle.js", "start.js"]);
    for (const address of addresses) {
      expect(address).not.to.match(/^(\w+:)?\/\//);
      const { status, headers } = await root.get(`/docs/${address}`);
      expect(status, address).to.equal(200);
      expect(headers.get("content-type"), address).to.match(/^text\/(css|javascript)/);
    }
    const start = await root.get("/docs/start.js");
    expect(start.text).to.contain('url: "/openapi.json"').and.to.contain("validatorUrl: null");
  });

  it("works under a policy that lets nothing in from elsewhere, and no script that stands in the page", async () => {
    const { root } = await theProduct();
    const { headers, text } = await root.get("/docs/");
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy)
      .to.match(/default-src 'none'/)
      .and.to.match(/connect-src 'self'/);
    expect(policy)
      .to.match(/script-src 'self'(;|$)/)
      .and.to.match(/style-src 'self' 'unsafe-inline'(;|$)/);
    expect(policy).not.to.match(/https?:|\*|unsafe-eval/);
    expect(text).not.to.match(/<script(?![^>]* src=)|\son\w+=/);
  });

  it("is the only one whose styles may stand in its elements", async () => {
    const { root } = await theProduct();
    for (const path of ["/healthz", "/api/v1/works", "/docs/start.js", "/no-such-page"]) {
      const { headers } = await root.get(path);
      expect(headers.get("content-security-policy"), path).not.to.contain("unsafe-inline");
    }
  });

  it("brings nothing of the package that asks another server", async () => {
    const { root } = await theProduct();
    for (const file of ["index.html", "swagger-initializer.js", "oauth2-redirect.html", "package.json"]) {
      expect((await root.get(`/docs/${file}`)).status, file).to.equal(404);
    }
  });
});
