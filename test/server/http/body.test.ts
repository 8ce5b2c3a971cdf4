import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import express from "express";
import { afterEach, describe, it } from "mocha";
import { streamedBody } from "../../../server/http/body.ts";
import { problemHandler } from "../../../server/http/problem.ts";
import { apiAt } from "../support/api.ts";
import { sendRaw } from "../support/raw.ts";

const lines = Array.from({ length: 20_000 }, (_, i) => `line ${i}`).join("\n");

describe("A body that is read as it comes", () => {
  let server: Server | undefined;
  /** How reading ended, each time. */
  let ends: (number | Error)[];
  let failures: unknown[];

  /** @param patience milliseconds before somebody reads */
  async function serve(patience = 0): Promise<string> {
    ends = [];
    failures = [];
    const app = express();
    app.put("/", async (request, response) => {
      let length = 0;
      try {
        const body = streamedBody(request);
        if (patience > 0) await pause(patience);
        for await (const piece of body) length += piece.length;
        ends.push(length);
      } catch (error) {
        ends.push(error as Error);
        throw error;
      }
      response.json({ length });
    });
    app.use(problemHandler((error) => failures.push(error)));
    server = createServer(app).listen(0, "127.0.0.1");
    await once(server, "listening");
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  it("comes as it is, or unpacked", async () => {
    const api = apiAt(await serve());
    const packed = { body: new Uint8Array(gzipSync(lines)), headers: { "content-encoding": "gzip" } };
    for (const request of [{ body: lines }, packed]) {
      const { status, body } = await api.call<{ length: number }>("/", { method: "PUT", ...request });
      expect([status, body.length]).to.deep.equal([200, lines.length]);
    }
  });

  it("is the sender's fault when it says gzip and is none, or is cut short", async () => {
    const api = apiAt(await serve());
    const headers = { "content-encoding": "gzip" };
    for (const body of ["plain", new Uint8Array(gzipSync(lines).subarray(0, 500))]) {
      const { status, text } = await api.call("/", { method: "PUT", headers, body });
      expect(status).to.equal(400);
      expect(text).to.contain("malformed-request");
    }
    expect(failures).to.deep.equal([]);
  });

  it("takes nothing down when it turns out to be cut short before anybody has begun to read it", async () => {
    const api = apiAt(await serve(100));
    const body = new Uint8Array(gzipSync(lines).subarray(0, 500));
    const { status } = await api.call("/", { method: "PUT", headers: { "content-encoding": "gzip" }, body });
    expect(status).to.equal(400);
    expect(ends[0]).to.include({ code: "Z_BUF_ERROR" });
  });

  it("is refused in another encoding, not read as if it were none", async () => {
    const api = apiAt(await serve());
    const answer = await api.call("/", {
      method: "PUT",
      headers: { "content-encoding": "br" },
      body: "x",
    });
    expect(answer.status).to.equal(415);
    expect(answer.text).to.contain("encoding-unsupported");
  });

  for (const [what, encoding, body] of [
    ["a plain body", "identity", Buffer.from(lines)],
    ["a packed body", "gzip", gzipSync(lines)],
  ] as const) {
    it(`ends for its reader when the sender of ${what} breaks off, and counts as no failure`, async () => {
      const { port, href } = new URL(await serve());
      const socket = connect(Number(port), "127.0.0.1");
      const head = `PUT / HTTP/1.1\r\nHost: x\r\nContent-Encoding: ${encoding}\r\nContent-Length: ${body.length}\r\n\r\n`;
      socket.write(head);
      socket.write(body.subarray(0, body.length / 2), () => setImmediate(() => socket.destroy()));
      await once(socket, "close");
      // An answered request says that the server has come past the broken one.
      for (let tries = 0; ends.length === 0 && tries < 1_000; tries += 1) {
        await sendRaw(href, ["GET / HTTP/1.1", "Host: x"]);
      }
      expect(ends).to.have.length(1);
      expect(ends[0]).to.be.instanceOf(Error);
      expect(failures).to.deep.equal([]);
    });
  }
});
