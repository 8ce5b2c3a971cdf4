import { code as dagCbor, encode } from "@ipld/dag-cbor";
import { varint } from "multiformats";
import { CID } from "multiformats/cid";
import { create as createMultihash } from "multiformats/hashes/digest";
import { toCid } from "./cid.ts";
import { type Block, digestOf } from "./store.ts";

/** Blocks in one stream, under one root that links to all of them: pinning the root pins them. */
export interface Car {
  readonly root: CID;
  readonly bytes: Uint8Array;
}

const SHA2_256 = 0x12;

/** Packs blocks as CARv1 (ipld.io/specs/transport/car/carv1). The root is a DAG-CBOR list of their CIDs. */
export function packCar(blocks: readonly Block[]): Car {
  const list = encode(blocks.map(({ id }) => toCid(id)));
  const root = CID.createV1(dagCbor, createMultihash(SHA2_256, Buffer.from(digestOf(list).slice(2), "hex")));
  const parts = [
    section(encode({ version: 1, roots: [root] })),
    section(root.bytes, list),
    ...blocks.map(({ id, bytes }) => section(toCid(id).bytes, bytes)),
  ];
  return { root, bytes: Buffer.concat(parts) };
}

function section(...parts: Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const prefix = varint.encodeTo(length, new Uint8Array(varint.encodingLength(length)));
  return Buffer.concat([prefix, ...parts]);
}
