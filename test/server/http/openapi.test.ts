import { expect } from "chai";
import { before, describe, it } from "mocha";
import { z } from "zod";
import { openApiDocument } from "../../../server/http/openapi.ts";
import { route } from "../../../server/http/route.ts";
import { PATIENCE, type TestProduct, theProduct } from "../support/product.ts";
import { faultsOf, type OpenApi, operationsOf } from "./openapi-faults.ts";

describe("The OpenAPI document", function () {
  this.timeout(PATIENCE);
  let product: TestProduct;
  let document: OpenApi;

  before(async () => {
    product = await theProduct();
    const { status, body } = await product.root.get<OpenApi>("/openapi.json");
    expect(status).to.equal(200);
    document = body;
  });

  it("is one of OpenAPI 3.1, without a fault", () => {
    expect(document.openapi).to.match(/^3\.1\.\d+$/);
    expect(faultsOf(document)).to.deep.equal([]);
  });

  it("names every resource of the gateway", () => {
    expect(operationsOf(document).map(({ method, path }) => `${method} ${path}`)).to.include.members([
      "get /api/v1/works",
      "get /api/v1/works/{workId}",
      "get /api/v1/works/{workId}/derivatives",
      "get /api/v1/works/{workId}/history",
      "get /api/v1/works/{workId}/metadata",
      "get /api/v1/verify/{sha256}",
      "get /api/v1/deposits",
      "post /api/v1/deposits/{root}/verify",
      "get /api/v1/institutions",
      "get /api/v1/institutions/{account}",
      "get /api/v1/attestations",
      "get /api/v1/attestations/{id}",
      "post /api/v1/documents",
      "get /api/v1/documents/{id}",
      "post /api/v1/documents/{id}/signatures",
      "get /api/v1/documents/{id}/events",
      "post /api/v1/auth/nonce",
      "post /api/v1/auth/session",
      "get /api/v1/auth/session",
      "delete /api/v1/auth/session",
      "get /api/v1/network",
      "get /healthz",
      "get /readyz",
      "get /metrics",
    ]);
  });

  it("names nothing that is not there", async () => {
    for (const { method, path } of operationsOf(document)) {
      const address = path.replaceAll(/\{\w+\}/g, "x");
      const { status, text } = await product.root.call(address, { method: method.toUpperCase() });
      expect(text, `${method} ${path}`).not.to.contain("no-such-resource");
      expect([404, 405], `${method} ${path}`).not.to.include(status);
      expect(status, `${method} ${path}`).to.be.below(500);
    }
  });

  it("says how to send what is no part of the body: the key of a repetition, the token of a session", () => {
    const prepare = document.paths["/api/v1/documents"]?.post;
    const headers = prepare?.parameters?.filter((parameter) => parameter.in === "header");
    expect(headers?.map(({ name, required }) => [name, required ?? false])).to.deep.equal([
      ["idempotency-key", false],
    ]);
    expect(document.paths["/api/v1/auth/session"]?.get?.security).to.deep.equal([{ session: [] }]);
    expect(document.components?.securitySchemes).to.have.property("session");
  });

  it("describes what is not ready as what it is, not as a problem", () => {
    const responses = document.paths["/readyz"]?.get?.responses;
    expect(responses?.["503"]?.content).to.have.property("application/json");
  });
});

describe("Writing an OpenAPI document", () => {
  const plain = route(
    { method: "get", path: "/plain", tag: "t", summary: "s", response: z.object({}) },
    async () => ({}),
  );
  const rich = route(
    {
      method: "post",
      path: "/things/{thing}/parts",
      root: true,
      tag: "t",
      summary: "s",
      params: z.strictObject({ thing: z.string() }),
      body: z.strictObject({ name: z.string() }),
      response: z.object({}),
      status: 201,
    },
    async () => ({}),
  );

  it("names each route that is mounted, below /api/v1 or at the root", () => {
    const document = openApiDocument([plain, rich], "1.2.3") as OpenApi;
    expect(operationsOf(document).map(({ method, path }) => [method, path])).to.deep.equal([
      ["get", "/api/v1/plain"],
      ["post", "/things/{thing}/parts"],
    ]);
    expect(document.info.version).to.equal("1.2.3");
    expect(faultsOf(document)).to.deep.equal([]);
  });

  it("is checked by a check that finds faults", () => {
    const faulty = openApiDocument([plain, rich], "1") as OpenApi;
    const broken = structuredClone(faulty);
    delete broken.paths["/things/{thing}/parts"]?.post?.parameters;
    const [operation] = operationsOf(broken);
    if (operation) {
      operation.operation.operationId = "postThingsByThingParts";
      operation.operation.responses["404"] = { $ref: "#/components/responses/None" };
    }
    expect(faultsOf(broken)).to.deep.equal([
      "get /api/v1/plain: #/components/responses/None leads nowhere",
      "post /things/{thing}/parts: the operationId postThingsByThingParts is there twice",
      "post /things/{thing}/parts: {thing} is no parameter",
    ]);
  });
});
