import { expect } from "chai";
import { describe, it } from "mocha";
import { textFingerprint } from "../../../../server/domain/fingerprint.ts";
import type { WorkView } from "../../../../server/features/works/view.ts";
import { perform } from "../../support/documents.ts";
import { demo } from "../../support/people.ts";
import { expectProblem } from "../../support/problems.ts";
import { PATIENCE, theProduct } from "../../support/product.ts";
import { aWork, freshFingerprint } from "../../support/works.ts";

interface Verification {
  readonly fingerprint: string;
  readonly registered: boolean;
  readonly work: WorkView | null;
  readonly asOf: { readonly block: number; readonly finality: string };
}

const publisher = demo("publisher");

describe("Verifying a fingerprint", function () {
  this.timeout(PATIENCE);

  it("names the work whose text was hashed, and its holder", async () => {
    const product = await theProduct();
    const text = "前不見古人，後不見來者。念天地之悠悠，獨愴然而涕下。";
    const fingerprint = textFingerprint(text);
    const work = aWork({ fingerprint, fingerprintOf: "text" });
    await perform(
      product,
      { type: "Registration", content: { registrant: publisher.address, work } },
      publisher,
    );
    for (const form of [fingerprint, fingerprint.slice(2)]) {
      const { status, body } = await product.api.get<Verification>(`/verify/${form}`);
      expect(status).to.equal(200);
      expect(body).to.include({ fingerprint, registered: true });
      expect(body.work).to.include({ workId: fingerprint, holder: publisher.address, title: "登幽州臺歌" });
      expect(body.asOf.finality).to.equal("final");
    }
  });

  it("says of another file that it is not registered, as of which block", async () => {
    const product = await theProduct();
    const fingerprint = freshFingerprint();
    const { status, body } = await product.api.get<Verification>(`/verify/${fingerprint}`);
    expect(status).to.equal(200);
    expect(body).to.deep.include({ fingerprint, registered: false, work: null });
    expect(body.asOf.block).to.be.a("number");
  });

  for (const [what, text] of [
    ["a digest of another length", "ab".repeat(31)],
    ["what is no hex", "zz".repeat(32)],
    ["zeros", "00".repeat(32)],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const { api } = await theProduct();
      expectProblem(await api.get(`/verify/${text}`), 422, "invalid-input");
    });
  }
});
