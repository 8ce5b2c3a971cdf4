import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { ApiError, connectApi, Outage } from "../../scripts/import/api.ts";
import { failureOf } from "../server/database/support.ts";

const away = (detail: string) => JSON.stringify({ detail, code: "part-unavailable" });

describe("an import whose gateway goes away", function () {
  this.timeout(20_000);
  let server: Server | undefined;

  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  /** A gateway that answers the first request in the first of these ways, and so on; then always in the last. */
  async function gateway(...ways: RequestListener[]): Promise<string> {
    let count = 0;
    server = createServer((request, response) => {
      const way = ways[Math.min(count, ways.length - 1)];
      count += 1;
      way?.(request, response);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  const well: RequestListener = (_, response) => void response.end('{"well":true}');
  const gone: RequestListener = (request) => void request.socket.destroy();
  const partGone: RequestListener = (_, response) => {
    response.statusCode = 503;
    response.end(away("A part does not answer: try again in a moment."));
  };
  const half: RequestListener = (request, response) => {
    response.writeHead(200, { "content-length": "100" }).write('{"well"', () => request.socket.destroy());
  };

  it("asks again until it is back, and says once why it waits", async () => {
    const told: string[] = [];
    const api = connectApi(await gateway(well, partGone, gone, half, well), (reason) => told.push(reason));
    expect(await api.get("/")).to.deep.equal({ well: true });
    expect(await api.send("POST", "/", {})).to.deep.equal({ well: true });
    expect(told).to.deep.equal(["A part does not answer: try again in a moment. (part-unavailable)"]);
  });

  it("hears at once that nothing was ever there", async () => {
    const url = await gateway(well);
    server?.close();
    expect(await failureOf(connectApi(url).get("/"))).to.be.instanceOf(TypeError);
  });

  it("takes a refusal for one", async () => {
    const refusing: RequestListener = (_, response) => {
      response.statusCode = 409;
      response.end(JSON.stringify({ detail: "It is closed.", code: "catalogue-closed" }));
    };
    const failure = await failureOf(connectApi(await gateway(refusing)).get("/"));
    expect(failure).to.be.instanceOf(ApiError);
    expect(failure).not.to.be.instanceOf(Outage);
    expect(failure.message).to.equal("It is closed. (catalogue-closed)");
  });

  it("learns that a transfer broke off, for it has to begin it anew", async () => {
    const api = connectApi(await gateway(well, gone));
    await api.get("/");
    const body = new Blob(["line\n"]).stream();
    expect(await failureOf(api.stream("/", "application/x-ndjson", body))).to.be.instanceOf(Outage);
  });

  it("sees a stream of events that broke off end", async () => {
    const events: RequestListener = (request, response) => {
      response.write('data: {"count":1}\n\ndata: {"co', () => request.socket.destroy());
    };
    const values: unknown[] = [];
    for await (const value of connectApi(await gateway(events)).follow("/")) values.push(value);
    expect(values).to.deep.equal([{ count: 1 }]);
  });
});
