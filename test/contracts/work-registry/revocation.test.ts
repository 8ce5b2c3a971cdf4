import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { describe, it } from "mocha";
import { fieldsOf } from "../support/chain.ts";
import { freshWord } from "../support/documents.ts";
import { freshLedger } from "../support/ledger.ts";
import { aRegistration, aWork, registered, submitRegistration } from "../support/works.ts";

describe("WorkRegistry.revoke", () => {
  it("ends a registration, and its fingerprint stays taken", async () => {
    const ledger = await freshLedger();
    const { works, publisher, author, disputeModule } = ledger;
    const workId = await registered(ledger, publisher, { others: [author] });
    const [before, metadata] = [await works.titleOf(workId), await works.metadataOf(workId)];
    const reason = freshWord();
    const revoking = works.connect(disputeModule).revoke(workId, reason);
    await expect(revoking).to.emit(works, "WorkRevoked").withArgs(workId, reason);
    await expect(revoking).to.emit(works, "Transfer").withArgs(publisher.address, ZeroAddress, workId);
    expect(fieldsOf(await works.titleOf(workId))).to.deep.equal({
      ...fieldsOf(before),
      holder: ZeroAddress,
      status: 2n,
    });
    expect(await works.exists(workId)).to.equal(false);
    expect(await works.balanceOf(publisher)).to.equal(0);
    // What was registered stays on record.
    expect(await works.metadataOf(workId)).to.equal(metadata);
    expect(await works.coOwnersOf(workId)).to.have.lengthOf(2);
    expect(await works.priorityOf(workId)).to.equal(before.registeredAt);
  });

  it("makes a second registration of the file fail, which names nobody as holder", async () => {
    const ledger = await freshLedger();
    const { works, publisher, stranger, disputeModule } = ledger;
    const workId = await registered(ledger, publisher);
    await works.connect(disputeModule).revoke(workId, freshWord());
    const message = aRegistration(stranger, { work: aWork({ fingerprint: workId }) });
    await expect(submitRegistration(ledger, stranger, message))
      .to.be.revertedWithCustomError(works, "WorkRegistry__FingerprintTaken")
      .withArgs(workId, ZeroAddress);
  });

  it("works also on an encumbered work, and only once", async () => {
    const ledger = await freshLedger();
    const { works, publisher, pledgeModule, disputeModule } = ledger;
    const workId = await registered(ledger, publisher);
    await works.connect(pledgeModule).setPledged(workId, true);
    await works.connect(disputeModule).revoke(workId, freshWord());
    await expect(works.connect(disputeModule).revoke(workId, freshWord()))
      .to.be.revertedWithCustomError(works, "WorkRegistry__UnknownWork")
      .withArgs(workId);
    const unknown = freshWord();
    await expect(works.connect(disputeModule).revoke(unknown, freshWord()))
      .to.be.revertedWithCustomError(works, "WorkRegistry__UnknownWork")
      .withArgs(unknown);
  });

  it("is for the dispute module alone", async () => {
    const ledger = await freshLedger();
    const { works, publisher, administrator, pledgeModule, stranger } = ledger;
    const workId = await registered(ledger, publisher);
    for (const account of [publisher, administrator, pledgeModule, stranger]) {
      await expect(works.connect(account).revoke(workId, freshWord()))
        .to.be.revertedWithCustomError(works, "AccessManagedUnauthorized")
        .withArgs(account.address);
    }
    expect(await works.exists(workId)).to.equal(true);
  });
});
