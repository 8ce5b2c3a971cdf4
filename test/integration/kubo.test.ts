import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { encodeCanonicalJson } from "../../server/content/canonical.ts";
import { openHeliaStore } from "../../server/content/helia.ts";
import { openKuboStore } from "../../server/content/kubo.ts";
import { type ContentStore, digestOf } from "../../server/content/store.ts";
import { behavesLikeContentStore } from "../server/content/behaviour.ts";
import { failureOf } from "../server/content/failure.ts";
import { type KuboNode, newKuboNode } from "./kubo-daemon.ts";

const DOCUMENT = encodeCanonicalJson({
  "@context": "https://schema.org",
  "@type": "CreativeWork",
  name: "登幽州臺歌",
});

describe("the content store on a Kubo node", function () {
  this.timeout(30_000);
  let node: KuboNode;
  let url: string;

  before(async function () {
    this.timeout(60_000);
    node = await newKuboNode();
    url = await node.start();
  });

  after(async () => {
    await node?.remove();
  });

  behavesLikeContentStore(async () => openKuboStore(url));

  /** Asks the node itself, past the store. */
  async function rpc(call: string): Promise<string> {
    const response = await fetch(`${url}/api/v0/${call}`, { method: "POST" });
    const body = await response.text();
    expect(response.status, body).to.equal(200);
    return body;
  }

  it("pins what it keeps, so that garbage collection leaves it", async () => {
    const store = openKuboStore(url);
    const { cid } = await store.put(DOCUMENT);
    const ids = await store.putMany([randomBytes(10), randomBytes(20)]);
    await rpc("repo/gc");
    for (const id of [cid, ...ids.map((one) => one.cid)]) {
      expect(await rpc(`pin/ls?arg=${id}`)).to.include(id);
      expect(await store.has(id)).to.equal(true);
    }
  });

  it("stores a document as a file that any IPFS node can open by its URI", async () => {
    const { cid } = await openKuboStore(url).put(DOCUMENT);
    expect(await rpc(`cat?arg=/ipfs/${cid}`)).to.equal(new TextDecoder().decode(DOCUMENT));
  });

  it("gives every content the CID that the embedded store gives it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "helia-"));
    const embedded = await openHeliaStore(folder);
    const sizes = [0, 1, 255, 256 * 1024, 256 * 1024 + 1, 1024 * 1024];
    const contents = [DOCUMENT, ...sizes.map((size) => randomBytes(size))];
    expect(await openKuboStore(url).putMany(contents)).to.deep.equal(await embedded.putMany(contents));
    await embedded.close();
    await rm(folder, { recursive: true });
  });
});

describe("a Kubo node that is killed", () => {
  let node: KuboNode;

  before(async function () {
    this.timeout(60_000);
    node = await newKuboNode();
  });

  after(async () => {
    await node?.remove();
  });

  it("has everything it acknowledged when it comes back, and is named unavailable meanwhile", async () => {
    const acknowledged: string[] = [];
    for (const enough of [5, 300]) {
      const store = openKuboStore(await node.start());
      const target = acknowledged.length + enough;
      const writers = [putWithoutEnd, putWithoutEnd, putManyWithoutEnd].map((put) =>
        failureOf(put(store, acknowledged)),
      );
      while (acknowledged.length < target) await new Promise((resolve) => setTimeout(resolve, 5));
      await node.kill();
      for (const failure of await Promise.all(writers)) {
        expect(failure).to.include({ code: "content-unavailable" });
        expect(failure.message).to.include("IPFS_API_URL");
      }
    }
    const store = openKuboStore(await node.start());
    for (const digest of acknowledged)
      expect(digestOf((await store.get(digest)) ?? DOCUMENT)).to.equal(digest);
  }).timeout(120_000);
});

async function putWithoutEnd(store: ContentStore, acknowledged: string[]): Promise<never> {
  for (;;) acknowledged.push((await store.put(randomBytes(2048))).digest);
}

async function putManyWithoutEnd(store: ContentStore, acknowledged: string[]): Promise<never> {
  for (;;) {
    const ids = await store.putMany(Array.from({ length: 40 }, () => randomBytes(2048)));
    acknowledged.push(...ids.map(({ digest }) => digest));
  }
}
