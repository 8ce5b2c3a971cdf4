import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import { type Chain, openChain } from "../../../server/chain/connection.ts";
import { nodeError, reasonOf } from "../../../server/chain/node-error.ts";
import { StartError } from "../../../server/database/errors.ts";
import { failureOf } from "../database/support.ts";
import { type Anvil, startAnvil } from "./support/anvil.ts";
import { type RpcProxy, startProxy } from "./support/proxy.ts";

function connect(rpcUrl: string, confirmations = 32): Promise<Chain> {
  return openChain({ rpcUrl, directory: "", confirmations });
}

describe("a connection to a node", function () {
  this.timeout(30_000);
  let anvil: Anvil;
  let proxy: RpcProxy;
  let chain: Chain;

  before(async () => {
    anvil = await startAnvil({ finality: 8 });
    await anvil.mine(20);
  });
  beforeEach(async () => {
    proxy = await startProxy(anvil.url);
    chain = await connect(proxy.url, 5);
  });
  afterEach(async () => {
    await chain.close();
    await proxy.stop();
  });
  after(() => anvil.stop());

  it("tells the newest block, and the newest that the node calls final", async () => {
    expect(chain.chainId).to.equal(31337);
    expect(chain.embedded).to.equal(null);
    const height = await anvil.height();
    expect(await chain.heads()).to.deep.equal({ latest: height, final: height - 8 });
  });

  for (const [unknowing, answer] of [
    ["does not know the word", { error: { code: -32602, message: "invalid block tag" } }],
    ["has no final block yet", { result: null }],
  ] as const) {
    it(`counts confirmations while the node ${unknowing}, and no longer once it does`, async () => {
      const height = await anvil.height();
      proxy.intercept = async ({ params }) => (params[0] === "finalized" ? answer : undefined);
      expect(await chain.heads()).to.deep.equal({ latest: height, final: height - 5 });
      proxy.intercept = null;
      expect((await chain.heads()).final).to.equal(height - 8);
    });
  }

  it("counts nothing before the first block", async () => {
    const distant = await connect(anvil.url, 10_000);
    expect((await distant.heads()).final).to.equal((await anvil.height()) - 8);
    await distant.close();
    proxy.intercept = async ({ method, params }) => {
      if (method === "eth_blockNumber") return { result: "0x3" };
      return params[0] === "finalized" ? { result: null } : undefined;
    };
    expect(await chain.heads()).to.deep.equal({ latest: 3, final: 0 });
  });

  it("does not take a node that cannot be reached for one that knows nothing of finality", async () => {
    proxy.intercept = async ({ params }) => {
      if (params[0] === "finalized") throw new Error("down");
      return undefined;
    };
    await failureOf(chain.heads());
    proxy.intercept = null;
    const height = await anvil.height();
    expect((await chain.heads()).final).to.equal(height - 8);
  });

  it("never takes back that a block is final, and calls none final that the node does not have", async () => {
    const { latest, final } = await chain.heads();
    let told = final - 3;
    proxy.intercept = async ({ params }) =>
      params[0] === "finalized" ? { result: { number: `0x${told.toString(16)}` } } : undefined;
    expect((await chain.heads()).final).to.equal(final);
    told = latest + 3;
    expect(await chain.heads()).to.deep.equal({ latest, final: latest });
  });

  it("tells an answer of the node from the lack of one", async () => {
    proxy.intercept = async () => ({ error: { code: -32000, message: "no", data: "0x12" } });
    const answered = await failureOf(chain.provider.send("eth_blockNumber", []));
    expect(nodeError(answered)).to.deep.include({ code: -32000, message: "no", data: "0x12" });
    expect(reasonOf(answered)).to.equal("no");
    proxy.intercept = async () => {
      throw new Error("down");
    };
    const lost = await failureOf(chain.provider.send("eth_blockNumber", []));
    expect(nodeError(lost)).to.equal(undefined);
    expect(reasonOf(lost)).to.not.contain(proxy.url);
  });
});

describe("opening a connection", () => {
  let server: Server;
  let answer: RequestListener;
  let url: string;

  beforeEach(async () => {
    server = createServer((request, response) => answer(request, response));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => void server.close());

  async function refusal(address: string): Promise<string> {
    const error = await failureOf(connect(address));
    expect(error).to.be.instanceOf(StartError);
    return error.message;
  }

  it("is refused in one sentence where nothing answers, without what is secret in the address", async () => {
    server.close();
    const secret = url.replace("http://", "http://gate:s3cret@").concat("/k3y");
    const message = await refusal(secret);
    expect(message).to.match(
      /^RPC_URL http:\/\/127\.0\.0\.1:\d+ does not answer \(connect ECONNREFUSED .*\): start that node or correct RPC_URL; .*\.$/,
    );
    expect(message).to.not.match(/s3cret|k3y|gate/);
    expect(await refusal(url.replace("127.0.0.1", "localhost"))).to.not.contain("()");
  });

  it("is refused where something else answers", async () => {
    for (const text of ["<html>", "{}", '{"result":"0x0"}', '{"result":{}}', "[]", "null"]) {
      answer = (_, response) => void response.end(text);
      expect(await refusal(url), text).to.equal(
        `RPC_URL ${url} answers, but not as an Ethereum node: correct RPC_URL.`,
      );
    }
  });

  it("brings user and password along, and says so where they are refused", async () => {
    const credentials = `Basic ${Buffer.from("gate:p@ss word").toString("base64")}`;
    answer = (request, response) => {
      response.statusCode = request.headers.authorization === credentials ? 200 : 401;
      response.end('{"jsonrpc":"2.0","id":1,"result":"0x7a69"}');
    };
    const chain = await connect(url.replace("http://", "http://gate:p%40ss%20word@"));
    expect(chain.chainId).to.equal(31337);
    await chain.provider.send("eth_chainId", []);
    await chain.close();
    expect(await refusal(url)).to.equal(
      `RPC_URL ${url} refuses this user, password or key: correct RPC_URL.`,
    );
  });
});

describe("the embedded chain's connection", function () {
  this.timeout(30_000);

  it("calls everything final that it shows, and passes errors on with their bytes", async () => {
    const directory = await mkdtemp(join(tmpdir(), "connection-"));
    const chain = await openChain({ directory, confirmations: 32 });
    await chain.provider.send("evm_mine", []);
    expect(await chain.heads()).to.deep.equal({ latest: 1, final: 1 });
    const reverting = { data: "0x602a60005260206000fd" };
    const error = await failureOf(chain.provider.send("eth_call", [reverting, "latest"]));
    expect(nodeError(error)).to.deep.include({ code: 3, data: `0x${"2a".padStart(64, "0")}` });
    await chain.close();
    await rm(directory, { recursive: true, force: true });
  });
});
