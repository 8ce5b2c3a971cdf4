import { expect } from "chai";
import { describe, it } from "mocha";
import { execute, perform, prepare, signatureOf, submit } from "../../support/documents.ts";
import { demo } from "../../support/people.ts";
import { expectProblem } from "../../support/problems.ts";
import { PATIENCE, type TestProduct, theProduct } from "../../support/product.ts";
import { aWork } from "../../support/works.ts";
import type { WorkList, WorkPage } from "./pages.ts";

const [publisher, author] = [demo("publisher"), demo("co-owner")];
const living = { basis: "natural-person", deathYear: null } as const;

async function registered(product: TestProduct, work: ReturnType<typeof aWork>): Promise<void> {
  const content = { registrant: publisher.address, work };
  await perform(product, { type: "Registration", content }, publisher);
}

describe("Correcting a work", function () {
  this.timeout(PATIENCE);

  it("replaces its metadata, by which it is found from then on", async () => {
    const product = await theProduct();
    const work = aWork({ title: "登幽洲台歌改前" });
    await registered(product, work);
    const before = await product.api.get<WorkPage>(`/works/${work.fingerprint}`);

    const corrected = { ...work, title: "登幽州臺歌改後", genre: "poem" };
    const content = { holder: publisher.address, work: corrected };
    const { transaction } = await perform(product, { type: "Correction", content }, publisher);

    const { body } = await product.api.get<WorkPage>(`/works/${work.fingerprint}`);
    expect(body).to.include({ title: "登幽州臺歌改後", genre: "poem" });
    expect(body.metadata.digest).not.to.equal(before.body.metadata.digest);
    expect(body.history.at(-1)).to.include({ kind: "corrected", transaction });
    const search = (query: string) => product.api.get<WorkList>(`/works?query=${encodeURIComponent(query)}`);
    expect((await search("歌改後")).body.items.map(({ workId }) => workId)).to.deep.equal([work.fingerprint]);
    expect((await search("歌改前")).body.items).to.deep.equal([]);
  });

  it("states the end of protection once it has become known", async () => {
    const product = await theProduct();
    const work = aWork({ protection: living });
    await registered(product, work);
    const before = await product.api.get<WorkPage>(`/works/${work.fingerprint}`);
    expect(before.body.protectedUntil).to.equal(null);

    const known = { ...work, protection: { basis: "natural-person", deathYear: 2024 } as const };
    await perform(
      product,
      { type: "Correction", content: { holder: publisher.address, work: known } },
      publisher,
    );
    const { body } = await product.api.get<WorkPage>(`/works/${work.fingerprint}`);
    expect(body.protectedUntil).to.equal("2074-12-31");
  });

  it("refuses to change an end of protection that is known", async () => {
    const product = await theProduct();
    const work = aWork({ protection: { basis: "natural-person", deathYear: 2024 } });
    await registered(product, work);
    for (const protection of [{ basis: "natural-person", deathYear: 2025 } as const, living]) {
      const content = { holder: publisher.address, work: { ...work, protection } };
      const document = await prepare(product, { type: "Correction", content });
      const answer = await submit(product, document, await signatureOf(document, publisher));
      expectProblem(answer, 409, "protection-end-fixed");
    }
  });

  it("is for the holder alone", async () => {
    const product = await theProduct();
    const work = aWork();
    await registered(product, work);
    const content = { holder: author.address, work: { ...work, title: "我的歌" } };
    const document = await prepare(product, { type: "Correction", content });
    const answer = await submit(product, document, await signatureOf(document, author));
    expectProblem(answer, 409, "not-holder");
  });

  it("of a joint work needs the other owners' consent", async () => {
    const product = await theProduct();
    const work = aWork();
    const coOwners = [publisher, author].map(({ address }) => ({ account: address, shares: 1 }));
    const joint = { registrant: publisher.address, work, coOwners };
    await perform(product, { type: "Registration", content: joint }, publisher, author);

    const content = { holder: publisher.address, work: { ...work, genre: "poem" } };
    const document = await prepare(product, { type: "Correction", content });
    expect(document.parties.map(({ account }) => account)).to.deep.equal([publisher.address, author.address]);
    const alone = await submit(product, document, await signatureOf(document, publisher));
    expect(alone.body.state).to.equal("prepared");
    await execute(product, document, author);
    expect((await product.api.get<WorkPage>(`/works/${work.fingerprint}`)).body.genre).to.equal("poem");
  });
});
