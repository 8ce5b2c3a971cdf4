import { expect } from "chai";
import { getBytes, hexlify, toBeHex } from "ethers";
import { before, describe, it } from "mocha";
import { CID } from "multiformats/cid";
import * as raw from "multiformats/codecs/raw";
import { create } from "multiformats/hashes/digest";
import { sha256 } from "multiformats/hashes/sha2";
import { ethers } from "../support/chain.ts";
import { randomFrom } from "../support/random.ts";

const FUZZED_DIGESTS = 200;

/** The CID that IPFS gives a raw block with this SHA-256 digest. */
function byMultiformats(digest: string): string {
  return `ipfs://${CID.createV1(raw.code, create(sha256.code, getBytes(digest)))}`;
}

describe("Cid", () => {
  let uris: (digests: string[]) => Promise<string[]>;

  before(async () => {
    const probe = await ethers.deployContract("WorkProbe");
    uris = async (digests) => [...(await probe.getFunction("uri")(digests))];
  });

  it("writes the CID of a block that everybody can compute", async () => {
    const { digest } = await sha256.digest(new TextEncoder().encode("hello world"));
    expect(await uris([hexlify(digest)])).to.deep.equal([
      "ipfs://bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e",
    ]);
  });

  it("writes the same CID as the multiformats library for digests of zeros, of ones, and with one bit set", async () => {
    const bits = Array.from({ length: 52 }, (_, i) => 1n << BigInt(5 * i));
    const digests = [0n, 2n ** 256n - 1n, ...bits].map((number) => toBeHex(number, 32));
    expect(await uris(digests)).to.deep.equal(digests.map(byMultiformats));
  });

  it("writes the same CID as the multiformats library for any digest", async () => {
    const random = randomFrom(59);
    const digests = Array.from({ length: FUZZED_DIGESTS }, () => random.word());
    expect(await uris(digests)).to.deep.equal(digests.map(byMultiformats));
  });
});
