import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { expect } from "chai";
import { hexlify, randomBytes, Wallet } from "ethers";
import { describe, it } from "mocha";
import { depositTree } from "../../../server/domain/merkle.ts";

describe("the tree of a deposit", () => {
  const depositor = Wallet.createRandom().address;

  for (const size of [1, 2, 3, 100, 257]) {
    it(`of ${size} commitments is OpenZeppelin's standard tree, with the same proofs`, () => {
      const commitments = Array.from({ length: size }, () => {
        return { fingerprint: hexlify(randomBytes(32)), salt: hexlify(randomBytes(32)) };
      });
      const standard = StandardMerkleTree.of(
        commitments.map(({ fingerprint, salt }) => [depositor, fingerprint, salt]),
        ["address", "bytes32", "bytes32"],
        { sortLeaves: false },
      );
      const tree = depositTree(depositor, commitments);
      expect(tree.root).to.equal(standard.root);
      const [start, end] = [Math.floor(size / 3), size];
      const wanted = Array.from({ length: end - start }, (_, index) => start + index);
      const { proof, proofFlags } = standard.getMultiProof(wanted);
      expect(tree.cite(start, end)).to.deep.equal({
        root: standard.root,
        salts: commitments.slice(start, end).map(({ salt }) => salt),
        proof,
        proofFlags,
      });
    });
  }
});
