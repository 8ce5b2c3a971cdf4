import { expect } from "chai";
import { describe, it } from "mocha";
import { nonceOf } from "../../../server/domain/documents.ts";
import { noCitation } from "../../../server/domain/merkle.ts";
import { aCatalogue, submitBatch } from "../support/catalogues.ts";
import { ethers, networkHelpers, now } from "../support/chain.ts";
import { FAR, freshNonce, freshWord, sign } from "../support/documents.ts";
import { freshLedger, placeOf } from "../support/ledger.ts";
import { aRegistration, aWork, submitRegistration } from "../support/works.ts";

describe("WorkRegistry.registerBatch, the catalogue", () => {
  it("holds the works that it holds: others and changed ones are refused", async () => {
    const ledger = await freshLedger();
    const { works, publisher } = ledger;
    const { message, signature, works: list, tree } = await aCatalogue(ledger, publisher, 8);
    const [first = aWork(), second = aWork(), third = aWork()] = list;
    const proof = tree.prove(0, 2);
    for (const [name, batch] of Object.entries({
      "another work": [aWork(), second],
      "a neighbour": [first, third],
      "another title": [{ ...first, title: "蜀道難" }, second],
      "another fingerprint": [{ ...first, fingerprint: freshWord() }, second],
      "another metadata document": [{ ...first, metadata: freshWord() }, second],
      "another legal class": [{ ...first, legalClass: "musical" }, second],
      "another trade class": [{ ...first, tradeClass: "P01" }, second],
      "another end of protection": [{ ...first, protectedUntil: "2076-12-31" }, second],
    })) {
      await expect(works.registerBatch(message, signature, batch, proof, noCitation), name)
        .to.be.revertedWithCustomError(works, "WorkRegistry__NotInCatalogue")
        .withArgs(message.root);
    }
    await works.registerBatch(message, signature, [first, second], proof, noCitation);
  });

  it("is proved by the proof of these works: others are refused", async () => {
    const ledger = await freshLedger();
    const { works, publisher } = ledger;
    const { message, signature, works: list, tree } = await aCatalogue(ledger, publisher, 8);
    const { hashes, flags } = tree.prove(0, 3);
    const batch = list.slice(0, 3);
    for (const proof of [
      { hashes: [freshWord(), ...hashes.slice(1)], flags },
      { hashes, flags: flags.toReversed() },
      tree.prove(4, 7),
    ]) {
      await expect(works.registerBatch(message, signature, batch, proof, noCitation))
        .to.be.revertedWithCustomError(works, "WorkRegistry__NotInCatalogue")
        .withArgs(message.root);
    }
    for (const proof of [
      { hashes: hashes.slice(1), flags },
      { hashes, flags: flags.slice(1) },
      { hashes: [], flags: [] },
    ]) {
      await expect(
        works.registerBatch(message, signature, batch, proof, noCitation),
      ).to.be.revertedWithCustomError(works, "MerkleProofInvalidMultiproof");
    }
  });

  it("is signed as a whole by the registrant", async () => {
    const ledger = await freshLedger();
    const { works, publisher, stranger } = ledger;
    const catalogue = await aCatalogue(ledger, publisher, 4);
    const { message } = catalogue;
    const changes = [{ name: "宋詞" }, { works: "5" }, { nonce: freshNonce() }, { deadline: "4102444801" }];
    for (const change of changes) {
      await expect(submitBatch(ledger, { ...catalogue, message: { ...message, ...change } }, 0, 4))
        .to.be.revertedWithCustomError(works, "Documents__BadSignature")
        .withArgs(publisher.address);
    }
    const taken = { ...message, registrant: stranger.address };
    await expect(submitBatch(ledger, { ...catalogue, message: taken }, 0, 4))
      .to.be.revertedWithCustomError(works, "Documents__BadSignature")
      .withArgs(stranger.address);
    await expect(submitBatch(ledger, { ...catalogue, signature: "0x" }, 0, 4))
      .to.be.revertedWithCustomError(works, "Documents__BadSignature")
      .withArgs(publisher.address);
    const other = await aCatalogue(ledger, publisher, 4);
    await expect(submitBatch(ledger, { ...other, signature: catalogue.signature }, 0, 4))
      .to.be.revertedWithCustomError(works, "Documents__BadSignature")
      .withArgs(publisher.address);
  });

  it("is signed for one chain and one contract", async () => {
    const ledger = await freshLedger();
    const catalogue = await aCatalogue(ledger, ledger.publisher, 2);
    const place = placeOf(ledger, "works");
    for (const elsewhere of [{ ...place, chainId: 1 }, placeOf(ledger, "evidence")]) {
      const signature = await sign(ledger.publisher, "Catalogue", catalogue.message, elsewhere);
      await expect(submitBatch(ledger, { ...catalogue, signature }, 0, 2))
        .to.be.revertedWithCustomError(ledger.works, "Documents__BadSignature")
        .withArgs(ledger.publisher.address);
    }
  });

  it("may be signed by a contract wallet, which may take its signature back", async () => {
    const ledger = await freshLedger();
    const wallet = await ethers.deployContract("FaultyWallet");
    const address = await wallet.getAddress();
    const signed = await aCatalogue(ledger, ledger.publisher, 4, { registrant: address });
    await submitBatch(ledger, signed, 0, 2);
    expect(await ledger.works.balanceOf(address)).to.equal(2);
    await wallet.getFunction("setFault")(1);
    await expect(submitBatch(ledger, signed, 2, 4))
      .to.be.revertedWithCustomError(ledger.works, "Documents__BadSignature")
      .withArgs(address);
  });

  it("serves until its deadline, the last second included", async () => {
    const ledger = await freshLedger();
    const deadline = (await now()) + 100;
    const catalogue = await aCatalogue(ledger, ledger.publisher, 4, { deadline: String(deadline) });
    await networkHelpers.time.setNextBlockTimestamp(deadline);
    await submitBatch(ledger, catalogue, 0, 2);
    await expect(submitBatch(ledger, catalogue, 2, 4))
      .to.be.revertedWithCustomError(ledger.works, "Documents__Expired")
      .withArgs(deadline);
  });

  it("stops when its registrant cancels its nonce, and keeps what it registered", async () => {
    const ledger = await freshLedger();
    const { works, publisher } = ledger;
    const catalogue = await aCatalogue(ledger, publisher, 4);
    const { nonce } = catalogue.message;
    await submitBatch(ledger, catalogue, 0, 2);
    const document = { signer: publisher.address, cancelled: nonce, nonce: freshNonce(), deadline: FAR };
    await works.connect(publisher).cancel(document, "0x");
    await expect(submitBatch(ledger, catalogue, 2, 4))
      .to.be.revertedWithCustomError(works, "Documents__NonceSpent")
      .withArgs(publisher.address, nonce);
    expect(await works.balanceOf(publisher)).to.equal(2);
  });

  it("stops when its registrant cancels everything, or spends its nonce on another document", async () => {
    const ledger = await freshLedger();
    const { works, publisher } = ledger;
    const one = await aCatalogue(ledger, publisher, 2);
    await submitRegistration(ledger, publisher, aRegistration(publisher, { nonce: one.message.nonce }));
    await expect(submitBatch(ledger, one, 0, 2))
      .to.be.revertedWithCustomError(works, "Documents__NonceSpent")
      .withArgs(publisher.address, one.message.nonce);
    const other = await aCatalogue(ledger, publisher, 2);
    const document = { signer: publisher.address, nonce: freshNonce(), deadline: FAR };
    await works.connect(publisher).cancelAll(document, "0x");
    await expect(submitBatch(ledger, other, 0, 2))
      .to.be.revertedWithCustomError(works, "Documents__WrongEpoch")
      .withArgs(publisher.address, other.message.nonce, 1);
  });

  it("may carry a nonce of the registrant's present epoch alone", async () => {
    const ledger = await freshLedger();
    const { works, publisher } = ledger;
    const nonce = String(nonceOf(1n, 7n));
    const catalogue = await aCatalogue(ledger, publisher, 2, { nonce });
    await expect(submitBatch(ledger, catalogue, 0, 2))
      .to.be.revertedWithCustomError(works, "Documents__WrongEpoch")
      .withArgs(publisher.address, nonce, 0);
    const document = { signer: publisher.address, nonce: freshNonce(), deadline: FAR };
    await works.connect(publisher).cancelAll(document, "0x");
    await submitBatch(ledger, catalogue, 0, 2);
  });
});
