import { expect } from "chai";
import { describe, it } from "mocha";
import { noCitation } from "../../../../server/domain/merkle.ts";
import { WorkRegistry__factory } from "../../../../typechain-types/index.ts";
import {
  type DocumentDraft,
  type DocumentView,
  ended,
  perform,
  prepare,
  signatureOf,
  submit,
} from "../../support/documents.ts";
import { demo, stranger } from "../../support/people.ts";
import { expectProblem } from "../../support/problems.ts";
import { PATIENCE, type TestProduct, theProduct } from "../../support/product.ts";
import { stateOf } from "../../support/state.ts";
import { aWork, freshFingerprint } from "../../support/works.ts";
import type { WorkPage } from "../works/pages.ts";

const registration = (registrant: { address: string }, fingerprint = freshFingerprint()): DocumentDraft => ({
  type: "Registration",
  content: { registrant: registrant.address, work: aWork({ fingerprint }) },
});

/** Takes a signed registration to the contract past the gateway, as anybody can. */
async function submitDirectly({ chain }: TestProduct, document: DocumentView, signature: string) {
  const { domain, message } = document.parties[0]?.typedData ?? expect.fail("no party");
  const contract = WorkRegistry__factory.connect(domain.verifyingContract, demo("agent").connect(chain));
  const sent = await contract.register(message as never, signature, [], noCitation);
  return sent.wait();
}

describe("Two who submit the same signature at once", function () {
  this.timeout(PATIENCE);

  it("both hear that it is accepted, and the document reaches the chain once", async () => {
    const product = await theProduct();
    const signer = stranger();
    const document = await prepare(product, registration(signer));
    const signature = await signatureOf(document, signer);
    const before = await stateOf(product);
    const answers = await Promise.all(Array.from({ length: 6 }, () => submit(product, document, signature)));
    expect(answers.map(({ status }) => status)).to.deep.equal(Array(6).fill(202));
    expect(await ended(product, document.id)).to.include({ state: "executed" });
    const after = await stateOf(product);
    expect(after.outbox - before.outbox).to.equal(1);
    expect(after.height - before.height).to.equal(1);
  });

  it("also when they are the last two co-owners", async () => {
    const product = await theProduct();
    const owners = [stranger(), stranger(), stranger()] as const;
    const coOwners = owners.map(({ address }) => ({ account: address, shares: 1 }));
    const content = { registrant: owners[0].address, work: aWork(), coOwners };
    const document = await prepare(product, { type: "Registration", content });
    const before = await stateOf(product);
    const answers = await Promise.all(
      owners.map(async (owner) => submit(product, document, await signatureOf(document, owner))),
    );
    expect(answers.map(({ status }) => status)).to.deep.equal([202, 202, 202]);
    expect(await ended(product, document.id)).to.include({ state: "executed" });
    expect((await stateOf(product)).outbox - before.outbox).to.equal(1);
  });
});

describe("Two who register the same file", function () {
  this.timeout(PATIENCE);

  it("may both prepare: the first to submit has it, and the other is told before the chain is asked", async () => {
    const product = await theProduct();
    const [first, second] = [stranger(), stranger()];
    const fingerprint = freshFingerprint();
    const late = await prepare(product, registration(second, fingerprint));
    await perform(product, registration(first, fingerprint), first);
    const before = await stateOf(product);
    const answer = await submit(product, late, await signatureOf(late, second));
    expectProblem(answer, 409, "fingerprint-taken");
    expect((await stateOf(product)).height).to.equal(before.height);
    const { body } = await product.api.get<WorkPage>(`/works/${fingerprint}`);
    expect(body.holder).to.equal(first.address);
  });

  it("at the same instant: one of them has it, and the other's document tells why it has not", async () => {
    const product = await theProduct();
    const signers = [stranger(), stranger(), stranger()];
    const fingerprint = freshFingerprint();
    const documents: DocumentView[] = [];
    for (const signer of signers) documents.push(await prepare(product, registration(signer, fingerprint)));
    const signatures = await Promise.all(
      documents.map((document, i) => signatureOf(document, signers[i] ?? stranger())),
    );
    const answers = await Promise.all(
      documents.map((document, i) => submit(product, document, ...signatures.slice(i, i + 1))),
    );
    const ends = [];
    for (const [i, answer] of answers.entries()) {
      if (answer.status === 202) ends.push(await ended(product, documents[i]?.id ?? ""));
      else expectProblem(answer, 409, "fingerprint-taken");
    }
    const executed = ends.filter(({ state }) => state === "executed");
    expect(executed).to.have.length(1);
    for (const { state, error } of ends) {
      if (state !== "executed") expect(error).to.include({ code: "fingerprint-taken" });
    }
    const { body } = await product.api.get<WorkPage>(`/works/${fingerprint}`);
    expect(body.holder).to.equal(executed[0]?.parties[0]?.account);
  });
});

describe("A document that somebody takes to the chain without this gateway", function () {
  this.timeout(PATIENCE);

  it("shows as executed here too, and takes a late signature as a repetition", async () => {
    const product = await theProduct();
    const signer = stranger();
    const document = await prepare(product, registration(signer));
    const signature = await signatureOf(document, signer);
    const receipt = await submitDirectly(product, document, signature.signature);
    const executed = await ended(product, document.id);
    expect(executed).to.include({ state: "executed", transaction: receipt?.hash, error: null });
    const before = await stateOf(product);
    const { status, body } = await submit(product, document, signature);
    expect(status).to.equal(202);
    expect(body.state).to.equal("executed");
    expect((await stateOf(product)).outbox).to.equal(before.outbox);
  });
});
