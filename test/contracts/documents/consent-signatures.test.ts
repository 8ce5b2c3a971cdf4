import { expect } from "chai";
import { describe, it } from "mocha";
import { nonceOf } from "../../../server/domain/documents.ts";
import { networkHelpers, now } from "../support/chain.ts";
import { type Consent, consentOf, FAR, freshNonce, sign } from "../support/documents.ts";
import { placeOf } from "../support/ledger.ts";
import { allConsents, give, jointActs, type Prepared } from "./joint-acts.ts";

/** The error of a submission in which the first party's consent is another. */
async function refusesFirst(
  prepared: Prepared,
  consent: Consent,
  error: "Documents__BadSignature" | "Documents__Expired" | "Documents__NonceSpent" | "Documents__WrongEpoch",
  ...args: unknown[]
) {
  const { ledger, parties, submit } = prepared;
  const others = (await allConsents(prepared)).slice(1);
  await expect(submit([consent, ...others]))
    .to.be.revertedWithCustomError(ledger.works, error)
    .withArgs(...args);
  // Nothing was spent on the way, of those who had agreed either.
  const [, second] = others;
  if (second) expect(await ledger.works.isNonceSpent(second.party, second.nonce)).to.equal(false);
  await submit([await give(prepared, parties[0]), ...others]);
}

for (const { type, prepare } of jointActs) {
  describe(`The signatures, nonces and deadlines of consents to a document of type ${type}`, () => {
    it("have to be signed by the party", async () => {
      const prepared = await prepare();
      const { ledger, parties } = prepared;
      const forged = await give(prepared, ledger.stranger, { party: parties[0].address });
      await refusesFirst(prepared, forged, "Documents__BadSignature", parties[0].address);
    });

    it("hold for the one document alone", async () => {
      const prepared = await prepare();
      const { ledger, message, parties } = prepared;
      const other = { ...message, nonce: freshNonce() };
      const consent = await consentOf(parties[0], type, other, placeOf(ledger, "works"));
      await refusesFirst(prepared, consent, "Documents__BadSignature", parties[0].address);
    });

    it("are no consents if the party signed the document itself", async () => {
      const prepared = await prepare();
      const { ledger, message, parties } = prepared;
      const signature = await sign(parties[0], type, message, placeOf(ledger, "works"));
      const consent = {
        party: parties[0].address,
        nonce: message.nonce,
        deadline: message.deadline,
        signature,
      };
      await refusesFirst(prepared, consent, "Documents__BadSignature", parties[0].address);
    });

    for (const [name, change] of [
      ["another chain", { chainId: 1 }],
      ["another contract", { contract: "evidence" }],
    ] as const) {
      it(`hold on one contract of one chain, not for ${name}`, async () => {
        const prepared = await prepare();
        const { ledger, message, parties } = prepared;
        const consent = await consentOf(parties[0], type, message, {
          ...placeOf(ledger, "works"),
          ...change,
        });
        await refusesFirst(prepared, consent, "Documents__BadSignature", parties[0].address);
      });
    }

    it("cover their own nonce and deadline", async () => {
      const prepared = await prepare();
      const consent = await give(prepared, prepared.parties[0]);
      for (const change of [{ nonce: freshNonce() }, { deadline: "4102444801" }]) {
        await expect(prepared.submit([{ ...consent, ...change }]))
          .to.be.revertedWithCustomError(prepared.ledger.works, "Documents__BadSignature")
          .withArgs(consent.party);
      }
    });

    it("have deadlines of their own, the last second included", async () => {
      const prepared = await prepare();
      const { ledger, parties, submit } = prepared;
      const deadline = (await now()) + 100;
      const consent = await give(prepared, parties[0], { deadline: String(deadline) });
      const others = (await allConsents(prepared)).slice(1);
      const before = await networkHelpers.takeSnapshot();
      await networkHelpers.time.setNextBlockTimestamp(deadline + 1);
      await expect(submit([consent, ...others]))
        .to.be.revertedWithCustomError(ledger.works, "Documents__Expired")
        .withArgs(deadline);
      await before.restore();
      await networkHelpers.time.setNextBlockTimestamp(deadline);
      await submit([consent, ...others]);
    });

    it("need a nonce of the party that is unspent, uncancelled and of its present epoch", async () => {
      const prepared = await prepare();
      const { ledger, parties } = prepared;
      const [first] = parties;
      const works = ledger.works.connect(first);
      const document = { signer: first.address, cancelled: "70", nonce: "71", deadline: FAR };
      await works.cancel(document, "0x");
      for (const nonce of ["70", "71"]) {
        const consent = await give(prepared, first, { nonce });
        await expect(prepared.submit([consent]))
          .to.be.revertedWithCustomError(ledger.works, "Documents__NonceSpent")
          .withArgs(first.address, nonce);
      }
      const nonce = String(nonceOf(1n, 0n));
      const ahead = await give(prepared, first, { nonce });
      await refusesFirst(prepared, ahead, "Documents__WrongEpoch", first.address, nonce, 0);
    });

    it("are void once the party has cancelled all it signed", async () => {
      const prepared = await prepare();
      const { ledger, parties, submit } = prepared;
      const consents = await allConsents(prepared);
      const document = { signer: parties[1].address, nonce: freshNonce(), deadline: FAR };
      await ledger.works.connect(parties[1]).cancelAll(document, "0x");
      await expect(submit(consents))
        .to.be.revertedWithCustomError(ledger.works, "Documents__WrongEpoch")
        .withArgs(parties[1].address, consents[1]?.nonce, 1);
    });
  });
}
