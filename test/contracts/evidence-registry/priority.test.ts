import { expect } from "chai";
import { describe, it } from "mocha";
import { depositTree, noCitation } from "../../../server/domain/merkle.ts";
import { deposited } from "../support/deposits.ts";
import { freshWord } from "../support/documents.ts";
import { freshLedger } from "../support/ledger.ts";

const SIZES = [1, 2, 3, 7, 64, 100];

const words = (count: number) => Array.from({ length: count }, freshWord);

describe("EvidenceRegistry.priorityOf", () => {
  it("proves each single fingerprint of deposits of any size", async () => {
    const ledger = await freshLedger();
    for (const size of SIZES) {
      const fingerprints = words(size);
      const { tree, at } = await deposited(ledger, ledger.publisher, fingerprints);
      for (const i of new Set([0, Math.floor(size / 2), size - 1])) {
        const found = ledger.evidence.priorityOf(tree.cite(i, i + 1), ledger.publisher, [
          fingerprints[i] ?? "",
        ]);
        expect(await found, `${i} of ${size}`).to.equal(at);
      }
    }
  });

  it("proves runs of fingerprints, the whole deposit included", async () => {
    const ledger = await freshLedger();
    for (const size of SIZES) {
      const fingerprints = words(size);
      const { tree, at } = await deposited(ledger, ledger.publisher, fingerprints);
      const runs: [number, number][] = [
        [0, size],
        [Math.floor(size / 3), size],
        [Math.floor(size / 4), Math.ceil((size * 3) / 4)],
      ];
      for (const [start, end] of runs) {
        const found = ledger.evidence.priorityOf(
          tree.cite(start, end),
          ledger.publisher,
          fingerprints.slice(start, end),
        );
        expect(await found, `${start} to ${end} of ${size}`).to.equal(at);
      }
    }
  });

  it("refuses a root that the depositor did not deposit, also if another did", async () => {
    const ledger = await freshLedger();
    const { evidence, publisher, stranger } = ledger;
    const [fingerprint = ""] = words(1);
    const { tree } = await deposited(ledger, publisher, [fingerprint]);
    await expect(evidence.priorityOf(tree.cite(0, 1), stranger, [fingerprint]))
      .to.be.revertedWithCustomError(evidence, "EvidenceRegistry__DepositUnknown")
      .withArgs(tree.root, stranger.address);
    await expect(evidence.priorityOf(noCitation, publisher, []))
      .to.be.revertedWithCustomError(evidence, "EvidenceRegistry__DepositUnknown")
      .withArgs(noCitation.root, publisher.address);
  });

  it("gives nothing to who copied a root: its leaves name their depositor", async () => {
    const ledger = await freshLedger();
    const { evidence, publisher, stranger } = ledger;
    const fingerprints = words(4);
    const commitments = fingerprints.map((fingerprint) => ({ fingerprint, salt: freshWord() }));
    const tree = depositTree(publisher.address, commitments);
    // The copy even came first.
    const copy = { root: tree.root, count: 4, manifest: freshWord(), nonce: 1, deadline: 4102444800 };
    await evidence.connect(stranger).deposit({ ...copy, depositor: stranger.address }, "0x");
    await expect(evidence.priorityOf(tree.cite(0, 4), stranger, fingerprints))
      .to.be.revertedWithCustomError(evidence, "EvidenceRegistry__ProofInvalid")
      .withArgs(tree.root);
  });

  it("wants one salt for each fingerprint", async () => {
    const ledger = await freshLedger();
    const { evidence, publisher } = ledger;
    const fingerprints = words(4);
    const { tree } = await deposited(ledger, publisher, fingerprints);
    const citation = tree.cite(0, 4);
    const counts: [string[], number][] = [
      [citation.salts.slice(1), 3],
      [[...citation.salts, freshWord()], 5],
      [[], 0],
    ];
    for (const [salts, count] of counts) {
      await expect(evidence.priorityOf({ ...citation, salts }, publisher, fingerprints))
        .to.be.revertedWithCustomError(evidence, "EvidenceRegistry__SaltCount")
        .withArgs(count, 4);
    }
  });

  it("refuses what does not lead to the root: another fingerprint, salt, order, proof or flag", async () => {
    const ledger = await freshLedger();
    const { evidence, publisher } = ledger;
    const fingerprints = words(8);
    const { tree } = await deposited(ledger, publisher, fingerprints);
    const citation = tree.cite(0, 3);
    const run = fingerprints.slice(0, 3);
    const { salts, proof, proofFlags } = citation;
    const wrong: [typeof citation, string[]][] = [
      [citation, [freshWord(), ...run.slice(1)]],
      [citation, run.toReversed()],
      [citation, fingerprints.slice(1, 4)],
      [{ ...citation, salts: [freshWord(), ...salts.slice(1)] }, run],
      [{ ...citation, proof: [freshWord(), ...proof.slice(1)] }, run],
      [{ ...citation, proofFlags: proofFlags.toReversed() }, run],
    ];
    for (const [changed, named] of wrong) {
      await expect(evidence.priorityOf(changed, publisher, named))
        .to.be.revertedWithCustomError(evidence, "EvidenceRegistry__ProofInvalid")
        .withArgs(tree.root);
    }
  });

  it("refuses a proof whose parts do not fit each other", async () => {
    const ledger = await freshLedger();
    const { evidence, publisher } = ledger;
    const fingerprints = words(8);
    const { tree } = await deposited(ledger, publisher, fingerprints);
    const citation = tree.cite(0, 3);
    const run = fingerprints.slice(0, 3);
    for (const change of [
      { proof: citation.proof.slice(1) },
      { proof: [...citation.proof, freshWord()] },
      { proofFlags: citation.proofFlags.slice(1) },
      { proofFlags: [...citation.proofFlags, false] },
    ]) {
      await expect(
        evidence.priorityOf({ ...citation, ...change }, publisher, run),
      ).to.be.revertedWithCustomError(evidence, "MerkleProofInvalidMultiproof");
    }
  });
});
