import { SimpleMerkleTree, StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { expect } from "chai";
import { hexlify, randomBytes, Wallet } from "ethers";
import { describe, it } from "mocha";
import { catalogueTree, depositTree } from "../../../server/domain/merkle.ts";

const sizes = [1, 2, 3, 4, 5, 31, 32, 33];
const random = () => hexlify(randomBytes(32));

/** All runs of a few leaves, and what OpenZeppelin's library is asked for each. */
function runsOf(size: number): { start: number; end: number; wanted: number[] }[] {
  const starts = Array.from({ length: size }, (_, start) => start);
  return starts.flatMap((start) =>
    starts.slice(start).map((last) => {
      const wanted = Array.from({ length: last + 1 - start }, (_, index) => start + index);
      return { start, end: last + 1, wanted };
    }),
  );
}

for (const size of sizes) {
  describe(`a tree of ${size}`, function () {
    this.timeout(30_000);

    it("of works has the root and the proofs that OpenZeppelin's library gives", () => {
      const hashes = Array.from({ length: size }, random);
      const model = SimpleMerkleTree.of(hashes, { sortLeaves: false });
      const tree = catalogueTree(hashes);
      expect(tree).to.include({ root: model.root, size });
      for (const { start, end, wanted } of runsOf(size)) {
        const { proof, proofFlags } = model.getMultiProof(wanted);
        expect(tree.prove(start, end), `${start}-${end}`).to.deep.equal({ hashes: proof, flags: proofFlags });
      }
    });

    it("of commitments has the root and the proofs that OpenZeppelin's library gives", () => {
      const depositor = Wallet.createRandom().address;
      const commitments = Array.from({ length: size }, () => ({ fingerprint: random(), salt: random() }));
      const leaves = commitments.map(({ fingerprint, salt }) => [depositor, fingerprint, salt]);
      const model = StandardMerkleTree.of(leaves, ["address", "bytes32", "bytes32"], { sortLeaves: false });
      const { root } = model;
      const tree = depositTree(depositor, commitments);
      expect(tree).to.include({ root, size });
      for (const { start, end, wanted } of runsOf(size)) {
        const { proof, proofFlags } = model.getMultiProof(wanted);
        const salts = commitments.slice(start, end).map(({ salt }) => salt);
        expect(tree.cite(start, end), `${start}-${end}`).to.deep.equal({
          root,
          salts,
          proof,
          proofFlags,
        });
      }
    });
  });
}

describe("a tree of nothing", () => {
  it("is refused", () => {
    expect(() => catalogueTree([])).to.throw(RangeError, "a tree has at least one leaf");
  });
});
