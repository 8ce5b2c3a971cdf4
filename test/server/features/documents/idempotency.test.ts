import { expect } from "chai";
import { describe, it } from "mocha";
import { type DocumentDraft, type DocumentView, execute, prepare } from "../../support/documents.ts";
import { stranger } from "../../support/people.ts";
import { expectProblem } from "../../support/problems.ts";
import { PATIENCE, theProduct } from "../../support/product.ts";
import { stateOf } from "../../support/state.ts";
import { aWork } from "../../support/works.ts";

const registration = (registrant: { address: string }): DocumentDraft => ({
  type: "Registration",
  content: { registrant: registrant.address, work: aWork() },
});

let keys = 0;

function freshKey(): Record<string, string> {
  keys += 1;
  return { "idempotency-key": `key-${keys}` };
}

describe("An idempotency key", function () {
  this.timeout(PATIENCE);

  it("answers a repetition with the same document", async () => {
    const product = await theProduct();
    const draft = registration(stranger());
    const key = freshKey();
    const first = await prepare(product, draft, key);
    const before = await stateOf(product);
    expect((await prepare(product, draft, key)).id).to.equal(first.id);
    expect(await stateOf(product)).to.deep.equal(before);
  });

  it("answers with how far the document has come since", async () => {
    const product = await theProduct();
    const signer = stranger();
    const draft = registration(signer);
    const key = freshKey();
    await execute(product, await prepare(product, draft, key), signer);
    expect((await prepare(product, draft, key)).state).to.equal("executed");
  });

  it("makes one document of many requests at once", async () => {
    const product = await theProduct();
    const draft = registration(stranger());
    const key = freshKey();
    const before = await stateOf(product);
    const all = await Promise.all(Array.from({ length: 8 }, () => prepare(product, draft, key)));
    expect(new Set(all.map(({ id }) => id)).size).to.equal(1);
    expect(await stateOf(product)).to.deep.equal({
      ...before,
      documents: before.documents + 1,
      idempotency_keys: before.idempotency_keys + 1,
    });
  });

  it("is refused with another request", async () => {
    const product = await theProduct();
    const key = freshKey();
    const signer = stranger();
    await prepare(product, registration(signer), key);
    const answer = await product.api.post("/documents", registration(signer), { headers: key });
    expectProblem(answer, 409, "idempotency-key-reused");
  });

  it("is refused, not passed over, where it cannot be one", async () => {
    const { api } = await theProduct();
    for (const key of ["two words", "k".repeat(201), "schlüssel"]) {
      const headers = { "idempotency-key": key };
      const answer = await api.post("/documents", registration(stranger()), { headers });
      const { errors } = expectProblem(answer, 422, "invalid-input");
      expect(errors?.map(({ path }) => path)).to.deep.equal(["idempotency-key"]);
    }
  });

  it("is not needed: without it each request makes a document of its own", async () => {
    const product = await theProduct();
    const draft = registration(stranger());
    const documents: DocumentView[] = [await prepare(product, draft), await prepare(product, draft)];
    expect(documents[0]?.id).not.to.equal(documents[1]?.id);
  });
});
