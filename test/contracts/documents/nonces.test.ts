import { expect } from "chai";
import { describe, it } from "mocha";
import { nonceOf } from "../../../server/domain/documents.ts";
import { networkHelpers, now } from "../support/chain.ts";
import { FAR, sign } from "../support/documents.ts";
import { freshLedger, type Ledger, placeOf } from "../support/ledger.ts";
import { type Act, acts, documentsOf } from "./acts.ts";

/** Signs an act and submits it through the relayer. */
async function perform(ledger: Ledger, act: Act, changes: { nonce?: string; deadline?: string } = {}) {
  const signer = act.signer(ledger);
  const message = act.message(signer.address, changes);
  const signature = await sign(signer, act.type, message, placeOf(ledger, act.contract));
  return act.submit(ledger, message, signature);
}

/** Voids everything that the signer signed, as the signer itself. */
async function raiseEpoch(ledger: Ledger, act: Act, nonce: string) {
  const signer = act.signer(ledger);
  const document = { signer: signer.address, nonce, deadline: FAR };
  return documentsOf(ledger, act, signer).cancelAll(document, "0x");
}

for (const act of acts) {
  describe(`The deadline of a document for the ${act.contract} contract`, () => {
    it("is the last second at which it is executed", async () => {
      const ledger = await freshLedger();
      const deadline = (await now()) + 100;
      const signer = act.signer(ledger);
      const message = act.message(signer.address, { deadline: String(deadline) });
      const signature = await sign(signer, act.type, message, placeOf(ledger, act.contract));
      await networkHelpers.time.setNextBlockTimestamp(deadline);
      await expect(act.submit(ledger, message, signature)).to.emit(
        documentsOf(ledger, act),
        "DocumentExecuted",
      );
    });

    it("refuses it a second later, and does not spend the nonce", async () => {
      const ledger = await freshLedger();
      const deadline = (await now()) + 100;
      const signer = act.signer(ledger);
      const message = act.message(signer.address, { deadline: String(deadline) });
      const signature = await sign(signer, act.type, message, placeOf(ledger, act.contract));
      await networkHelpers.time.setNextBlockTimestamp(deadline + 1);
      await expect(act.submit(ledger, message, signature))
        .to.be.revertedWithCustomError(documentsOf(ledger, act), "Documents__Expired")
        .withArgs(deadline);
      expect(await documentsOf(ledger, act).isNonceSpent(signer.address, message.nonce)).to.equal(false);
    });
  });

  describe(`The nonce of a document for the ${act.contract} contract`, () => {
    it("is spent by the document, for its signer alone", async () => {
      const ledger = await freshLedger();
      const documents = documentsOf(ledger, act);
      const signer = act.signer(ledger).address;
      expect(await documents.isNonceSpent(signer, 7)).to.equal(false);
      await perform(ledger, act, { nonce: "7" });
      expect(await documents.isNonceSpent(signer, 7)).to.equal(true);
      expect(await documents.isNonceSpent(ledger.stranger, 7)).to.equal(false);
    });

    it("refuses a second document that carries it", async () => {
      const ledger = await freshLedger();
      const signer = act.signer(ledger);
      const message = act.message(signer.address, { nonce: "8" });
      await act.submit(ledger, message, "0x", signer);
      const again = act.message(signer.address, { nonce: "8" });
      await expect(act.submit(ledger, again, "0x", signer))
        .to.be.revertedWithCustomError(documentsOf(ledger, act), "Documents__NonceSpent")
        .withArgs(signer.address, 8);
    });

    it("may be any one: neighbours in a word, its edges and far ones, in any order", async () => {
      const ledger = await freshLedger();
      const documents = documentsOf(ledger, act);
      const signer = act.signer(ledger).address;
      const spent = [300n, 255n, 256n, 0n, 1n, 2n ** 64n, 2n ** 192n - 1n];
      for (const nonce of spent) await perform(ledger, act, { nonce: String(nonce) });
      for (const nonce of spent) expect(await documents.isNonceSpent(signer, nonce)).to.equal(true);
      for (const nonce of [2n, 254n, 257n, 299n, 301n, 2n ** 64n + 1n]) {
        expect(await documents.isNonceSpent(signer, nonce), `${nonce}`).to.equal(false);
      }
    });

    it("is refused from a later epoch than the signer's", async () => {
      const ledger = await freshLedger();
      const nonce = nonceOf(1n, 5n);
      await expect(perform(ledger, act, { nonce: String(nonce) }))
        .to.be.revertedWithCustomError(documentsOf(ledger, act), "Documents__WrongEpoch")
        .withArgs(act.signer(ledger).address, nonce, 0);
    });

    it("is refused from an earlier epoch than the signer's, and accepted from the present one", async () => {
      const ledger = await freshLedger();
      await raiseEpoch(ledger, act, "1");
      await expect(perform(ledger, act, { nonce: "5" }))
        .to.be.revertedWithCustomError(documentsOf(ledger, act), "Documents__WrongEpoch")
        .withArgs(act.signer(ledger).address, 5, 1);
      const nonce = nonceOf(1n, 5n);
      await perform(ledger, act, { nonce: String(nonce) });
      expect(await documentsOf(ledger, act).isNonceSpent(act.signer(ledger).address, nonce)).to.equal(true);
    });

    it("of an earlier epoch counts as spent, used or not", async () => {
      const ledger = await freshLedger();
      const documents = documentsOf(ledger, act);
      const signer = act.signer(ledger).address;
      await raiseEpoch(ledger, act, "1");
      expect(await documents.isNonceSpent(signer, 12_345)).to.equal(true);
      expect(await documents.isNonceSpent(signer, nonceOf(1n, 12_345n))).to.equal(false);
      expect(await documents.isNonceSpent(ledger.stranger, 12_345)).to.equal(false);
    });
  });
}
