import { createHash } from "node:crypto";
import { expect } from "chai";
import { describe, it } from "mocha";
import { CID } from "multiformats/cid";
import * as Digest from "multiformats/hashes/digest";
import type { WorkView } from "../../../../server/features/works/view.ts";
import { WorkRegistry__factory } from "../../../../typechain-types/index.ts";
import { perform, prepare } from "../../support/documents.ts";
import { demo } from "../../support/people.ts";
import { expectProblem } from "../../support/problems.ts";
import { PATIENCE, type TestProduct, theProduct } from "../../support/product.ts";
import { aWork, freshFingerprint } from "../../support/works.ts";
import type { WorkPage } from "./pages.ts";

const publisher = demo("publisher");

async function registryOf({ api, chain }: TestProduct) {
  const { body } = await api.get<{ contracts: { works: string } }>("/network");
  return WorkRegistry__factory.connect(body.contracts.works, chain);
}

/** The CID of one raw block, from its bytes alone: version 1, codec raw (0x55), SHA-256 (0x12). */
function cidOf(bytes: Uint8Array): string {
  const sha256 = createHash("sha256").update(bytes).digest();
  return CID.createV1(0x55, Digest.create(0x12, sha256)).toString();
}

describe("Registering a work through the gateway", function () {
  this.timeout(PATIENCE);

  it("puts the work on the ledger as its owner described it", async () => {
    const product = await theProduct();
    const work = aWork({
      originalTitle: "On Climbing Youzhou Tower",
      genre: "poem",
      identifiers: [{ scheme: "isbn", value: "978-7-02-000220-7" }],
      protection: { basis: "natural-person", deathYear: 2001 },
    });
    const document = await perform(
      product,
      { type: "Registration", content: { registrant: publisher.address, work } },
      publisher,
    );

    const { status, body } = await product.api.get<WorkPage>(`/works/${work.fingerprint}`);
    expect(status).to.equal(200);
    expect(body).to.deep.include({
      workId: work.fingerprint,
      title: "登幽州臺歌",
      originalTitle: "On Climbing Youzhou Tower",
      creators: [{ name: "陳子昂", role: "author" }],
      language: "zh-Hant",
      legalClass: "written",
      tradeClass: "P03",
      genre: "poem",
      identifiers: [{ scheme: "isbn", value: "9787020002207" }],
      holder: publisher.address,
      status: "registered",
      encumbrances: [],
      protectedUntil: "2051-12-31",
      metadataAvailable: true,
      coOwners: [],
      derivedFrom: [],
      derivatives: [],
      attestations: [],
      more: { derivatives: false, attestations: false, history: false },
    });
    expect(body.priorityAt).to.equal(body.registeredAt);
    expect(body.history.map(({ kind, transaction }) => [kind, transaction])).to.deep.equal([
      ["registered", document.transaction],
    ]);
  });

  it("says as of which block it speaks, no earlier than the document's", async () => {
    const product = await theProduct();
    const work = aWork();
    const content = { registrant: publisher.address, work };
    const { block } = await perform(product, { type: "Registration", content }, publisher);
    const { body } = await product.api.get<WorkPage>(`/works/${work.fingerprint}`);
    expect(body.asOf.finality).to.equal("final");
    expect(body.asOf.block).to.be.at.least(block ?? Number.POSITIVE_INFINITY);
    expect((await product.chain.getBlock(body.asOf.block))?.hash).to.equal(body.asOf.blockHash);
  });

  it("keeps the legal and the trade class on the chain as they were signed", async () => {
    const product = await theProduct();
    const registry = await registryOf(product);
    for (const [tradeClass, index] of [
      ["D01", 1n],
      ["P03", 16n],
      ["X99", 38n],
    ] as const) {
      const work = aWork({ tradeClass });
      const content = { registrant: publisher.address, work };
      await perform(product, { type: "Registration", content }, publisher);
      const title = await registry.titleOf(work.fingerprint);
      expect([title.legalClass, title.tradeClass]).to.deep.equal([1n, index]);
      const { body } = await product.api.get<WorkPage>(`/works/${work.fingerprint}`);
      expect([body.legalClass, body.tradeClass]).to.deep.equal(["written", tradeClass]);
    }
  });

  it("serves the metadata document byte for byte under the name that tokenURI gives", async () => {
    const product = await theProduct();
    const work = aWork();
    await perform(
      product,
      { type: "Registration", content: { registrant: publisher.address, work } },
      publisher,
    );

    const { bytes, headers, body } = await product.api.get<{ name: string; workId: string }>(
      `/works/${work.fingerprint}/metadata`,
    );
    expect(headers.get("content-type")).to.match(/^application\/json/);
    const registry = await registryOf(product);
    expect(await registry.tokenURI(work.fingerprint)).to.equal(`ipfs://${cidOf(bytes)}`);
    const digest = `0x${createHash("sha256").update(bytes).digest("hex")}`;
    expect(await registry.metadataOf(work.fingerprint)).to.equal(digest);
    expect(body).to.include({ name: "登幽州臺歌", workId: work.fingerprint });

    const page = await product.api.get<WorkPage>(`/works/${work.fingerprint}`);
    expect(page.body.metadata).to.deep.equal({ cid: cidOf(bytes), uri: `ipfs://${cidOf(bytes)}`, digest });
    expect(page.body.document).to.deep.equal(body);
  });

  it("leaves the protection end open where the author lives", async () => {
    const product = await theProduct();
    const work = aWork({ protection: { basis: "natural-person", deathYear: null } });
    const content = { registrant: publisher.address, work };
    const document = await prepare(product, { type: "Registration", content });
    const [party] = document.parties;
    expect(party?.typedData.message).to.have.nested.property("work.protectedUntil", "unknown");
  });

  it("refuses a fingerprint that is taken before anybody signs", async () => {
    const product = await theProduct();
    const work = aWork();
    const content = { registrant: publisher.address, work };
    await perform(product, { type: "Registration", content }, publisher);
    const again = { registrant: demo("licensee").address, work };
    const answer = await product.api.post("/documents", { type: "Registration", content: again });
    const { detail } = expectProblem(answer, 409, "fingerprint-taken");
    expect(detail).to.contain(publisher.address);
  });

  it("does not know a work that nobody registered", async () => {
    const { api } = await theProduct();
    const fingerprint = freshFingerprint();
    for (const path of ["", "/metadata", "/derivatives", "/history"]) {
      expectProblem(await api.get(`/works/${fingerprint}${path}`), 404, "work-not-found");
    }
  });

  it("takes a fingerprint in either case, with or without 0x", async () => {
    const product = await theProduct();
    const work = aWork();
    await perform(
      product,
      { type: "Registration", content: { registrant: publisher.address, work } },
      publisher,
    );
    for (const form of [work.fingerprint.slice(2), work.fingerprint.slice(2).toUpperCase()]) {
      const { body } = await product.api.get<WorkView>(`/works/${form}`);
      expect(body.workId).to.equal(work.fingerprint);
    }
  });
});
