import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { type DocumentDraft, execute, prepare, signatureOf, submit } from "../../support/documents.ts";
import { stranger } from "../../support/people.ts";
import { expectProblem } from "../../support/problems.ts";
import { PATIENCE, startTestProduct, type TestProduct } from "../../support/product.ts";
import { stateOf } from "../../support/state.ts";
import { aWork } from "../../support/works.ts";

const HOUR = 3600;

/** A time so many seconds from now, as callers write it. */
function later(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString();
}

const registration = (registrant: { address: string }, deadline?: string): DocumentDraft => ({
  type: "Registration",
  content: { registrant: registrant.address, work: aWork() },
  ...(deadline === undefined ? {} : { deadline }),
});

/** The chain's clock is moved forward, so these tests have a product of their own. */
describe("The deadline of a document", function () {
  this.timeout(PATIENCE);
  let product: TestProduct;

  before(async () => {
    product = await startTestProduct();
  });
  after(() => product.stop());

  it("stands in what is signed, to the second", async () => {
    const deadline = later(HOUR).replace(/\.\d+Z$/, "Z");
    const document = await prepare(product, registration(stranger(), deadline));
    expect(document.deadline).to.equal(deadline);
    const seconds = String(Date.parse(deadline) / 1000);
    expect(document.parties[0]?.typedData.message.deadline).to.equal(seconds);
  });

  it("may be given in another time zone", async () => {
    const day = later(30 * 24 * HOUR).slice(0, 10);
    const document = await prepare(product, registration(stranger(), `${day}T20:00:00+08:00`));
    expect(document.deadline).to.equal(`${day}T12:00:00Z`);
  });

  const wrong: [what: string, deadline: string, code: string][] = [
    ["that has passed", later(-1), "expired"],
    ["more than a year ahead", later(400 * 24 * HOUR), "deadline-too-far"],
    ["on a day that does not exist", `${later(0).slice(0, 4)}-02-30T00:00:00Z`, "invalid-input"],
    ["without a time zone", later(HOUR).replace("Z", ""), "invalid-input"],
  ];
  for (const [what, deadline, code] of wrong) {
    it(`is refused ${what}`, async () => {
      const before = await stateOf(product);
      const answer = await product.api.post("/documents", registration(stranger(), deadline));
      expectProblem(answer, 422, code);
      expect(await stateOf(product)).to.deep.equal(before);
    });
  }

  it("is past for signatures that come too late, the first of several no less than the last", async () => {
    const [owner, other] = [stranger(), stranger()];
    const coOwners = [owner, other].map(({ address }) => ({ account: address, shares: 1 }));
    const content = { registrant: owner.address, work: aWork(), coOwners };
    const draft: DocumentDraft = { type: "Registration", content, deadline: later(HOUR) };
    const [untouched, halfSigned] = [await prepare(product, draft), await prepare(product, draft)];
    await submit(product, halfSigned, await signatureOf(halfSigned, owner));
    const alone = await prepare(product, registration(owner, later(HOUR)));
    const patient = await prepare(product, registration(owner));
    await product.chain.send("evm_increaseTime", [2 * HOUR]);

    const before = await stateOf(product);
    for (const [document, signer] of [
      [untouched, owner],
      [halfSigned, other],
      [alone, owner],
    ] as const) {
      const answer = await submit(product, document, await signatureOf(document, signer));
      expectProblem(answer, 409, "expired");
    }
    expect(await stateOf(product)).to.deep.equal(before);
    await execute(product, patient, owner);
  });

  it("is counted by the chain's clock, not by the machine's", async () => {
    await product.chain.send("evm_increaseTime", [10 * HOUR]);
    const answer = await product.api.post("/documents", registration(stranger(), later(HOUR)));
    expectProblem(answer, 422, "expired");
    const signer = stranger();
    await execute(product, await prepare(product, registration(signer)), signer);
  });
});
