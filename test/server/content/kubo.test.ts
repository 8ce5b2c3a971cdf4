import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { openKuboStore } from "../../../server/content/kubo.ts";
import { type ContentStore, digestOf } from "../../../server/content/store.ts";
import { failureOf, failuresOf } from "./failure.ts";

const BYTES = new TextEncoder().encode("hello world");
const CID = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";
const OTHER = new TextEncoder().encode("");
const OTHER_CID = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
const SHORT = { answer: 200, search: 200 };

/** What can stand at IPFS_API_URL besides a Kubo node that works; the node itself is in the integration tests. */
describe("a content store on a Kubo node that is not well", function () {
  this.timeout(30_000);
  let server: Server | undefined;

  async function at(listener: RequestListener): Promise<string> {
    server = createServer(listener).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the server has no port");
    return `http://127.0.0.1:${address.port}`;
  }

  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  it("names IPFS_API_URL and what to do when nothing answers", async () => {
    const url = await at(() => undefined);
    server?.close();
    await once(server ?? expect.fail("no server"), "close");
    const store = openKuboStore(url);
    for (const failure of await failuresOf(everyCall(store))) {
      expect(failure).to.include({ code: "content-unavailable" });
      expect(failure.message)
        .to.include(url)
        .and.match(/ECONNREFUSED.*start it.*IPFS_API_URL/);
    }
  });

  it("does not hang on a node that never answers", async () => {
    const store = openKuboStore(await at(() => undefined), SHORT);
    for (const failure of await failuresOf(everyCall(store))) {
      expect(failure.message).to.match(/did not answer within 0\.2 s/);
    }
  });

  it("does not hang on a node that stops in the middle of an answer", async () => {
    const url = await at((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write("{");
    });
    const store = openKuboStore(url, SHORT);
    for (const failure of await failuresOf(everyCall(store))) {
      expect(failure.message).to.match(/did not answer within 0\.2 s/);
    }
  });

  it("ends a call that its caller gives up, with the caller's reason", async () => {
    const store = openKuboStore(await at(() => undefined));
    const caller = new AbortController();
    const calls = [
      store.put(BYTES, caller.signal),
      store.get(CID, caller.signal),
      store.has(CID, caller.signal),
    ];
    const failures = failuresOf(calls);
    caller.abort(new Error("the client hung up"));
    for (const failure of await failures) expect(failure.message).to.equal("the client hung up");
  });

  it("gives up a search of the network in time, and takes the content for not there", async () => {
    const url = await at((request, response) => {
      if (!request.url?.includes("offline=true")) return;
      answer(response, 500, '{"Message":"block was not found locally (offline)","Code":0,"Type":"error"}');
    });
    expect(await openKuboStore(url, { answer: 5_000, search: 100 }).get(CID)).to.equal(null);
  });

  const refusals = [
    { status: 401, body: "", says: /HTTP 401.*user and password.*IPFS_API_URL/ },
    { status: 403, body: "403 - Forbidden", says: /HTTP 403.*IPFS_API_URL/ },
    { status: 404, body: "404 page not found", says: /not a Kubo RPC API \(HTTP 404\).*5001/ },
    { status: 502, body: "<html>Bad Gateway</html>", says: /not a Kubo RPC API \(HTTP 502\)/ },
    {
      status: 500,
      body: '{"Message":"no space left on device"}',
      says: /failed \(no space left on device\).*disk/,
    },
  ];
  for (const { status, body, says } of refusals) {
    it(`says what is wrong when the answer is ${status}`, async () => {
      const store = openKuboStore(await at((_, response) => answer(response, status, body)));
      for (const failure of await failuresOf(everyCall(store))) {
        expect(failure).to.include({ code: "content-unavailable" });
        expect(failure.message).to.match(says);
      }
    });
  }

  it("refuses an answer that is not the content, and a name that is not the content's", async () => {
    const url = await at((request, response) => {
      if (request.url?.includes("/block/put"))
        answer(response, 200, JSON.stringify({ Key: OTHER_CID, Size: 11 }));
      else answer(response, 200, "hello wörld");
    });
    const store = openKuboStore(url);
    const got = await failureOf(store.get(digestOf(BYTES)));
    const put = await failureOf(store.put(BYTES));
    expect([got, put].map((failure) => "code" in failure && failure.code)).to.deep.equal(
      Array(2).fill("content-corrupt"),
    );
    expect(got.message).to.include(CID);
    expect(put.message).to.include(CID).and.include(OTHER_CID);
  });

  const notPinned = {
    nothing: "",
    "an error": JSON.stringify({ Root: { Cid: { "/": OTHER_CID }, PinErrorMsg: "no space left on device" } }),
    "another root": JSON.stringify({ Root: { Cid: { "/": OTHER_CID }, PinErrorMsg: "" } }),
  };
  for (const [what, line] of Object.entries(notPinned)) {
    it(`does not take many contents for stored when the node answers ${what} for their pin`, async () => {
      const store = openKuboStore(await at((_, response) => answer(response, 200, line)));
      const failure = await failureOf(store.putMany([BYTES, OTHER]));
      expect(failure).to.include({ code: "content-unavailable" });
      expect(failure.message).to.match(/did not pin the 2 blocks/);
    });
  }

  it("knows an answer that is none of Kubo's", async () => {
    const store = openKuboStore(await at((_, response) => answer(response, 200, "welcome")));
    for (const failure of await failuresOf([store.healthy(), store.put(BYTES), store.has(CID)])) {
      expect(failure.message).to.match(/not a Kubo RPC API.*IPFS_API_URL/);
    }
  });

  it("sends the credentials of IPFS_API_URL and never shows them", async () => {
    const seen: (string | undefined)[] = [];
    const url = await at((request, response) => {
      seen.push(request.headers.authorization);
      answer(response, 403, "");
    });
    const failure = await failureOf(openKuboStore(url.replace("//", "//gate%40way:s3cret@")).healthy());
    expect(seen).to.deep.equal([`Basic ${Buffer.from("gate@way:s3cret").toString("base64")}`]);
    expect(failure.message).to.not.include("s3cret");
  });

  for (const address of ["", "127.0.0.1:5001", "/ip4/127.0.0.1/tcp/5001", "ftp://127.0.0.1"]) {
    it(`refuses ${JSON.stringify(address)} for an address, naming IPFS_API_URL`, () => {
      expect(() => openKuboStore(address)).to.throw(
        /IPFS_API_URL must be .* such as http:\/\/127\.0\.0\.1:5001/,
      );
    });
  }
});

function everyCall(store: ContentStore): Promise<unknown>[] {
  return [store.healthy(), store.put(BYTES), store.putMany([BYTES, OTHER]), store.get(CID), store.has(CID)];
}

function answer(response: Parameters<RequestListener>[1], status: number, body: string): void {
  const type = body.startsWith("{") ? "application/json" : "text/plain";
  response.writeHead(status, { "content-type": type }).end(body);
}
