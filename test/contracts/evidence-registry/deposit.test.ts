import { expect } from "chai";
import { describe, it } from "mocha";
import { timeOf } from "../support/chain.ts";
import { FAR, freshNonce, freshWord, idOf, sign, ZERO } from "../support/documents.ts";
import { freshLedger, type Ledger, placeOf } from "../support/ledger.ts";

const MOST = 2 ** 32 - 1;

function aDeposit(depositor: { address: string }, changes: Partial<Record<string, string>> = {}) {
  return {
    depositor: depositor.address,
    root: freshWord(),
    count: "100000",
    manifest: freshWord(),
    nonce: freshNonce(),
    deadline: FAR,
    ...changes,
  };
}

async function submit(ledger: Ledger, document: ReturnType<typeof aDeposit>) {
  const signature = await sign(ledger.publisher, "Deposit", document, placeOf(ledger, "evidence"));
  return ledger.evidence.deposit(document, signature);
}

describe("EvidenceRegistry.deposit", () => {
  it("records root, depositor, count and the time of the block", async () => {
    const ledger = await freshLedger();
    const { evidence, publisher } = ledger;
    const document = aDeposit(publisher);
    const depositing = submit(ledger, document);
    await expect(depositing)
      .to.emit(evidence, "Deposited")
      .withArgs(document.root, publisher.address, 100_000, document.manifest);
    await expect(depositing)
      .to.emit(evidence, "DocumentExecuted")
      .withArgs(idOf("Deposit", document, placeOf(ledger, "evidence")), publisher.address, document.nonce);
    expect(await evidence.depositOf(document.root, publisher)).to.deep.equal([
      BigInt(await timeOf(depositing)),
      100_000n,
    ]);
  });

  it("takes a deposit of one commitment without a manifest, and of as many as can be counted", async () => {
    const ledger = await freshLedger();
    for (const count of [1, MOST]) {
      const document = aDeposit(ledger.publisher, { count: String(count), manifest: ZERO });
      await expect(submit(ledger, document))
        .to.emit(ledger.evidence, "Deposited")
        .withArgs(document.root, ledger.publisher.address, count, ZERO);
    }
  });

  it("refuses a deposit without a root", async () => {
    const ledger = await freshLedger();
    await expect(submit(ledger, aDeposit(ledger.publisher, { root: ZERO }))).to.be.revertedWithCustomError(
      ledger.evidence,
      "EvidenceRegistry__RootMissing",
    );
  });

  it("refuses a deposit of nothing", async () => {
    const ledger = await freshLedger();
    const document = aDeposit(ledger.publisher, { count: "0" });
    await expect(submit(ledger, document))
      .to.be.revertedWithCustomError(ledger.evidence, "EvidenceRegistry__CountMissing")
      .withArgs(document.root);
  });

  it("keeps the time of the first deposit: a depositor deposits a root once", async () => {
    const ledger = await freshLedger();
    const { evidence, publisher } = ledger;
    const document = aDeposit(publisher);
    const depositedAt = BigInt(await timeOf(submit(ledger, document)));
    await expect(submit(ledger, aDeposit(publisher, { root: document.root, count: "5" })))
      .to.be.revertedWithCustomError(evidence, "EvidenceRegistry__DepositTaken")
      .withArgs(document.root, publisher.address);
    expect(await evidence.depositOf(document.root, publisher)).to.deep.equal([depositedAt, 100_000n]);
  });

  it("takes the same root from another depositor as a deposit of its own", async () => {
    const ledger = await freshLedger();
    const { evidence, publisher, stranger } = ledger;
    const document = aDeposit(publisher);
    const copied = aDeposit(stranger, { root: document.root });
    const copiedAt = BigInt(await timeOf(evidence.connect(stranger).deposit(copied, "0x")));
    const depositedAt = BigInt(await timeOf(submit(ledger, document)));
    expect(await evidence.depositOf(document.root, publisher)).to.deep.equal([depositedAt, 100_000n]);
    expect(await evidence.depositOf(document.root, stranger)).to.deep.equal([copiedAt, 100_000n]);
  });

  it("answers zeros for what nobody deposited", async () => {
    const { evidence, publisher } = await freshLedger();
    expect(await evidence.depositOf(freshWord(), publisher)).to.deep.equal([0n, 0n]);
  });
});
