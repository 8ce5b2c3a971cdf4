import { expect } from "chai";
import { describe, it } from "mocha";
import type { Account } from "../support/chain.ts";
import type { Consent } from "../support/documents.ts";
import { idOf } from "../support/documents.ts";
import { placeOf } from "../support/ledger.ts";
import { allConsents, give, jointActs } from "./joint-acts.ts";

for (const { type, prepare } of jointActs) {
  describe(`The consents to a document of type ${type}`, () => {
    it("make it effective, are named in events and spend the parties' nonces", async () => {
      const prepared = await prepare();
      const { ledger, message, submit } = prepared;
      const consents = await allConsents(prepared);
      const submitting = submit(consents, ledger.stranger);
      const id = idOf(type, message, placeOf(ledger, "works"));
      for (const { party, nonce } of consents) {
        await expect(submitting).to.emit(ledger.works, "ConsentGiven").withArgs(id, party, nonce);
        expect(await ledger.works.isNonceSpent(party, nonce)).to.equal(true);
      }
      await expect(submitting)
        .to.emit(ledger.works, "DocumentExecuted")
        .withArgs(id, ledger.publisher.address, message.nonce);
    });

    it("may leave out the signature of a party that is the caller, and of no other", async () => {
      const prepared = await prepare();
      const { ledger, parties, submit } = prepared;
      const [first, second, third] = parties;
      const consents = [
        await give(prepared, first),
        await give(prepared, second, { signature: "0x" }),
        await give(prepared, third),
      ];
      await expect(submit(consents, first))
        .to.be.revertedWithCustomError(ledger.works, "Documents__BadSignature")
        .withArgs(second.address);
      await submit(consents, second);
    });

    it("all have to be there", async () => {
      const prepared = await prepare();
      const { ledger, parties, submit } = prepared;
      const consents = await allConsents(prepared);
      for (const [count, missing] of parties.entries()) {
        await expect(submit(consents.slice(0, count)))
          .to.be.revertedWithCustomError(ledger.works, "Documents__ConsentMissing")
          .withArgs(missing.address);
      }
    });

    it("stand in the order of the parties, each once", async () => {
      const prepared = await prepare();
      const { ledger, parties, submit } = prepared;
      const [a, b, c] = (await allConsents(prepared)) as [Consent, Consent, Consent];
      const orders: [Consent[], Account][] = [
        [[b, a, c], parties[0]],
        [[a, c, b], parties[1]],
        [[a, await give(prepared, parties[0]), b, c], parties[1]],
      ];
      for (const [consents, missing] of orders) {
        await expect(submit(consents))
          .to.be.revertedWithCustomError(ledger.works, "Documents__ConsentMissing")
          .withArgs(missing.address);
      }
    });

    it("by others than the parties, or by a party twice, are refused", async () => {
      const prepared = await prepare();
      const { ledger, parties, submit } = prepared;
      const consents = await allConsents(prepared);
      for (const odd of [ledger.stranger, ledger.publisher, parties[2]]) {
        await expect(submit([...consents, await give(prepared, odd)]))
          .to.be.revertedWithCustomError(ledger.works, "Documents__ConsentUnexpected")
          .withArgs(odd.address);
      }
    });
  });
}
