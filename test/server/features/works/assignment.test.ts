import { expect } from "chai";
import { describe, it } from "mocha";
import { perform, prepare, signatureOf, submit } from "../../support/documents.ts";
import { demo } from "../../support/people.ts";
import { expectProblem } from "../../support/problems.ts";
import { PATIENCE, type TestProduct, theProduct } from "../../support/product.ts";
import { aWork, freshDigest } from "../../support/works.ts";
import type { WorkList, WorkPage } from "./pages.ts";

const [publisher, author, buyer] = [demo("publisher"), demo("co-owner"), demo("licensee")];

async function registered(product: TestProduct, work = aWork()): Promise<string> {
  const content = { registrant: publisher.address, work };
  await perform(product, { type: "Registration", content }, publisher);
  return work.fingerprint;
}

describe("Assigning a title", function () {
  this.timeout(PATIENCE);

  it("moves it to the assignee, when both have signed", async () => {
    const product = await theProduct();
    const work = await registered(product);
    const agreement = freshDigest();
    const content = { assignor: publisher.address, assignee: buyer.address, work, agreement };
    await perform(product, { type: "Assignment", content }, publisher, buyer);

    const { body } = await product.api.get<WorkPage>(`/works/${work}`);
    expect(body.holder).to.equal(buyer.address);
    const { kind, data } = body.history.at(-1) ?? expect.fail("no history");
    expect(kind).to.equal("assigned");
    expect(data).to.deep.equal({ assignor: publisher.address, assignee: buyer.address, agreement });
    const held = await product.api.get<WorkList>(`/works?holder=${buyer.address}`);
    expect(held.body.items.map(({ workId }) => workId)).to.include(work);
  });

  it("does not happen on the assignor's signature alone", async () => {
    const product = await theProduct();
    const work = await registered(product);
    const content = {
      assignor: publisher.address,
      assignee: buyer.address,
      work,
      agreement: freshDigest(),
    };
    const document = await prepare(product, { type: "Assignment", content });
    const { body } = await submit(product, document, await signatureOf(document, publisher));
    expect(body.state).to.equal("prepared");
    expect((await product.api.get<WorkPage>(`/works/${work}`)).body.holder).to.equal(publisher.address);
  });

  it("is refused to whoever does not hold the title", async () => {
    const product = await theProduct();
    const work = await registered(product);
    const content = { assignor: author.address, assignee: buyer.address, work, agreement: freshDigest() };
    const document = await prepare(product, { type: "Assignment", content });
    const signatures = [await signatureOf(document, author), await signatureOf(document, buyer)];
    expectProblem(await submit(product, document, ...signatures), 409, "not-holder");
  });

  it("is refused a second time by the one who has assigned it", async () => {
    const product = await theProduct();
    const work = await registered(product);
    const to = (assignee: string) => ({
      type: "Assignment" as const,
      content: { assignor: publisher.address, assignee, work, agreement: freshDigest() },
    });
    const second = await prepare(product, to(author.address));
    await perform(product, to(buyer.address), publisher, buyer);
    const signatures = [await signatureOf(second, publisher), await signatureOf(second, author)];
    expectProblem(await submit(product, second, ...signatures), 409, "not-holder");
  });

  it("changes the owners of a joint work with everybody's consent, old owners and new", async () => {
    const product = await theProduct();
    const work = aWork();
    const share = (account: { address: string }, shares: number) => ({ account: account.address, shares });
    const joint = {
      registrant: publisher.address,
      work,
      coOwners: [share(publisher, 1), share(author, 1)],
    };
    await perform(product, { type: "Registration", content: joint }, publisher, author);
    const content = {
      assignor: publisher.address,
      assignee: buyer.address,
      work: work.fingerprint,
      coOwners: [share(author, 1), share(buyer, 3)],
      agreement: freshDigest(),
    };
    const document = await prepare(product, { type: "Assignment", content });
    expect(document.parties.map(({ account }) => account)).to.have.members([
      publisher.address,
      author.address,
      buyer.address,
    ]);
    await perform(product, { type: "Assignment", content }, publisher, author, buyer);

    const { body } = await product.api.get<WorkPage>(`/works/${work.fingerprint}`);
    expect(body.holder).to.equal(buyer.address);
    expect(body.coOwners).to.have.deep.members([
      { account: author.address, shares: "1" },
      { account: buyer.address, shares: "3" },
    ]);
  });

  it("refuses owners among whom the assignee is not", async () => {
    const { api } = await theProduct();
    const coOwners = [publisher, author].map(({ address }) => ({ account: address, shares: 1 }));
    const content = {
      assignor: publisher.address,
      assignee: buyer.address,
      work: aWork().fingerprint,
      coOwners,
      agreement: freshDigest(),
    };
    expectProblem(await api.post("/documents", { type: "Assignment", content }), 422, "invalid-input");
  });
});
