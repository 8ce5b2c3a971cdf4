import { expect } from "chai";
import { describe, it } from "mocha";
import {
  contentIdOf,
  isDigest,
  parseCid,
  parseContentName,
  parseContentUri,
  toCid,
} from "../../../server/content/cid.ts";

const DIGEST = "0xb94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9";
const CID = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";
const ID = { digest: DIGEST, cid: CID, uri: `ipfs://${CID}` };

function refused(call: () => unknown): void {
  expect(call).to.throw().with.property("code", "content-address-invalid");
}

describe("content names", () => {
  it("gives the CID and the URI that follow from a digest", () => {
    expect(contentIdOf(DIGEST)).to.deep.equal(ID);
  });

  it("keeps zeros at either end of a digest", () => {
    for (const digest of [`0x${"00".repeat(32)}`, `0x${"00".repeat(31)}01`, `0x01${"00".repeat(31)}`]) {
      expect(parseCid(contentIdOf(digest).cid).digest).to.equal(digest);
    }
  });

  it("reads each of the three names back to the same content", () => {
    expect(parseCid(CID)).to.deep.equal(ID);
    expect(parseContentUri(`ipfs://${CID}`)).to.deep.equal(ID);
    for (const name of [DIGEST, CID, `ipfs://${CID}`]) expect(parseContentName(name)).to.deep.equal(ID);
  });

  it("gives IPFS libraries a version 1, raw, sha2-256 CID", () => {
    const cid = toCid(contentIdOf(DIGEST));
    expect([cid.version, cid.code, cid.multihash.code, cid.multihash.size]).to.deep.equal([
      1, 0x55, 0x12, 32,
    ]);
  });

  const digests = {
    "no 0x": DIGEST.slice(2),
    "31 bytes": DIGEST.slice(0, -2),
    "33 bytes": `${DIGEST}00`,
    "upper-case digits": DIGEST.toUpperCase().replace("0X", "0x"),
    "a letter that is no digit": `${DIGEST.slice(0, -1)}g`,
    "a line end": `${DIGEST}\n`,
  };
  for (const [fault, digest] of Object.entries(digests)) {
    it(`refuses a digest with ${fault}`, () => {
      expect(isDigest(digest)).to.equal(false);
      refused(() => contentIdOf(digest));
    });
  }

  const cids = {
    "version 0": "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG",
    "another codec (dag-pb)": "bafybeifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e",
    "another spelling of the base": `${CID.toUpperCase()}`,
    "another base (base58btc)": "zb2rhj7crUKTQYRGCRATFaQ6YFLTde2YzdqbbhAASkL9uRDXn",
    "a bit set past its end": `${CID.slice(0, -1)}f`,
    "a character left out": CID.slice(0, -1),
    "a path after it": `${CID}/title`,
    "a blank before it": ` ${CID}`,
    "a digit that base32 lacks": `${CID.slice(0, -1)}1`,
    "nothing in it": "",
  };
  for (const [fault, cid] of Object.entries(cids)) {
    it(`refuses a CID with ${fault}`, () => {
      refused(() => parseCid(cid));
      refused(() => parseContentUri(`ipfs://${cid}`));
    });
  }

  it("refuses URIs of another scheme, and shows no more than the head of a long one", () => {
    for (const uri of [`https://ipfs.io/ipfs/${CID}`, `IPFS://${CID}`, `ipfs:/${CID}`])
      refused(() => parseContentUri(uri));
    expect(() => parseContentName("x".repeat(100_000))).to.throw(/^.{0,250}$/);
  });
});
