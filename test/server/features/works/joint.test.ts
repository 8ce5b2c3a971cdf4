import { expect } from "chai";
import { describe, it } from "mocha";
import { execute, perform, prepare, signatureOf, submit } from "../../support/documents.ts";
import { demo } from "../../support/people.ts";
import { expectProblem } from "../../support/problems.ts";
import { PATIENCE, theProduct } from "../../support/product.ts";
import { aWork } from "../../support/works.ts";
import type { WorkList, WorkPage } from "./pages.ts";

const [publisher, author, illustrator] = [demo("publisher"), demo("co-owner"), demo("agent")];
const coOwners = [
  { account: illustrator.address, shares: 1 },
  { account: publisher.address, shares: 2 },
  { account: author.address, shares: 1 },
];

describe("Registering a joint work", function () {
  this.timeout(PATIENCE);

  it("waits for every co-owner, whose consents come in one at a time and in any order", async () => {
    const product = await theProduct();
    const work = aWork();
    const content = { registrant: publisher.address, work, coOwners };
    const document = await prepare(product, { type: "Registration", content });
    expect(document.parties.map(({ account, role }) => [account, role])).to.deep.equal([
      [publisher.address, "signer"],
      [author.address, "consent"],
      [illustrator.address, "consent"],
    ]);

    for (const [index, signer] of [illustrator, publisher].entries()) {
      const { status, body } = await submit(product, document, await signatureOf(document, signer));
      expect(status).to.equal(202);
      expect(body.state).to.equal("prepared");
      expect(body.parties.filter(({ signed }) => signed)).to.have.length(index + 1);
    }
    await execute(product, document, author);

    const { body } = await product.api.get<WorkPage>(`/works/${work.fingerprint}`);
    expect(body.holder).to.equal(publisher.address);
    expect(body.coOwners).to.deep.equal([
      { account: author.address, shares: "1" },
      { account: publisher.address, shares: "2" },
      { account: illustrator.address, shares: "1" },
    ]);
    expect(body.history.map(({ kind }) => kind)).to.deep.equal(["registered", "co-owners"]);
  });

  it("takes all signatures at once as well", async () => {
    const product = await theProduct();
    const content = { registrant: publisher.address, work: aWork(), coOwners };
    const document = await prepare(product, { type: "Registration", content });
    await execute(product, document, author, illustrator, publisher);
  });

  it("asks each co-owner to sign the whole document with a nonce of its own", async () => {
    const product = await theProduct();
    const content = { registrant: publisher.address, work: aWork(), coOwners };
    const document = await prepare(product, { type: "Registration", content });
    const [own, ...consents] = document.parties.map(({ typedData }) => typedData);
    for (const [index, consent] of consents.entries()) {
      expect(consent.primaryType).to.equal("RegistrationConsent");
      expect(consent.message.document).to.deep.equal(own?.message);
      expect(consent.message.party).to.equal(document.parties[index + 1]?.account);
    }
  });

  it("does not take one party's signature for another's", async () => {
    const product = await theProduct();
    const content = { registrant: publisher.address, work: aWork(), coOwners };
    const document = await prepare(product, { type: "Registration", content });
    const { signature } = await signatureOf(document, author);
    for (const party of [publisher.address, illustrator.address]) {
      expectProblem(await submit(product, document, { party, signature }), 422, "bad-signature");
    }
  });

  const lists = [
    ["an owner alone in the list", [{ account: publisher.address, shares: 1 }]],
    ["an owner twice", [coOwners[0], coOwners[1], coOwners[0]]],
    ["a list without the registrant", [coOwners[0], coOwners[2]]],
    ["an owner without a share", [coOwners[0], { account: publisher.address, shares: 0 }]],
  ] as const;
  for (const [what, list] of lists) {
    it(`refuses ${what}, and says so of the list`, async () => {
      const { api } = await theProduct();
      const content = { registrant: publisher.address, work: aWork(), coOwners: list };
      const answer = await api.post("/documents", { type: "Registration", content });
      const { errors } = expectProblem(answer, 422, "invalid-input");
      expect(errors?.[0]?.path).to.match(/^content\.coOwners/);
    });
  }
});

describe("Registering a work that derives from others", function () {
  this.timeout(PATIENCE);

  it("links it with its sources, both ways", async () => {
    const product = await theProduct();
    const sources = [aWork(), aWork()];
    for (const work of sources) {
      const content = { registrant: publisher.address, work };
      await perform(product, { type: "Registration", content }, publisher);
    }
    const derivedFrom = sources.map(({ fingerprint }) => fingerprint);
    const work = aWork({ title: "登幽州臺歌今譯", language: "zh-Hans" });
    const content = { registrant: author.address, work, derivedFrom };
    await perform(product, { type: "Registration", content }, author);

    const { body } = await product.api.get<WorkPage>(`/works/${work.fingerprint}`);
    expect(body.derivedFrom).to.deep.equal(derivedFrom.toSorted());
    for (const source of derivedFrom) {
      const page = await product.api.get<WorkPage>(`/works/${source}`);
      expect(page.body.derivatives).to.deep.equal([work.fingerprint]);
      const list = await product.api.get<WorkList>(`/works/${source}/derivatives`);
      expect(list.body.items.map(({ title }) => title)).to.deep.equal(["登幽州臺歌今譯"]);
      expect(list.body.next).to.equal(null);
      expect(list.body.asOf.finality).to.equal("final");
    }
  });

  it("lists all derivatives of a work page by page, newest first", async () => {
    const product = await theProduct();
    const source = aWork();
    const register = (work: ReturnType<typeof aWork>, derivedFrom: string[]) => {
      const content = { registrant: publisher.address, work, derivedFrom };
      return perform(product, { type: "Registration", content }, publisher);
    };
    await register(source, []);
    const titles = ["一", "二", "三"];
    for (const title of titles) await register(aWork({ title }), [source.fingerprint]);

    const seen: string[] = [];
    for (let next: string | null = ""; next !== null; ) {
      const cursor: string = next === "" ? "" : `&cursor=${next}`;
      const { body } = await product.api.get<WorkList>(
        `/works/${source.fingerprint}/derivatives?limit=2${cursor}`,
      );
      seen.push(...body.items.map(({ title }) => title));
      next = body.next;
    }
    expect(seen).to.deep.equal(titles.toReversed());
  });

  it("refuses a source that nobody registered", async () => {
    const product = await theProduct();
    const content = {
      registrant: publisher.address,
      work: aWork(),
      derivedFrom: [aWork().fingerprint],
    };
    const document = await prepare(product, { type: "Registration", content });
    const answer = await submit(product, document, await signatureOf(document, publisher));
    expectProblem(answer, 409, "unknown-work");
  });
});
