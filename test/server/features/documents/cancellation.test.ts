import { expect } from "chai";
import { describe, it } from "mocha";
import { nonceOf } from "../../../../server/domain/documents.ts";
import {
  type DocumentDraft,
  execute,
  perform,
  prepare,
  signatureOf,
  submit,
} from "../../support/documents.ts";
import { stranger } from "../../support/people.ts";
import { expectProblem } from "../../support/problems.ts";
import { PATIENCE, theProduct } from "../../support/product.ts";
import { aWork, freshDigest } from "../../support/works.ts";

const registration = (registrant: { address: string }): DocumentDraft => ({
  type: "Registration",
  content: { registrant: registrant.address, work: aWork() },
});

const cancelAll = (signer: { address: string }): DocumentDraft => ({
  type: "CancellationOfAll",
  content: { signer: signer.address, contract: "works" },
});

describe("Cancelling", function () {
  this.timeout(PATIENCE);

  it("one document stops that one and leaves the others", async () => {
    const product = await theProduct();
    const signer = stranger();
    const first = await prepare(product, registration(signer));
    const second = await prepare(product, registration(signer));
    const cancellation = await perform(
      product,
      { type: "Cancellation", content: { document: first.id } },
      signer,
    );
    expect(cancellation.parties.map(({ account }) => account)).to.deep.equal([signer.address]);
    expectProblem(await submit(product, first, await signatureOf(first, signer)), 409, "nonce-spent");
    await execute(product, second, signer);
  });

  it("is for the one who would sign the document", async () => {
    const product = await theProduct();
    const [signer, other] = [stranger(), stranger()];
    const document = await prepare(product, registration(signer));
    const cancellation = await prepare(product, {
      type: "Cancellation",
      content: { document: document.id },
    });
    const forged = await signatureOf(cancellation, other, signer.address);
    expectProblem(await submit(product, cancellation, forged), 422, "bad-signature");
  });

  it("needs a document that this gateway knows", async () => {
    const { api } = await theProduct();
    const content = { document: freshDigest() };
    expectProblem(await api.post("/documents", { type: "Cancellation", content }), 404, "document-not-found");
  });

  it("all documents of a signer stops every one, and those prepared from then on are good", async () => {
    const product = await theProduct();
    const [signer, bystander] = [stranger(), stranger()];
    const before = [
      await prepare(product, registration(signer)),
      await prepare(product, registration(signer)),
    ];
    const foreign = await prepare(product, registration(bystander));
    await perform(product, cancelAll(signer), signer);

    for (const document of before) {
      const answer = await submit(product, document, await signatureOf(document, signer));
      expectProblem(answer, 409, "wrong-epoch");
    }
    await perform(product, registration(signer), signer);
    await execute(product, foreign, bystander);
  });

  it("all documents leaves those for another contract", async () => {
    const product = await theProduct();
    const signer = stranger();
    const content = { depositor: signer.address, root: freshDigest(), count: 1 };
    const deposit = await prepare(product, { type: "Deposit", content });
    await perform(product, cancelAll(signer), signer);
    await execute(product, deposit, signer);
  });
});

describe("A nonce of the caller's choice", function () {
  this.timeout(PATIENCE);

  it("is used as it is", async () => {
    const product = await theProduct();
    const signer = stranger();
    const nonce = String(nonceOf(0n, 7_777n));
    const document = await perform(product, { ...registration(signer), nonce }, signer);
    expect(document.parties[0]?.typedData.message.nonce).to.equal(nonce);
  });

  it("is refused once it is spent", async () => {
    const product = await theProduct();
    const signer = stranger();
    await perform(product, { ...registration(signer), nonce: "3" }, signer);
    const answer = await product.api.post("/documents", { ...registration(signer), nonce: "3" });
    expectProblem(answer, 409, "nonce-spent");
  });

  it("is refused in an epoch that is not the signer's", async () => {
    const product = await theProduct();
    const answer = await product.api.post("/documents", {
      ...registration(stranger()),
      nonce: String(nonceOf(1n, 0n)),
    });
    expectProblem(answer, 409, "wrong-epoch");
  });

  it("serves one of two documents that have it", async () => {
    const product = await theProduct();
    const signer = stranger();
    const [first, second] = [
      await prepare(product, { ...registration(signer), nonce: "5" }),
      await prepare(product, { ...registration(signer), nonce: "5" }),
    ];
    const late = await signatureOf(second, signer);
    await execute(product, first, signer);
    expectProblem(await submit(product, second, late), 409, "nonce-spent");
  });

  it("need not be given where the signer has used many without this gateway", async () => {
    const product = await theProduct();
    const signer = stranger();
    // Taken by hand, the first nonces are passed over without asking for each of them.
    for (const nonce of ["0", "1", "2", "3"]) {
      await perform(product, { ...registration(signer), nonce }, signer);
    }
    const document = await perform(product, registration(signer), signer);
    expect(Number(document.parties[0]?.typedData.message.nonce)).to.be.within(4, 10);
  });
});
