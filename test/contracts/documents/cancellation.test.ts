import { expect } from "chai";
import { describe, it } from "mocha";
import { nonceOf } from "../../../server/domain/documents.ts";
import { networkHelpers, now } from "../support/chain.ts";
import { FAR, freshNonce, idOf, sign } from "../support/documents.ts";
import { freshLedger, type Ledger, placeOf } from "../support/ledger.ts";
import { type Act, acts, documentsOf } from "./acts.ts";

function cancellation(signer: { address: string }, cancelled: string | bigint, changes = {}) {
  return {
    signer: signer.address,
    cancelled: String(cancelled),
    nonce: freshNonce(),
    deadline: FAR,
    ...changes,
  };
}

function cancellationOfAll(signer: { address: string }, changes = {}) {
  return { signer: signer.address, nonce: freshNonce(), deadline: FAR, ...changes };
}

/** A document that its signer signed and nobody submitted yet. */
async function pending(ledger: Ledger, act: Act, nonce: string) {
  const signer = act.signer(ledger);
  const message = act.message(signer.address, { nonce });
  const signature = await sign(signer, act.type, message, placeOf(ledger, act.contract));
  return () => act.submit(ledger, message, signature);
}

for (const act of acts) {
  describe(`Cancelling one document for the ${act.contract} contract`, () => {
    it("voids its nonce and no other", async () => {
      const ledger = await freshLedger();
      const signer = act.signer(ledger);
      const documents = documentsOf(ledger, act);
      const [submitOne, submitOther] = [await pending(ledger, act, "900"), await pending(ledger, act, "901")];
      const document = cancellation(signer, "900");
      const place = placeOf(ledger, act.contract);
      const signature = await sign(signer, "Cancellation", document, place);
      const cancelling = documents.cancel(document, signature);
      await expect(cancelling).to.emit(documents, "NonceCancelled").withArgs(signer.address, 900);
      await expect(cancelling)
        .to.emit(documents, "DocumentExecuted")
        .withArgs(idOf("Cancellation", document, place), signer.address, document.nonce);
      await expect(submitOne())
        .to.be.revertedWithCustomError(documents, "Documents__NonceSpent")
        .withArgs(signer.address, 900);
      expect(await documents.isNonceSpent(signer.address, 900)).to.equal(true);
      await submitOther();
    });

    it("needs the signer's own signature", async () => {
      const ledger = await freshLedger();
      const signer = act.signer(ledger);
      const documents = documentsOf(ledger, act, ledger.stranger);
      const document = cancellation(signer, "900");
      const place = placeOf(ledger, act.contract);
      for (const signature of ["0x", await sign(ledger.stranger, "Cancellation", document, place)]) {
        await expect(documents.cancel(document, signature))
          .to.be.revertedWithCustomError(documents, "Documents__BadSignature")
          .withArgs(signer.address);
      }
      await documentsOf(ledger, act, signer).cancel(document, "0x");
      expect(await documents.isNonceSpent(signer.address, 900)).to.equal(true);
    });

    it("is refused for a nonce that is spent, for its own, and for one of another epoch", async () => {
      const ledger = await freshLedger();
      const signer = act.signer(ledger);
      const documents = documentsOf(ledger, act, signer);
      await (await pending(ledger, act, "900"))();
      const own = cancellation(signer, "902", { nonce: "902" });
      for (const document of [cancellation(signer, "900"), own]) {
        await expect(documents.cancel(document, "0x"))
          .to.be.revertedWithCustomError(documents, "Documents__NonceSpent")
          .withArgs(signer.address, document.cancelled);
      }
      await expect(documents.cancel(cancellation(signer, nonceOf(3n, 1n)), "0x"))
        .to.be.revertedWithCustomError(documents, "Documents__WrongEpoch")
        .withArgs(signer.address, nonceOf(3n, 1n), 0);
    });

    it("is a document like others: it expires and is executed once", async () => {
      const ledger = await freshLedger();
      const signer = act.signer(ledger);
      const documents = documentsOf(ledger, act, signer);
      const deadline = (await now()) + 50;
      await networkHelpers.time.setNextBlockTimestamp(deadline + 1);
      await expect(documents.cancel(cancellation(signer, "900", { deadline: String(deadline) }), "0x"))
        .to.be.revertedWithCustomError(documents, "Documents__Expired")
        .withArgs(deadline);
      const document = cancellation(signer, "900");
      await documents.cancel(document, "0x");
      await expect(documents.cancel(document, "0x"))
        .to.be.revertedWithCustomError(documents, "Documents__NonceSpent")
        .withArgs(signer.address, document.nonce);
    });
  });

  describe(`Cancelling all documents for the ${act.contract} contract`, () => {
    it("voids what was signed before, and raises the epoch", async () => {
      const ledger = await freshLedger();
      const signer = act.signer(ledger);
      const documents = documentsOf(ledger, act);
      const submit = await pending(ledger, act, "900");
      expect(await documents.epochOf(signer.address)).to.equal(0);
      const document = cancellationOfAll(signer);
      const place = placeOf(ledger, act.contract);
      const cancelling = documents.cancelAll(
        document,
        await sign(signer, "CancellationOfAll", document, place),
      );
      await expect(cancelling).to.emit(documents, "EpochRaised").withArgs(signer.address, 1);
      await expect(cancelling)
        .to.emit(documents, "DocumentExecuted")
        .withArgs(idOf("CancellationOfAll", document, place), signer.address, document.nonce);
      expect(await documents.epochOf(signer.address)).to.equal(1);
      await expect(submit())
        .to.be.revertedWithCustomError(documents, "Documents__WrongEpoch")
        .withArgs(signer.address, 900, 1);
    });

    it("leaves the documents of others alone", async () => {
      const ledger = await freshLedger();
      const submit = await pending(ledger, act, "900");
      const documents = documentsOf(ledger, act, ledger.stranger);
      await documents.cancelAll(cancellationOfAll(ledger.stranger), "0x");
      expect(await documents.epochOf(act.signer(ledger).address)).to.equal(0);
      await submit();
    });

    it("needs the signer's own signature, in time, and a nonce of the present epoch", async () => {
      const ledger = await freshLedger();
      const signer = act.signer(ledger);
      const documents = documentsOf(ledger, act, ledger.stranger);
      const document = cancellationOfAll(signer, { nonce: "903" });
      const signature = await sign(
        ledger.stranger,
        "CancellationOfAll",
        document,
        placeOf(ledger, act.contract),
      );
      await expect(documents.cancelAll(document, signature))
        .to.be.revertedWithCustomError(documents, "Documents__BadSignature")
        .withArgs(signer.address);
      const own = documentsOf(ledger, act, signer);
      await own.cancelAll(document, "0x");
      await expect(own.cancelAll(document, "0x"))
        .to.be.revertedWithCustomError(documents, "Documents__WrongEpoch")
        .withArgs(signer.address, 903, 1);
      await own.cancelAll(cancellationOfAll(signer, { nonce: String(nonceOf(1n, 0n)) }), "0x");
      expect(await documents.epochOf(signer.address)).to.equal(2);
      const late = cancellationOfAll(signer, { nonce: String(nonceOf(2n, 0n)), deadline: "1" });
      await expect(own.cancelAll(late, "0x"))
        .to.be.revertedWithCustomError(documents, "Documents__Expired")
        .withArgs(1);
    });
  });
}
