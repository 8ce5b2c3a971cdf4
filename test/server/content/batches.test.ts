import { expect } from "chai";
import { describe, it } from "mocha";
import { batches } from "../../../server/content/batches.ts";
import { contentIdOf } from "../../../server/content/cid.ts";
import type { Block } from "../../../server/content/store.ts";

const id = contentIdOf(`0x${"00".repeat(32)}`);
const MIB = new Uint8Array(1024 * 1024);
const blocks = (count: number, bytes: Uint8Array): Block[] =>
  Array.from({ length: count }, () => ({ id, bytes }));
const sizes = (list: Block[]): number[] => [...batches(list)].map((batch) => batch.length);

describe("batches", () => {
  it("end at 1024 blocks or once they have 8 MiB, whichever comes first", () => {
    expect(sizes(blocks(2050, Uint8Array.of(1)))).to.deep.equal([1024, 1024, 2]);
    expect(sizes(blocks(20, MIB))).to.deep.equal([8, 8, 4]);
  });

  it("leave nothing out, keep the order and are never empty", () => {
    const list = blocks(1024, Uint8Array.of(1));
    expect([...batches(list)].flat()).to.deep.equal(list);
    expect(sizes(list)).to.deep.equal([1024]);
    expect(sizes([])).to.deep.equal([]);
  });
});
