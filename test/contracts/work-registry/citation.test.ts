import { expect } from "chai";
import { describe, it } from "mocha";
import { depositTree, noCitation } from "../../../server/domain/merkle.ts";
import { aCatalogue, submitBatch } from "../support/catalogues.ts";
import { ethers, networkHelpers, timeOf } from "../support/chain.ts";
import { deposited } from "../support/deposits.ts";
import { FAR, freshNonce, freshWord, ZERO } from "../support/documents.ts";
import { freshLedger, type Ledger } from "../support/ledger.ts";
import { aRegistration, aWork, submitRegistration } from "../support/works.ts";

const PRIOR = 4n;
const A_YEAR = 365 * 24 * 3600;

/** Three works that the publisher deposited a year ago. */
async function withDeposit() {
  const ledger = await freshLedger();
  const list = [aWork(), aWork(), aWork()];
  const fingerprints = list.map(({ fingerprint }) => fingerprint);
  const { tree, commitments, at } = await deposited(ledger, ledger.publisher, fingerprints);
  await networkHelpers.time.increase(A_YEAR);
  return { ledger, list, tree, commitments, at };
}

async function expectPriority(ledger: Ledger, fingerprint: string, at: number) {
  expect(await ledger.works.priorityOf(fingerprint)).to.equal(at);
  const title = await ledger.works.titleOf(fingerprint);
  expect(title.traits).to.equal(PRIOR);
  expect(Number(title.registeredAt)).to.be.at.least(at + A_YEAR);
}

describe("WorkRegistry, citing a deposit", () => {
  it("gives a registration the time of the deposit as its priority", async () => {
    const { ledger, list, tree, at } = await withDeposit();
    const { works, publisher } = ledger;
    for (const [i, work] of list.entries()) {
      const citation = tree.cite(i, i + 1);
      await expect(
        submitRegistration(ledger, publisher, aRegistration(publisher, { work, deposit: tree.root }), {
          citation,
        }),
      )
        .to.emit(works, "WorkRegistered")
        .withArgs(work.fingerprint, publisher.address, work.title, work.metadata, 1, 16, 2075, at);
      await expectPriority(ledger, work.fingerprint, at);
    }
  });

  it("gives a batch the time of the deposit as its priority", async () => {
    const { ledger, list, tree, at } = await withDeposit();
    const { works, publisher } = ledger;
    const catalogue = await aCatalogue(ledger, publisher, [aWork(), ...list], { deposit: tree.root });
    const submitting = submitBatch(ledger, catalogue, 1, 4, { citation: tree.cite(0, 3) });
    for (const work of list) {
      await expect(submitting)
        .to.emit(works, "WorkRegistered")
        .withArgs(work.fingerprint, publisher.address, work.title, work.metadata, 1, 16, 2075, at);
      await expectPriority(ledger, work.fingerprint, at);
    }
    // The first one was not deposited, and each batch of this catalogue has to be.
    await expect(submitBatch(ledger, catalogue, 0, 1, { citation: tree.cite(0, 1) }))
      .to.be.revertedWithCustomError(ledger.evidence, "EvidenceRegistry__ProofInvalid")
      .withArgs(tree.root);
  });

  it("is not needed: without it, priority begins with the registration", async () => {
    const { ledger, list } = await withDeposit();
    const [work = aWork()] = list;
    const message = aRegistration(ledger.publisher, { work });
    const registeredAt = await timeOf(submitRegistration(ledger, ledger.publisher, message));
    expect(await ledger.works.priorityOf(work.fingerprint)).to.equal(registeredAt);
  });

  it("costs and marks the same when deposit and registration stand in one block", async () => {
    const ledger = await freshLedger();
    const { works, evidence, publisher } = ledger;
    const work = aWork();
    const tree = depositTree(publisher.address, [{ fingerprint: work.fingerprint, salt: freshWord() }]);
    const document = {
      depositor: publisher.address,
      root: tree.root,
      count: 1,
      manifest: ZERO,
      nonce: 1,
      deadline: FAR,
    };
    const message = aRegistration(publisher, { work, deposit: tree.root });
    await ethers.provider.send("evm_setAutomine", [false]);
    try {
      const options = { gasLimit: 1_000_000 };
      await evidence.connect(publisher).deposit(document, "0x", options);
      await works.connect(publisher).register(message, "0x", [], tree.cite(0, 1), options);
      await networkHelpers.mine();
    } finally {
      await ethers.provider.send("evm_setAutomine", [true]);
    }
    const [depositedAt] = await evidence.depositOf(tree.root, publisher);
    const title = await works.titleOf(work.fingerprint);
    expect(title.registeredAt).to.equal(depositedAt);
    expect(title.traits).to.equal(await works.PRIOR());
    expect(await works.priorityOf(work.fingerprint)).to.equal(depositedAt);
  });

  it("wants one salt for each work", async () => {
    const { ledger, list, tree } = await withDeposit();
    const { publisher, evidence } = ledger;
    const [work = aWork()] = list;
    const registering = submitRegistration(
      ledger,
      publisher,
      aRegistration(publisher, { work, deposit: tree.root }),
      {
        citation: tree.cite(0, 2),
      },
    );
    await expect(registering)
      .to.be.revertedWithCustomError(evidence, "EvidenceRegistry__SaltCount")
      .withArgs(2, 1);
    const catalogue = await aCatalogue(ledger, publisher, list, { deposit: tree.root });
    await expect(submitBatch(ledger, catalogue, 0, 3, { citation: tree.cite(0, 2) }))
      .to.be.revertedWithCustomError(evidence, "EvidenceRegistry__SaltCount")
      .withArgs(2, 3);
  });

  it("refuses a deposit that nobody made", async () => {
    const { ledger, list, tree } = await withDeposit();
    const { publisher, evidence } = ledger;
    const [work = aWork()] = list;
    const unknown = freshWord();
    const citation = { ...tree.cite(0, 1), root: unknown };
    const message = aRegistration(publisher, { work, deposit: unknown });
    await expect(submitRegistration(ledger, publisher, message, { citation }))
      .to.be.revertedWithCustomError(evidence, "EvidenceRegistry__DepositUnknown")
      .withArgs(unknown, publisher.address);
    const catalogue = await aCatalogue(ledger, publisher, list, { deposit: unknown });
    const all = { ...tree.cite(0, 3), root: unknown };
    await expect(submitBatch(ledger, catalogue, 0, 3, { citation: all }))
      .to.be.revertedWithCustomError(evidence, "EvidenceRegistry__DepositUnknown")
      .withArgs(unknown, publisher.address);
  });

  it("is the registrant's to decide: who submits can neither leave it out nor add one", async () => {
    const { ledger, list, tree } = await withDeposit();
    const { works, publisher, stranger } = ledger;
    const [work = aWork()] = list;
    const { tree: other } = await deposited(
      ledger,
      publisher,
      list.map(({ fingerprint }) => fingerprint),
    );
    for (const [signed, cited] of [
      [tree.root, noCitation],
      [tree.root, other.cite(0, 1)],
      [ZERO, tree.cite(0, 1)],
    ] as const) {
      const message = aRegistration(publisher, { work, deposit: signed });
      await expect(submitRegistration(ledger, publisher, message, { citation: cited }))
        .to.be.revertedWithCustomError(works, "WorkRegistry__CitationMismatch")
        .withArgs(signed, cited.root);
      const catalogue = await aCatalogue(ledger, publisher, [work], { deposit: signed });
      await expect(submitBatch(ledger, catalogue, 0, 1, { citation: cited, sender: stranger }))
        .to.be.revertedWithCustomError(works, "WorkRegistry__CitationMismatch")
        .withArgs(signed, cited.root);
    }
    expect(await works.exists(work.fingerprint)).to.equal(false);
  });

  it("refuses a proof that another work was deposited", async () => {
    const { ledger, list, tree } = await withDeposit();
    const { publisher, evidence } = ledger;
    const citation = tree.cite(1, 2);
    const work = list[0] ?? aWork();
    await expect(
      submitRegistration(ledger, publisher, aRegistration(publisher, { work, deposit: tree.root }), {
        citation,
      }),
    )
      .to.be.revertedWithCustomError(evidence, "EvidenceRegistry__ProofInvalid")
      .withArgs(tree.root);
    const catalogue = await aCatalogue(ledger, publisher, list.toReversed(), { deposit: tree.root });
    await expect(submitBatch(ledger, catalogue, 0, 3, { citation: tree.cite(0, 3) }))
      .to.be.revertedWithCustomError(evidence, "EvidenceRegistry__ProofInvalid")
      .withArgs(tree.root);
  });

  it("gives nothing to who saw the citation and hurried: the deposit is another's", async () => {
    const { ledger, list, tree, commitments, at } = await withDeposit();
    const { works, evidence, publisher, stranger } = ledger;
    const [work = aWork()] = list;
    const theft = aRegistration(stranger, { work, deposit: tree.root });
    await expect(submitRegistration(ledger, stranger, theft, { citation: tree.cite(0, 1) }))
      .to.be.revertedWithCustomError(evidence, "EvidenceRegistry__DepositUnknown")
      .withArgs(tree.root, stranger.address);
    // A copy of the root, and a deposit of the same fingerprints, come too late or prove nothing.
    const copy = { root: tree.root, count: 3, manifest: ZERO, nonce: freshNonce(), deadline: FAR };
    await evidence.connect(stranger).deposit({ ...copy, depositor: stranger.address }, "0x");
    await expect(submitRegistration(ledger, stranger, theft, { citation: tree.cite(0, 1) }))
      .to.be.revertedWithCustomError(evidence, "EvidenceRegistry__ProofInvalid")
      .withArgs(tree.root);
    const own = depositTree(stranger.address, commitments);
    const late = { ...copy, root: own.root, depositor: stranger.address, nonce: freshNonce() };
    await evidence.connect(stranger).deposit(late, "0x");
    expect((await evidence.depositOf(own.root, stranger))[0]).to.be.greaterThan(at);
    await submitRegistration(ledger, publisher, aRegistration(publisher, { work, deposit: tree.root }), {
      citation: tree.cite(0, 1),
    });
    expect(await works.priorityOf(work.fingerprint)).to.equal(at);
  });
});
