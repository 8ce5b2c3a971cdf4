import { expect } from "chai";
import { describe, it } from "mocha";
import { type DocumentView, prepare, signatureOf, submit } from "../../support/documents.ts";
import { eventsOf } from "../../support/events.ts";
import { stranger } from "../../support/people.ts";
import { expectProblem } from "../../support/problems.ts";
import { PATIENCE, theProduct } from "../../support/product.ts";
import { aWork, freshDigest } from "../../support/works.ts";

const order = ["prepared", "accepted", "executed"];

describe("Following a document", function () {
  this.timeout(PATIENCE);

  it("shows each step by server-sent events, and ends when it is final", async () => {
    const product = await theProduct();
    const signer = stranger();
    const content = { registrant: signer.address, work: aWork() };
    const document = await prepare(product, { type: "Registration", content });
    const events = eventsOf<DocumentView>(`${product.url}/api/v1/documents/${document.id}/events`);
    await submit(product, document, await signatureOf(document, signer));

    const states = (await events).map(({ state }) => order.indexOf(state));
    expect(states).to.deep.equal(states.toSorted((a, b) => a - b));
    expect(states.at(-1)).to.equal(order.indexOf("executed"));
    const last = (await events).at(-1);
    expect(last).to.include({ finality: "final", error: null });
    expect(last?.transaction).to.match(/^0x[0-9a-f]{64}$/);
    expect(last?.asOf.block).to.be.at.least(last?.block ?? Number.POSITIVE_INFINITY);
  });

  it("gives one event, the last, of a document that is final already", async () => {
    const product = await theProduct();
    const signer = stranger();
    const content = { registrant: signer.address, work: aWork() };
    const document = await prepare(product, { type: "Registration", content });
    await submit(product, document, await signatureOf(document, signer));
    const url = `${product.url}/api/v1/documents/${document.id}/events`;
    await eventsOf(url);
    expect((await eventsOf<DocumentView>(url)).map(({ state }) => state)).to.deep.equal(["executed"]);
  });

  it("answers a request for the headers alone without waiting", async () => {
    const product = await theProduct();
    const content = { registrant: stranger().address, work: aWork() };
    const { id } = await prepare(product, { type: "Registration", content });
    const { status, bytes } = await product.api.call(`/documents/${id}/events`, { method: "HEAD" });
    expect([status, bytes.length]).to.deep.equal([200, 0]);
  });

  it("does not know a document that this gateway never prepared", async () => {
    const { api } = await theProduct();
    const id = freshDigest();
    for (const path of [`/documents/${id}`, `/documents/${id}/events`]) {
      expectProblem(await api.get(path), 404, "document-not-found");
    }
    const signatures = [{ party: stranger().address, signature: `0x${"11".repeat(65)}` }];
    const answer = await api.post(`/documents/${id}/signatures`, { signatures });
    expectProblem(answer, 404, "document-not-found");
  });
});
