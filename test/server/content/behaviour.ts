import { randomBytes } from "node:crypto";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { contentIdOf } from "../../../server/content/cid.ts";
import { MAX_CONTENT_BYTES } from "../../../server/content/limits.ts";
import { type ContentStore, digestOf } from "../../../server/content/store.ts";
import { failureOf, failuresOf } from "./failure.ts";

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** Content and the CIDs that every IPFS node gives it as one raw block (checked against Kubo's own `ipfs add`). */
const KNOWN = [
  {
    name: "nothing at all",
    bytes: text(""),
    cid: "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku",
  },
  {
    name: "a greeting",
    bytes: text("hello world"),
    cid: "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e",
  },
  {
    name: "a poem's title",
    bytes: text("登幽州臺歌"),
    cid: "bafkreicmhhenekhfpfroknij6xr734xud66brma7gcrgbre6cnc3g2trne",
  },
  {
    name: "one full block",
    bytes: new Uint8Array(MAX_CONTENT_BYTES).fill(7),
    cid: "bafkreicrwexlqodtfn4gwtkfyzqks5g56odavyeqqt6ssp5g4xpumwa2nq",
  },
];

/** What every content store does. `open` gives a store that is not shared with another suite. */
export function behavesLikeContentStore(open: () => Promise<ContentStore>): void {
  let store: ContentStore;

  before(async () => {
    store = await open();
  });

  after(async () => {
    await store.close();
  });

  describe("keeping content", () => {
    for (const { name, bytes, cid } of KNOWN) {
      it(`names ${name} by its bytes alone and gives it back under each of its names`, async () => {
        const id = await store.put(bytes);
        expect(id).to.deep.equal({ digest: digestOf(bytes), cid, uri: `ipfs://${cid}` });
        for (const key of [id.digest, id.cid, id.uri]) {
          expect(await store.has(key)).to.equal(true);
          expect(digestOf((await store.get(key)) ?? text("missing"))).to.equal(id.digest);
        }
      });
    }

    it("gives back every byte value as it was", async () => {
      const bytes = Uint8Array.from({ length: 256 }, (_, value) => value);
      const { digest } = await store.put(bytes);
      expect(Array.from((await store.get(digest)) ?? [])).to.deep.equal(Array.from(bytes));
    });

    it("takes the same content again, also from many writers at once", async () => {
      const bytes = randomBytes(2000);
      const ids = await Promise.all(Array.from({ length: 20 }, () => store.put(bytes)));
      expect(new Set(ids.map(({ cid }) => cid)).size).to.equal(1);
      expect(await store.put(bytes)).to.deep.equal(ids[0]);
      expect(await store.has(digestOf(bytes))).to.equal(true);
    });

    it("takes many at once, in their order, duplicates included", async () => {
      const contents = Array.from({ length: 300 }, (_, index) => text(`work ${index % 290}`));
      const ids = await store.putMany(contents);
      expect(ids.map(({ digest }) => digest)).to.deep.equal(contents.map(digestOf));
      for (const { digest } of ids) expect(await store.has(digest)).to.equal(true);
    });

    it("takes an empty list of contents", async () => {
      expect(await store.putMany([])).to.deep.equal([]);
    });
  });

  describe("content that it does not have", () => {
    it("is null, at once", async () => {
      const { digest, cid, uri } = contentIdOf(digestOf(randomBytes(32)));
      for (const name of [digest, cid, uri]) {
        expect(await store.get(name)).to.equal(null);
        expect(await store.has(name)).to.equal(false);
      }
    });
  });

  describe("what it refuses", () => {
    it("content over one block, alone or among others, and then stores none of them", async () => {
      const big = randomBytes(MAX_CONTENT_BYTES + 1);
      const small = randomBytes(100);
      expect(await failureOf(store.put(big))).to.include({ code: "content-too-large" });
      expect(await failureOf(store.putMany([small, big]))).to.include({ code: "content-too-large" });
      expect(await store.has(digestOf(small))).to.equal(false);
      expect(await store.has(digestOf(big))).to.equal(false);
    });

    it("names of another form", async () => {
      for (const name of ["", "0x12", "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG"]) {
        expect(await failureOf(store.get(name))).to.include({ code: "content-address-invalid" });
        expect(await failureOf(store.has(name))).to.include({ code: "content-address-invalid" });
      }
    });

    it("to go on for a caller that has given up", async () => {
      const bytes = randomBytes(100);
      const gone = AbortSignal.abort(new Error("the client hung up"));
      const calls = [store.put(bytes, gone), store.putMany([bytes], gone), store.get(digestOf(bytes), gone)];
      for (const failure of await failuresOf(calls)) expect(failure.message).to.equal("the client hung up");
      expect(await store.has(digestOf(bytes))).to.equal(false);
    });
  });

  it("says that it is healthy while it is", async () => {
    await store.healthy();
  });
}
