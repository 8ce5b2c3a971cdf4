import { expect } from "chai";
import { describe, it } from "mocha";
import { noCitation } from "../../../server/domain/merkle.ts";
import { fieldsOf, timeOf } from "../support/chain.ts";
import { freshWord, idOf, sign, ZERO } from "../support/documents.ts";
import { freshLedger, placeOf } from "../support/ledger.ts";
import { aRegistration, aWork, registered, submitRegistration } from "../support/works.ts";

describe("WorkRegistry.register", () => {
  it("mints the title to the registrant and keeps what the document says", async () => {
    const ledger = await freshLedger();
    const { works, publisher } = ledger;
    const message = aRegistration(publisher, { work: aWork({ tradeClass: "D08" }) });
    const { fingerprint, metadata, title } = message.work;
    const submitting = submitRegistration(ledger, publisher, message);
    const registeredAt = await timeOf(submitting);
    await expect(submitting)
      .to.emit(works, "WorkRegistered")
      .withArgs(fingerprint, publisher.address, title, metadata, 1, 8, 2075, registeredAt);
    await expect(submitting)
      .to.emit(works, "Transfer")
      .withArgs(`0x${"0".repeat(40)}`, publisher.address, fingerprint);
    await expect(submitting).to.emit(works, "Locked").withArgs(fingerprint);
    await expect(submitting)
      .to.emit(works, "DocumentExecuted")
      .withArgs(idOf("Registration", message, placeOf(ledger, "works")), publisher.address, message.nonce);
    await expect(submitting).not.to.emit(works, "CoOwnersSet");
    await expect(submitting).not.to.emit(works, "SourcesNamed");

    expect(fieldsOf(await works.titleOf(fingerprint))).to.deep.equal({
      holder: publisher.address,
      registeredAt: BigInt(registeredAt),
      lastProtectedYear: 2075n,
      legalClass: 1n,
      tradeClass: 8n,
      encumbrances: 0n,
      status: 1n,
      traits: 0n,
    });
    expect(await works.ownerOf(fingerprint)).to.equal(publisher.address);
    expect(await works.balanceOf(publisher)).to.equal(1);
    expect(await works.metadataOf(fingerprint)).to.equal(metadata);
    expect(await works.priorityOf(fingerprint)).to.equal(registeredAt);
    expect(await works.coOwnersOf(fingerprint)).to.deep.equal([]);
    expect(await works.sourcesOf(fingerprint)).to.deep.equal([]);
    expect(await works.exists(fingerprint)).to.equal(true);
  });

  it("needs nobody but the registrant, who may submit it itself", async () => {
    const { works, publisher } = await freshLedger();
    const message = aRegistration(publisher);
    await works.connect(publisher).register(message, "0x", [], noCitation);
    expect(await works.ownerOf(message.work.fingerprint)).to.equal(publisher.address);
  });

  it("knows nothing of a work that nobody registered", async () => {
    const { works } = await freshLedger();
    const fingerprint = freshWord();
    expect((await works.titleOf(fingerprint)).status).to.equal(0);
    expect(await works.exists(fingerprint)).to.equal(false);
    expect(await works.metadataOf(fingerprint)).to.equal(ZERO);
    expect(await works.priorityOf(fingerprint)).to.equal(0);
  });

  it("refuses the zero fingerprint", async () => {
    const ledger = await freshLedger();
    const message = aRegistration(ledger.publisher, { work: aWork({ fingerprint: ZERO }) });
    await expect(submitRegistration(ledger, ledger.publisher, message)).to.be.revertedWithCustomError(
      ledger.works,
      "WorkRegistry__FingerprintMissing",
    );
  });

  it("refuses a fingerprint that is taken, by whomever", async () => {
    const ledger = await freshLedger();
    const { works, publisher, stranger } = ledger;
    const fingerprint = await registered(ledger, publisher);
    for (const registrant of [publisher, stranger]) {
      const message = aRegistration(registrant, { work: aWork({ fingerprint }) });
      await expect(submitRegistration(ledger, registrant, message))
        .to.be.revertedWithCustomError(works, "WorkRegistry__FingerprintTaken")
        .withArgs(fingerprint, publisher.address);
    }
    expect(await works.balanceOf(stranger)).to.equal(0);
  });

  it("changes nothing when it refuses: the nonce is unspent and the fingerprint free", async () => {
    const ledger = await freshLedger();
    const { works, publisher } = ledger;
    const message = aRegistration(publisher, { work: aWork({ legalClass: "poem" }) });
    const signature = await sign(publisher, "Registration", message, placeOf(ledger, "works"));
    await expect(works.register(message, signature, [], noCitation)).to.be.revertedWithCustomError(
      works,
      "WorkRegistry__LegalClassUnknown",
    );
    expect(await works.isNonceSpent(publisher, message.nonce)).to.equal(false);
    expect(await works.exists(message.work.fingerprint)).to.equal(false);
    expect(await works.balanceOf(publisher)).to.equal(0);
  });
});
