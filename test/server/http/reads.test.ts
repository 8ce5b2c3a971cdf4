import { expect } from "chai";
import { before, describe, it } from "mocha";
import { type DocumentView, perform } from "../support/documents.ts";
import { stranger } from "../support/people.ts";
import { PATIENCE, type TestProduct, theProduct } from "../support/product.ts";
import { aWork } from "../support/works.ts";

interface Dated {
  readonly asOf: { readonly block: number; readonly blockHash: string; readonly finality: string };
}

describe("Every read of the ledger", function () {
  this.timeout(PATIENCE);
  const work = aWork();
  let product: TestProduct;
  let document: DocumentView;

  before(async () => {
    product = await theProduct();
    const signer = stranger();
    const content = { registrant: signer.address, work };
    document = await perform(product, { type: "Registration", content }, signer);
  });

  const reads: [what: string, path: () => string][] = [
    ["works", () => "/works"],
    ["a work", () => `/works/${work.fingerprint}`],
    ["its derivatives", () => `/works/${work.fingerprint}/derivatives`],
    ["its history", () => `/works/${work.fingerprint}/history`],
    ["a verification", () => `/verify/${work.fingerprint}`],
    ["deposits", () => "/deposits"],
    ["institutions", () => "/institutions"],
    ["attestations", () => "/attestations"],
    ["a document", () => `/documents/${document.id}`],
  ];
  for (const [what, path] of reads) {
    it(`of ${what} says as of which block it speaks, and that nothing can change it any more`, async () => {
      const { status, body } = await product.api.get<Dated>(path());
      expect(status).to.equal(200);
      expect(Object.keys(body.asOf)).to.have.members(["block", "blockHash", "finality"]);
      expect(body.asOf.block).to.be.at.least(document.block ?? Number.POSITIVE_INFINITY);
      expect((await product.chain.getBlock(body.asOf.block))?.hash).to.equal(body.asOf.blockHash);
      expect(body.asOf.finality).to.equal("final");
    });
  }
});
