import { expect } from "chai";
import { describe, it } from "mocha";
import { freshWord, idOf, sign, ZERO } from "../support/documents.ts";
import { freshLedger, type Ledger, placeOf } from "../support/ledger.ts";
import {
  aCorrection,
  ascending,
  aWork,
  type CorrectionMessage,
  consentsOf,
  registered,
} from "../support/works.ts";

const UNKNOWN_END = 65_535;

/** Submits a correction that the publisher signed. */
async function submit(ledger: Ledger, message: CorrectionMessage) {
  const signature = await sign(ledger.publisher, "Correction", message, placeOf(ledger, "works"));
  return ledger.works.correct(message, signature, []);
}

async function withWork(protectedUntil = "2075-12-31") {
  const ledger = await freshLedger();
  const work = aWork({ protectedUntil });
  await registered(ledger, ledger.publisher, { work });
  return { ledger, work, workId: work.fingerprint };
}

describe("WorkRegistry.correct", () => {
  it("replaces the metadata document, and says so by ERC-4906 too", async () => {
    const { ledger, workId } = await withWork();
    const { works, publisher } = ledger;
    const uri = await works.tokenURI(workId);
    const message = aCorrection(publisher, workId);
    const correcting = submit(ledger, message);
    await expect(correcting).to.emit(works, "WorkCorrected").withArgs(workId, message.metadata, 2075);
    await expect(correcting).to.emit(works, "MetadataUpdate").withArgs(workId);
    await expect(correcting)
      .to.emit(works, "DocumentExecuted")
      .withArgs(idOf("Correction", message, placeOf(ledger, "works")), publisher.address, message.nonce);
    expect(await works.metadataOf(workId)).to.equal(message.metadata);
    expect(await works.tokenURI(workId)).not.to.equal(uri);
  });

  it("changes nothing else", async () => {
    const { ledger, workId } = await withWork();
    const before = await ledger.works.titleOf(workId);
    const priority = await ledger.works.priorityOf(workId);
    await submit(ledger, aCorrection(ledger.publisher, workId));
    expect(await ledger.works.titleOf(workId)).to.deep.equal(before);
    expect(await ledger.works.priorityOf(workId)).to.equal(priority);
  });

  it("keeps an unknown end of protection unknown, as often as it is said", async () => {
    const { ledger, workId } = await withWork("unknown");
    for (let i = 0; i < 2; i += 1) {
      const message = aCorrection(ledger.publisher, workId, { protectedUntil: "unknown" });
      await expect(submit(ledger, message))
        .to.emit(ledger.works, "WorkCorrected")
        .withArgs(workId, message.metadata, UNKNOWN_END);
    }
  });

  it("states the end of protection once, when it has become known", async () => {
    const { ledger, workId } = await withWork("unknown");
    const { works, publisher } = ledger;
    const message = aCorrection(publisher, workId, { protectedUntil: "2080-12-31" });
    await expect(submit(ledger, message))
      .to.emit(works, "WorkCorrected")
      .withArgs(workId, message.metadata, 2080);
    expect((await works.titleOf(workId)).lastProtectedYear).to.equal(2080);
    for (const protectedUntil of ["2081-12-31", "2079-12-31", "unknown"]) {
      await expect(submit(ledger, aCorrection(publisher, workId, { protectedUntil })))
        .to.be.revertedWithCustomError(works, "WorkRegistry__ProtectionEndFixed")
        .withArgs(workId, 2080);
    }
    await submit(ledger, aCorrection(publisher, workId, { protectedUntil: "2080-12-31" }));
  });

  it("does not change an end of protection that was known from the start", async () => {
    const { ledger, workId } = await withWork();
    for (const protectedUntil of ["2076-12-31", "2074-12-31", "unknown"]) {
      await expect(submit(ledger, aCorrection(ledger.publisher, workId, { protectedUntil })))
        .to.be.revertedWithCustomError(ledger.works, "WorkRegistry__ProtectionEndFixed")
        .withArgs(workId, 2075);
    }
  });

  it("refuses an end of protection that is no 31 December", async () => {
    for (const end of ["2075-12-31", "unknown"]) {
      const { ledger, workId } = await withWork(end);
      for (const protectedUntil of ["", "2075-12-30", "Unknown"]) {
        await expect(submit(ledger, aCorrection(ledger.publisher, workId, { protectedUntil })))
          .to.be.revertedWithCustomError(ledger.works, "WorkRegistry__ProtectionEndInvalid")
          .withArgs(protectedUntil);
      }
    }
  });

  it("refuses to take the metadata document away", async () => {
    const { ledger, workId } = await withWork();
    await expect(submit(ledger, aCorrection(ledger.publisher, workId, { metadata: ZERO })))
      .to.be.revertedWithCustomError(ledger.works, "WorkRegistry__MetadataMissing")
      .withArgs(workId);
  });

  it("is for the holder alone", async () => {
    const { ledger, workId } = await withWork();
    const { works, stranger } = ledger;
    await expect(works.connect(stranger).correct(aCorrection(stranger, workId), "0x", []))
      .to.be.revertedWithCustomError(works, "WorkRegistry__NotHolder")
      .withArgs(workId, stranger.address);
  });

  it("is refused for a work that nobody registered, and for one that was revoked", async () => {
    const { ledger, workId } = await withWork();
    const { works, publisher, disputeModule } = ledger;
    const unknown = freshWord();
    await works.connect(disputeModule).revoke(workId, freshWord());
    for (const work of [unknown, workId]) {
      await expect(submit(ledger, aCorrection(publisher, work)))
        .to.be.revertedWithCustomError(works, "WorkRegistry__UnknownWork")
        .withArgs(work);
    }
  });

  it("is refused while the work is frozen, and goes on while it is pledged or disputed", async () => {
    const { ledger, workId } = await withWork();
    const { works, publisher, pledgeModule, disputeModule } = ledger;
    await works.connect(pledgeModule).setPledged(workId, true);
    await works.connect(disputeModule).setDisputed(workId, true);
    await submit(ledger, aCorrection(publisher, workId));
    await works.connect(disputeModule).setFrozen(workId, true);
    await expect(submit(ledger, aCorrection(publisher, workId)))
      .to.be.revertedWithCustomError(works, "WorkRegistry__Encumbered")
      .withArgs(workId, 7);
    await works.connect(disputeModule).setFrozen(workId, false);
    await submit(ledger, aCorrection(publisher, workId));
  });

  it("of a joint work needs the consent of the other owners, and of no holder before", async () => {
    const ledger = await freshLedger();
    const { works, publisher, author, translator } = ledger;
    const workId = await registered(ledger, publisher, { others: [author, translator] });
    const message = aCorrection(publisher, workId);
    await expect(submit(ledger, message)).to.be.revertedWithCustomError(works, "Documents__ConsentMissing");
    const signature = await sign(publisher, "Correction", message, placeOf(ledger, "works"));
    const consents = await consentsOf(ledger, "Correction", message, ascending(author, translator));
    await works.correct(message, signature, consents);
    expect(await works.metadataOf(workId)).to.equal(message.metadata);
    // A co-owner that is not the holder starts none.
    await expect(works.connect(author).correct(aCorrection(author, workId), "0x", []))
      .to.be.revertedWithCustomError(works, "WorkRegistry__NotHolder")
      .withArgs(workId, author.address);
  });

  it("takes no consents for a work of one owner", async () => {
    const { ledger, workId } = await withWork();
    const { works, publisher, stranger } = ledger;
    const message = aCorrection(publisher, workId);
    const consents = await consentsOf(ledger, "Correction", message, [stranger]);
    await expect(works.connect(publisher).correct(message, "0x", consents))
      .to.be.revertedWithCustomError(works, "Documents__ConsentUnexpected")
      .withArgs(stranger.address);
  });
});
