import { expect } from "chai";
import { describe, it } from "mocha";
import { type BlockBackend, digestOf, verifyingStore } from "../../../server/content/store.ts";
import { failureOf, failuresOf } from "./failure.ts";

const RIGHT = new TextEncoder().encode("the contract");
const WRONG = new TextEncoder().encode("another contract");

/** A backend that takes everything and answers every question with the same bytes. */
function answering(bytes: Uint8Array | null): BlockBackend {
  return {
    kind: "kubo",
    write: async () => undefined,
    read: async () => bytes,
    has: async () => true,
    healthy: async () => undefined,
    close: async () => undefined,
  };
}

describe("a store over a backend that lies", () => {
  it("gives what hashes to the name", async () => {
    const store = verifyingStore(answering(RIGHT));
    expect(await store.get(digestOf(RIGHT))).to.deep.equal(RIGHT);
    expect((await store.put(RIGHT)).digest).to.equal(digestOf(RIGHT));
  });

  it("refuses other bytes with an error that names the CID", async () => {
    const store = verifyingStore(answering(WRONG));
    const { cid } = await verifyingStore(answering(RIGHT)).put(RIGHT);
    const failures = [store.get(digestOf(RIGHT)), store.put(RIGHT), store.putMany([WRONG, RIGHT])];
    for (const failure of await failuresOf(failures)) {
      expect(failure).to.include({ code: "content-corrupt" });
      expect(failure.message).to.include(cid);
    }
  });

  it("does not take a put for done when the content cannot be read back", async () => {
    const failure = await failureOf(verifyingStore(answering(null)).put(RIGHT));
    expect(failure).to.include({ code: "content-corrupt" });
    expect(failure.message).to.match(/took bafkrei\w+ and does not have it/);
  });
});
