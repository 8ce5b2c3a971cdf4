import { decode } from "@ipld/dag-cbor";
import { expect } from "chai";
import { describe, it } from "mocha";
import { varint } from "multiformats";
import { CID } from "multiformats/cid";
import { packCar } from "../../../server/content/car.ts";
import { contentIdOf, toCid } from "../../../server/content/cid.ts";
import { type Block, digestOf } from "../../../server/content/store.ts";

const blockOf = (bytes: Uint8Array): Block => ({ id: contentIdOf(digestOf(bytes)), bytes });

/** Cuts what stands behind length prefixes. */
function sectionsOf(car: Uint8Array): Uint8Array[] {
  const sections: Uint8Array[] = [];
  for (let at = 0; at < car.length; ) {
    const [length, width] = varint.decode(car, at);
    sections.push(car.slice(at + width, at + width + length));
    at += width + length;
  }
  return sections;
}

describe("packCar", () => {
  // Lengths whose prefix takes one byte, two and three.
  const blocks = [0, 1, 300, 20_000].map((length) => blockOf(new Uint8Array(length).fill(length % 251)));
  const car = packCar(blocks);
  const [header, list, ...rest] = sectionsOf(car.bytes);

  it("starts with a version 1 header that names the root", () => {
    expect(decode(header ?? new Uint8Array())).to.deep.equal({ version: 1, roots: [car.root] });
  });

  it("has a root that is the list of all blocks, under the root's own name", () => {
    const [cid, bytes] = CID.decodeFirst(list ?? new Uint8Array());
    expect(cid.equals(car.root)).to.equal(true);
    expect(Buffer.from(cid.multihash.digest).toString("hex")).to.equal(digestOf(bytes).slice(2));
    expect(decode(bytes)).to.deep.equal(blocks.map(({ id }) => toCid(id)));
  });

  it("carries every block behind its CID, in order", () => {
    const read = rest.map((section) => CID.decodeFirst(section));
    expect(read.map(([cid, bytes]) => [cid.toString(), digestOf(bytes)])).to.deep.equal(
      blocks.map(({ id }) => [id.cid, id.digest]),
    );
  });
});
