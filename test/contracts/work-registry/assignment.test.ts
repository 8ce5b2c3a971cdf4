import { expect } from "chai";
import { describe, it } from "mocha";
import { type Account, ethers, fieldsOf } from "../support/chain.ts";
import { consentOf, freshWord, idOf, ZERO } from "../support/documents.ts";
import { freshLedger, type Ledger, placeOf } from "../support/ledger.ts";
import { type AssignmentMessage, anAssignment, registered, submitAssignment } from "../support/works.ts";

const submit = (ledger: Ledger, message: AssignmentMessage, parties: Account[]) =>
  submitAssignment(ledger, ledger.publisher, message, parties);

async function withWork() {
  const ledger = await freshLedger();
  return { ledger, workId: await registered(ledger, ledger.publisher) };
}

describe("WorkRegistry.assign", () => {
  it("moves the title from a sole owner to an assignee who agrees", async () => {
    const { ledger, workId } = await withWork();
    const { works, publisher, assignee } = ledger;
    const before = await works.titleOf(workId);
    const message = anAssignment(publisher, assignee, workId);
    const assigning = submit(ledger, message, [assignee]);
    await expect(assigning)
      .to.emit(works, "WorkAssigned")
      .withArgs(workId, publisher.address, assignee.address, message.agreement);
    await expect(assigning).to.emit(works, "Transfer").withArgs(publisher.address, assignee.address, workId);
    await expect(assigning).not.to.emit(works, "CoOwnersSet");
    await expect(assigning)
      .to.emit(works, "DocumentExecuted")
      .withArgs(idOf("Assignment", message, placeOf(ledger, "works")), publisher.address, message.nonce);
    expect(await works.ownerOf(workId)).to.equal(assignee.address);
    expect(await works.balanceOf(publisher)).to.equal(0);
    expect(await works.balanceOf(assignee)).to.equal(1);
    expect(fieldsOf(await works.titleOf(workId))).to.deep.equal({
      ...fieldsOf(before),
      holder: assignee.address,
    });
  });

  it("needs the assignee's consent and the assignor's signature", async () => {
    const { ledger, workId } = await withWork();
    const { works, publisher, assignee } = ledger;
    const message = anAssignment(publisher, assignee, workId);
    await expect(submit(ledger, message, []))
      .to.be.revertedWithCustomError(works, "Documents__ConsentMissing")
      .withArgs(assignee.address);
    const consent = await consentOf(assignee, "Assignment", message, placeOf(ledger, "works"));
    await expect(works.connect(assignee).assign(message, "0x", [consent]))
      .to.be.revertedWithCustomError(works, "Documents__BadSignature")
      .withArgs(publisher.address);
    expect(await works.ownerOf(workId)).to.equal(publisher.address);
  });

  it("may be repeated by the new holder, back and forth", async () => {
    const { ledger, workId } = await withWork();
    const { works, publisher, assignee } = ledger;
    await submit(ledger, anAssignment(publisher, assignee, workId), [assignee]);
    const back = anAssignment(assignee, publisher, workId);
    const consent = await consentOf(publisher, "Assignment", back, placeOf(ledger, "works"));
    await works.connect(assignee).assign(back, "0x", [consent]);
    expect(await works.ownerOf(workId)).to.equal(publisher.address);
  });

  it("is for the holder alone", async () => {
    const { ledger, workId } = await withWork();
    const { works, publisher, assignee, stranger } = ledger;
    await expect(works.connect(stranger).assign(anAssignment(stranger, stranger, workId), "0x", []))
      .to.be.revertedWithCustomError(works, "WorkRegistry__NotHolder")
      .withArgs(workId, stranger.address);
    await submit(ledger, anAssignment(publisher, assignee, workId), [assignee]);
    await expect(submit(ledger, anAssignment(publisher, stranger, workId), [stranger]))
      .to.be.revertedWithCustomError(works, "WorkRegistry__NotHolder")
      .withArgs(workId, publisher.address);
  });

  it("needs a written agreement", async () => {
    const { ledger, workId } = await withWork();
    const { works, publisher, assignee } = ledger;
    await expect(submit(ledger, anAssignment(publisher, assignee, workId, { agreement: ZERO }), [assignee]))
      .to.be.revertedWithCustomError(works, "WorkRegistry__AgreementMissing")
      .withArgs(workId);
  });

  it("is refused for a work that nobody registered, and for one that was revoked", async () => {
    const { ledger, workId } = await withWork();
    const { works, publisher, assignee, disputeModule } = ledger;
    await works.connect(disputeModule).revoke(workId, freshWord());
    for (const work of [freshWord(), workId]) {
      await expect(submit(ledger, anAssignment(publisher, assignee, work), [assignee]))
        .to.be.revertedWithCustomError(works, "WorkRegistry__UnknownWork")
        .withArgs(work);
    }
  });

  for (const [name, bit, module, method] of [
    ["pledged", 1, "pledgeModule", "setPledged"],
    ["in an ownership dispute", 2, "disputeModule", "setDisputed"],
    ["frozen", 4, "disputeModule", "setFrozen"],
  ] as const) {
    it(`is refused while the work is ${name}, and goes through once it is not`, async () => {
      const { ledger, workId } = await withWork();
      const { works, publisher, assignee } = ledger;
      await works.connect(ledger[module])[method](workId, true);
      const message = anAssignment(publisher, assignee, workId);
      await expect(submit(ledger, message, [assignee]))
        .to.be.revertedWithCustomError(works, "WorkRegistry__Encumbered")
        .withArgs(workId, bit);
      await works.connect(ledger[module])[method](workId, false);
      await submit(ledger, message, [assignee]);
    });
  }

  it("moves a title to a contract wallet that signs, and calls no receiver's hook", async () => {
    const { ledger, workId } = await withWork();
    const { works, publisher, assignee } = ledger;
    const wallet = await ethers.deployContract("SingleKeyWallet", [assignee.address]);
    const address = await wallet.getAddress();
    const message = anAssignment(publisher, { address }, workId);
    const place = placeOf(ledger, "works");
    const consent = await consentOf(assignee, "Assignment", message, place, { party: address });
    await works.connect(publisher).assign(message, "0x", [consent]);
    expect(await works.ownerOf(workId)).to.equal(address);
  });

  it("cannot name the zero address as assignee, for which nobody signs", async () => {
    const { ledger, workId } = await withWork();
    const { works, publisher, stranger } = ledger;
    const nobody = { address: `0x${"0".repeat(40)}` };
    const message = anAssignment(publisher, nobody, workId);
    const place = placeOf(ledger, "works");
    const consent = await consentOf(stranger, "Assignment", message, place, { party: nobody.address });
    await expect(works.connect(publisher).assign(message, "0x", [consent]))
      .to.be.revertedWithCustomError(works, "Documents__BadSignature")
      .withArgs(nobody.address);
  });
});
