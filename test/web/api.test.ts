import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { type ApiFailure, apiUrl, asFailure, getJson } from "../../web/api.ts";

let server: Server | undefined;

/** Starts a server that answers every request so; gives its address. */
async function serving(answer: RequestListener): Promise<string> {
  server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function failureOf(reading: Promise<unknown>): Promise<ApiFailure> {
  try {
    await reading;
  } catch (error) {
    return asFailure(error);
  }
  throw new Error("the request gave an answer");
}

describe("apiUrl", () => {
  it("encodes parameters and leaves out the empty ones", () => {
    expect(apiUrl("/works", { query: "春 & 秋", language: "", holder: null, cursor: undefined })).to.equal(
      "/api/v1/works?query=%E6%98%A5+%26+%E7%A7%8B",
    );
    expect(apiUrl("/network")).to.equal("/api/v1/network");
  });
});

describe("getJson", () => {
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  it("gives the answer", async () => {
    const url = await serving((_request, response) => response.end('{"items":[],"next":null}'));
    expect(await getJson(url)).to.deep.equal({ items: [], next: null });
  });

  it("tells failures apart and keeps what the server said about them", async () => {
    const kinds = {
      400: "invalid",
      401: "forbidden",
      404: "notFound",
      422: "invalid",
      429: "tooMany",
      500: "server",
      503: "unavailable",
    };
    const url = await serving((request, response) => {
      const status = Number(request.url?.slice(1));
      response.writeHead(status, { "content-type": "application/problem+json" });
      response.end(JSON.stringify({ status, code: `code-${status}`, detail: "why", traceId: "t1" }));
    });
    for (const [status, kind] of Object.entries(kinds)) {
      const failure = await failureOf(getJson(`${url}/${status}`));
      expect(failure.kind, status).to.equal(kind);
      expect(failure.problem).to.include({ code: `code-${status}`, traceId: "t1" });
      expect(failure.message).to.equal("why");
    }
  });

  it("does not trip over an error page that is no problem document", async () => {
    const url = await serving((_request, response) => response.writeHead(502).end("<h1>Bad gateway</h1>"));
    const failure = await failureOf(getJson(url));
    expect(failure.kind).to.equal("unavailable");
    expect(failure.problem).to.equal(null);
  });

  it("takes an answer that is not JSON for what it is", async () => {
    const url = await serving((_request, response) => response.end("<!doctype html>"));
    expect((await failureOf(getJson(url))).kind).to.equal("unexpected");
  });

  it("says offline when nobody answers, or the answer breaks off", async () => {
    const url = await serving((request, response) => {
      response.write('{"items":');
      setImmediate(() => request.socket.destroy());
    });
    expect((await failureOf(getJson(url))).kind).to.equal("offline");
    server?.close();
    expect((await failureOf(getJson(url))).kind).to.equal("offline");
  });

  it("stops when it is no longer wanted, and then fails with the reason it was given", async () => {
    const aborter = new AbortController();
    const reason = new Error("left the page");
    const url = await serving(() => aborter.abort(reason));
    let thrown: unknown;
    await getJson(url, aborter.signal).catch((error: unknown) => {
      thrown = error;
    });
    expect(thrown).to.equal(reason);
  });
});
