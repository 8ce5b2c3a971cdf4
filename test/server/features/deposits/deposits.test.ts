import { expect } from "chai";
import { describe, it } from "mocha";
import { type Commitment, depositTree } from "../../../../server/domain/merkle.ts";
import { perform, prepare, signatureOf, submit } from "../../support/documents.ts";
import { demo, stranger } from "../../support/people.ts";
import { expectProblem } from "../../support/problems.ts";
import { PATIENCE, type TestProduct, theProduct } from "../../support/product.ts";
import { aWork, freshDigest } from "../../support/works.ts";
import type { WorkPage } from "../works/pages.ts";

const publisher = demo("publisher");

interface Deposit {
  readonly root: string;
  readonly depositor: string;
  readonly count: number;
  readonly manifest: string | null;
  readonly depositedAt: string;
  readonly block: number;
}
interface Deposits {
  readonly items: Deposit[];
  readonly next: string | null;
  readonly asOf: { readonly block: number };
}
interface Inclusion {
  readonly included: boolean;
  readonly depositedAt: string | null;
  readonly asOf: { readonly block: number };
}

/** Commitments to some works, by the publisher, on the ledger. */
async function deposited(product: TestProduct, works: { fingerprint: string }[]) {
  const commitments: Commitment[] = works.map(({ fingerprint }) => ({ fingerprint, salt: freshDigest() }));
  const tree = depositTree(publisher.address, commitments);
  const content = { depositor: publisher.address, root: tree.root, count: tree.size };
  const document = await perform(product, { type: "Deposit", content }, publisher);
  const { body } = await product.api.get<Deposits>(`/deposits?root=${tree.root}`);
  const deposit = body.items[0] ?? expect.fail("the deposit is not listed");
  return { tree, commitments, deposit, document, asOf: body.asOf };
}

describe("Depositing commitments", function () {
  this.timeout(PATIENCE);

  it("puts their Merkle root on the ledger", async () => {
    const product = await theProduct();
    const manifest = freshDigest();
    const tree = depositTree(publisher.address, [{ fingerprint: freshDigest(), salt: freshDigest() }]);
    const content = { depositor: publisher.address, root: tree.root, count: 1, manifest };
    const { block } = await perform(product, { type: "Deposit", content }, publisher);
    const { body } = await product.api.get<Deposits>(`/deposits?root=${tree.root}`);
    expect(body.items).to.have.length(1);
    expect(body.items[0]).to.include({ ...content, block });
    expect(body.asOf.block).to.be.at.least(block ?? Number.POSITIVE_INFINITY);
  });

  it("refuses the same root from the same depositor twice", async () => {
    const product = await theProduct();
    const { tree } = await deposited(product, [aWork()]);
    const content = { depositor: publisher.address, root: tree.root, count: 1 };
    const document = await prepare(product, { type: "Deposit", content });
    const answer = await submit(product, document, await signatureOf(document, publisher));
    expectProblem(answer, 409, "deposit-taken");
  });

  it("lists a depositor's deposits page by page, newest first", async () => {
    const product = await theProduct();
    const depositor = stranger();
    const roots = [freshDigest(), freshDigest(), freshDigest()];
    for (const root of roots) {
      const content = { depositor: depositor.address, root, count: 1 };
      await perform(product, { type: "Deposit", content }, depositor);
    }
    const path = `/deposits?depositor=${depositor.address}&limit=2`;
    const first = await product.api.get<Deposits>(path);
    const rest = await product.api.get<Deposits>(`${path}&cursor=${first.body.next}`);
    const listed = [...first.body.items, ...rest.body.items];
    expect(listed.map(({ root }) => root)).to.deep.equal(roots.toReversed());
    expect(rest.body.next).to.equal(null);
  });
});

describe("Citing a deposit", function () {
  this.timeout(PATIENCE);

  it("gives a registration the deposit's time as its priority", async () => {
    const product = await theProduct();
    const works = [aWork(), aWork(), aWork()] as const;
    const { tree, deposit } = await deposited(product, [...works]);
    await product.chain.send("evm_mine", []);
    const content = { registrant: publisher.address, work: works[1], citation: tree.cite(1, 2) };
    await perform(product, { type: "Registration", content }, publisher);
    const { body } = await product.api.get<WorkPage>(`/works/${works[1].fingerprint}`);
    expect(body.priorityAt).to.equal(deposit.depositedAt);
    expect(Date.parse(body.registeredAt)).to.be.at.least(Date.parse(deposit.depositedAt));
  });

  it("is refused for a work that is not in it", async () => {
    const product = await theProduct();
    const { tree } = await deposited(product, [aWork(), aWork()]);
    const content = { registrant: publisher.address, work: aWork(), citation: tree.cite(0, 1) };
    const document = await prepare(product, { type: "Registration", content });
    const answer = await submit(product, document, await signatureOf(document, publisher));
    expectProblem(answer, 409, "proof-invalid");
  });

  it("is refused to anybody but the depositor", async () => {
    const product = await theProduct();
    const thief = stranger();
    const work = aWork();
    const { tree } = await deposited(product, [work, aWork()]);
    const content = { registrant: thief.address, work, citation: tree.cite(0, 1) };
    const document = await prepare(product, { type: "Registration", content });
    const answer = await submit(product, document, await signatureOf(document, thief));
    expectProblem(answer, 409, "deposit-unknown");
  });

  it("is refused with a proof that is longer than any deposit's", async () => {
    const { api } = await theProduct();
    const citation = {
      root: freshDigest(),
      salts: [freshDigest()],
      proof: Array.from({ length: 65 }, freshDigest),
      proofFlags: [],
    };
    const content = { registrant: publisher.address, work: aWork(), citation };
    expectProblem(await api.post("/documents", { type: "Registration", content }), 422, "invalid-input");
  });
});

describe("Checking that a fingerprint stands in a deposit", function () {
  this.timeout(PATIENCE);

  it("tells since when, for what is in it", async () => {
    const product = await theProduct();
    const works = [aWork(), aWork(), aWork()];
    const { tree, commitments, deposit } = await deposited(product, works);
    for (const [place, { fingerprint, salt }] of commitments.entries()) {
      const { proof } = tree.cite(place, place + 1);
      const { status, body } = await product.api.post<Inclusion>(`/deposits/${tree.root}/verify`, {
        depositor: publisher.address,
        fingerprint,
        salt,
        proof,
      });
      expect(status).to.equal(200);
      expect(body).to.include({ included: true, depositedAt: deposit.depositedAt });
      expect(body.asOf.block).to.be.at.least(deposit.block);
    }
  });

  it("denies it for another fingerprint, another salt, another proof", async () => {
    const product = await theProduct();
    const { tree, commitments } = await deposited(product, [aWork(), aWork()]);
    const [first] = commitments;
    const right = { depositor: publisher.address, ...first, proof: tree.cite(0, 1).proof };
    for (const change of [
      { fingerprint: freshDigest() },
      { salt: freshDigest() },
      { proof: [] },
      { proof: tree.cite(1, 2).proof },
    ]) {
      const { body } = await product.api.post<Inclusion>(`/deposits/${tree.root}/verify`, {
        ...right,
        ...change,
      });
      expect(body).to.include({ included: false, depositedAt: null });
    }
  });

  it("does not know a deposit that the depositor never made", async () => {
    const product = await theProduct();
    const { tree, commitments } = await deposited(product, [aWork(), aWork()]);
    const answer = await product.api.post(`/deposits/${tree.root}/verify`, {
      depositor: stranger().address,
      ...commitments[0],
      proof: tree.cite(0, 1).proof,
    });
    expectProblem(answer, 404, "deposit-not-found");
  });
});
