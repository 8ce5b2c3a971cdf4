import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { JsonRpcProvider } from "ethers";
import express from "express";
import { after, before, describe, it } from "mocha";
import type { EmbeddedChain } from "../../../../server/chain/embedded/chain.ts";
import { jsonRpcHandler } from "../../../../server/chain/embedded/json-rpc.ts";
import { createBench } from "./support/chains.ts";
import { CODE, deploy, REVERT_DATA, signed, walletOf } from "./support/transactions.ts";

const MAX_BODY = 100_000;

describe("JSON-RPC over HTTP", function () {
  this.timeout(30_000);
  const bench = createBench();
  const operator = walletOf("operator");
  let server: Server;
  let url: string;
  let chain: EmbeddedChain;
  let reverter: string;
  let nonce = 0;

  before(async () => {
    chain = await bench.open(await bench.folder());
    reverter = await deploy(chain, operator, nonce++, CODE.reverter);
    const app = express().post("/rpc", jsonRpcHandler(chain, { maxBatch: 5, maxBodyBytes: MAX_BODY }));
    server = createServer(app).listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/rpc`;
  });
  after(async () => {
    server.close();
    server.closeAllConnections();
    await bench.clear();
  });

  async function post(
    body: string | Uint8Array<ArrayBuffer>,
    type = "application/json",
  ): Promise<{ status: number; json: unknown }> {
    const response = await fetch(url, { method: "POST", headers: { "content-type": type }, body });
    const text = await response.text();
    return { status: response.status, json: text === "" ? undefined : JSON.parse(text) };
  }

  const ask = (payload: unknown) => post(JSON.stringify(payload));
  const failure = (id: unknown, code: number) => ({ jsonrpc: "2.0", id, error: { code } });

  /** The answer without the wording of its error. */
  function shape(json: unknown): unknown {
    return JSON.parse(JSON.stringify(json, (key, value) => (key === "message" ? undefined : value)));
  }

  it("answers a request under the id that it came with", async () => {
    for (const id of [7, "seven", 0, "", null, 1.5]) {
      const { status, json } = await ask({ jsonrpc: "2.0", id, method: "eth_chainId", params: [] });
      expect(status).to.equal(200);
      expect(json).to.deep.equal({ jsonrpc: "2.0", id, result: "0x7a69" });
    }
    expect((await ask({ jsonrpc: "2.0", id: 1, method: "net_version" })).json).to.include({
      result: "31337",
    });
  });

  it("answers a batch in its order, and a read in it sees the sends before it", async () => {
    const raws = await Promise.all([nonce++, nonce++].map((next) => signed(operator, { nonce: next })));
    const params = [operator.address, "latest"];
    const { status, json } = await ask([
      { jsonrpc: "2.0", id: "a", method: "eth_sendRawTransaction", params: [raws[0]] },
      { jsonrpc: "2.0", id: "b", method: "nope" },
      { jsonrpc: "2.0", id: "c", method: "eth_sendRawTransaction", params: [raws[1]] },
      { jsonrpc: "2.0", id: "d", method: "eth_getTransactionCount", params },
      17,
    ]);
    expect(status).to.equal(200);
    const answers = json as { id: unknown; result?: string; error?: { code: number } }[];
    expect(answers.map(({ id }) => id)).to.deep.equal(["a", "b", "c", "d", null]);
    expect(answers.map(({ error }) => error?.code)).to.deep.equal([
      undefined,
      -32601,
      undefined,
      undefined,
      -32600,
    ]);
    expect(answers[3]?.result).to.equal(`0x${nonce.toString(16)}`);
  });

  it("answers no notification, though it does what it says", async () => {
    const raw = await signed(operator, { nonce: nonce++ });
    const note = { jsonrpc: "2.0", method: "eth_sendRawTransaction", params: [raw] };
    expect(await ask(note)).to.deep.equal({ status: 204, json: undefined });
    expect(await ask([{ jsonrpc: "2.0", method: "eth_blockNumber" }])).to.deep.equal({
      status: 204,
      json: undefined,
    });
    const params = [operator.address, "latest"];
    const { json } = await ask({ jsonrpc: "2.0", id: 1, method: "eth_getTransactionCount", params });
    expect(json).to.include({ result: `0x${nonce.toString(16)}` });
  });

  it("keeps the data of a revert", async () => {
    const { json } = await ask({
      jsonrpc: "2.0",
      id: 1,
      method: "eth_call",
      params: [{ to: reverter }, "latest"],
    });
    expect(shape(json)).to.deep.equal({ jsonrpc: "2.0", id: 1, error: { code: 3, data: REVERT_DATA } });
  });

  it("answers what is no request with an error object", async () => {
    const cases: [unknown, unknown][] = [
      [17, failure(null, -32600)],
      ["eth_chainId", failure(null, -32600)],
      [null, failure(null, -32600)],
      [[], failure(null, -32600)],
      [{}, failure(null, -32600)],
      [{ jsonrpc: "2.0", id: 1 }, failure(1, -32600)],
      [{ jsonrpc: "1.0", id: 1, method: "eth_chainId" }, failure(1, -32600)],
      [{ jsonrpc: "2.0", id: {}, method: "eth_chainId" }, failure(null, -32600)],
      [{ jsonrpc: "2.0", id: true, method: "eth_chainId" }, failure(null, -32600)],
      [{ jsonrpc: "2.0", id: 1, method: ["eth_chainId"] }, failure(1, -32600)],
      [{ jsonrpc: "2.0", id: 1, method: "eth_chainId", params: {} }, failure(1, -32602)],
      [{ jsonrpc: "2.0", id: 1, method: "eth_chainId", params: null }, failure(1, -32602)],
      [{ jsonrpc: "2.0", id: 1, method: "hardhat_reset", params: [] }, failure(1, -32601)],
      [{ jsonrpc: "2.0", id: 1, method: "eth_getBalance", params: ["0x1", "latest"] }, failure(1, -32602)],
      [[[]], [failure(null, -32600)]],
      [Array(6).fill({ jsonrpc: "2.0", id: 1, method: "eth_chainId" }), failure(null, -32600)],
    ];
    for (const [payload, expected] of cases) {
      const { status, json } = await ask(payload);
      expect(status, JSON.stringify(payload)).to.equal(200);
      expect(shape(json), JSON.stringify(payload)).to.deep.equal(expected);
    }
  });

  it("answers what is no JSON with a parse error", async () => {
    const bodies = [
      "",
      "{",
      "{'a':1}",
      '{"jsonrpc":"2.0",',
      "\0",
      "[".repeat(50_000),
      new Uint8Array([0x22, 0xff, 0x22]),
    ];
    for (const body of bodies) {
      const { status, json } = await post(body);
      expect(status).to.equal(400);
      expect(shape(json)).to.deep.equal(failure(null, -32700));
    }
  });

  it("refuses a body that is too large, and one that is not declared as JSON", async () => {
    const large = await post(JSON.stringify({ pad: "x".repeat(MAX_BODY) }));
    expect(large.status).to.equal(413);
    expect(shape(large.json)).to.deep.equal(failure(null, -32600));

    const request = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "evm_mine" });
    const height = await chain.request({ method: "eth_blockNumber" });
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
    ]) {
      const { status, json } = await post(request, type);
      expect(status).to.equal(415);
      expect(shape(json)).to.deep.equal(failure(null, -32600));
    }
    expect(await chain.request({ method: "eth_blockNumber" })).to.equal(height);
    expect((await post(request, "application/json; charset=utf-8")).json).to.include({ result: "0x0" });
  });

  it("serves a program that uses ethers", async () => {
    const provider = new JsonRpcProvider(url, 31337, { staticNetwork: true, batchMaxCount: 5 });
    const sent = await operator
      .connect(provider)
      .sendTransaction({ to: walletOf("bank").address, value: 1n });
    nonce += 1;
    expect(await provider.getTransactionReceipt(sent.hash)).to.include({ status: 1 });
    provider.destroy();
  });
});
