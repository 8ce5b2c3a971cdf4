import { expect } from "chai";
import { describe, it } from "mocha";
import { deployFaultyWallet, deployWallet, faults } from "../../support/contract-wallets.ts";
import { type DocumentDraft, ended, prepare, signatureOf, submit } from "../../support/documents.ts";
import { stranger } from "../../support/people.ts";
import { expectProblem } from "../../support/problems.ts";
import { PATIENCE, theProduct } from "../../support/product.ts";
import { stateOf } from "../../support/state.ts";
import { aWork, freshFingerprint } from "../../support/works.ts";
import type { WorkPage } from "../works/pages.ts";

const registration = (registrant: string, fingerprint = freshFingerprint()): DocumentDraft => ({
  type: "Registration",
  content: { registrant, work: aWork({ fingerprint }) },
});

describe("A contract wallet as registrant", function () {
  this.timeout(PATIENCE);

  it("signs by the key that it stands for (ERC-1271)", async () => {
    const product = await theProduct();
    const key = stranger();
    const wallet = await deployWallet(product, key);
    const fingerprint = freshFingerprint();
    const document = await prepare(product, registration(wallet, fingerprint));
    const answer = await submit(product, document, await signatureOf(document, key, wallet));
    expect(answer.status, answer.text).to.equal(202);
    expect(await ended(product, document.id)).to.include({ state: "executed", finality: "final" });
    const { body } = await product.api.get<WorkPage>(`/works/${fingerprint}`);
    expect(body.holder).to.equal(wallet);
  });

  it("does not take the signature of another key", async () => {
    const product = await theProduct();
    const wallet = await deployWallet(product, stranger());
    const document = await prepare(product, registration(wallet));
    const forged = await signatureOf(document, stranger(), wallet);
    expectProblem(await submit(product, document, forged), 422, "bad-signature");
  });

  for (const fault of faults.slice(1)) {
    it(`signs nothing when it ${fault}`, async () => {
      const product = await theProduct();
      const address = await deployFaultyWallet(product, fault);
      const document = await prepare(product, registration(address));
      const before = await stateOf(product);
      const answer = await submit(product, document, { party: address, signature: "0x1234" });
      expectProblem(answer, 422, "bad-signature");
      expect(await stateOf(product)).to.deep.equal(before);
    });
  }
});
