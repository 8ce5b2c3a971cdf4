import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import express, { type Request, type Response } from "express";
import { afterEach, describe, it } from "mocha";
import { sendEvents } from "../../../server/http/events.ts";
import { createSignal } from "../../../server/signal.ts";

/** Values that a test hands out one after the other. */
function source() {
  const moved = createSignal();
  const state = { value: 0, last: false, reads: 0, waiting: 0, let_go: 0 };
  return {
    state,
    next(value: number, last = false): void {
      Object.assign(state, { value, last });
      moved.notify();
    },
    async read() {
      state.reads += 1;
      return { value: state.value, last: state.last };
    },
    async changed(signal: AbortSignal): Promise<void> {
      state.waiting += 1;
      await moved.wait(60_000, signal);
      if (signal.aborted) state.let_go += 1;
    },
  };
}

describe("Server-sent events", () => {
  let server: Server | undefined;

  async function serve(handler: (request: Request, response: Response) => Promise<void>): Promise<string> {
    const app = express();
    app.get("/", handler);
    server = createServer(app).listen(0, "127.0.0.1");
    await once(server, "listening");
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  /** Waits for something that follows without a sign of its own. */
  async function until(done: () => boolean): Promise<void> {
    while (!done()) await new Promise((resolve) => setImmediate(resolve));
  }

  it("send a value when it differs from the last one sent, and end with the last", async () => {
    const values = source();
    const url = await serve((request, response) => sendEvents(request, response, values));
    const text = fetch(url).then((response) => response.text());
    await until(() => values.state.waiting === 1);
    values.next(0);
    await until(() => values.state.waiting === 2);
    values.next(1);
    await until(() => values.state.waiting === 3);
    values.next(2, true);
    expect(await text).to.equal("data: 0\n\ndata: 1\n\ndata: 2\n\n");
  });

  it("stop looking when the reader has gone", async () => {
    const values = source();
    const url = await serve((request, response) => sendEvents(request, response, values));
    const reader = new AbortController();
    const response = await fetch(url, { signal: reader.signal });
    await response.body?.getReader().read();
    await until(() => values.state.waiting === 1);
    reader.abort();
    await until(() => values.state.let_go === 1);
    expect(values.state.reads).to.equal(1);
  });

  it("say nothing when there is nothing: what the first look throws is an answer of its own", async () => {
    const lost = { ...source(), read: () => Promise.reject(new Error("not there")) };
    const url = await serve(async (request, response) => {
      await sendEvents(request, response, lost).catch(() => response.status(404).end());
    });
    expect((await fetch(url)).status).to.equal(404);
  });
});
