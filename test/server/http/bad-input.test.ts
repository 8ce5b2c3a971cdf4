import { expect } from "chai";
import { before, describe, it } from "mocha";
import type { Answer } from "../support/api.ts";
import { prepare } from "../support/documents.ts";
import { stranger } from "../support/people.ts";
import { expectProblem } from "../support/problems.ts";
import { PATIENCE, type TestProduct, theProduct } from "../support/product.ts";
import { sendRaw } from "../support/raw.ts";
import { stateOf } from "../support/state.ts";
import { aWork } from "../support/works.ts";
import { badAddresses } from "./bad-input/addresses.ts";
import { badBodies, draft } from "./bad-input/bodies.ts";

describe("Bad input", function () {
  this.timeout(PATIENCE);
  let product: TestProduct;

  before(async () => {
    product = await theProduct();
    // So that "nothing changed" is said of a ledger on which something could have.
    await prepare(product, {
      type: "Registration",
      content: { registrant: stranger().address, work: aWork() },
    });
  });

  /** Expects a refusal after which everything is as it was. */
  async function refused(
    request: () => Promise<Answer<unknown>>,
    status: number,
    code: string,
    errorCode?: string,
  ): Promise<void> {
    const before = await stateOf(product);
    const answer = await request();
    const { errors } = expectProblem(answer, status, code);
    if (errorCode !== undefined) expect(errors?.map((error) => error.code)).to.include(errorCode);
    expect(answer.text.length, "the answer is short, whatever came").to.be.below(20_000);
    expect(await stateOf(product)).to.deep.equal(before);
  }

  for (const [what, body, status, code, errorCode] of badBodies) {
    it(`in a body, ${what}: ${status} ${errorCode ?? code}`, () => {
      const send = () => product.api.call("/documents", { method: "POST", ...body() });
      return refused(send, status, code, errorCode);
    });
  }

  for (const [what, path, status, code] of badAddresses) {
    it(`in an address, ${what}: ${status} ${code}`, () =>
      refused(() => sendRaw(product.url, [`GET /api/v1${path} HTTP/1.1`, "Host: ledger"]), status, code));
  }

  it("in an address, characters without escapes: 400 malformed-url", () => {
    const bytes = Buffer.from("春").toString("latin1");
    const head = [`GET /api/v1/works?query=${bytes} HTTP/1.1`, "Host: ledger"];
    return refused(() => sendRaw(product.url, head), 400, "malformed-url");
  });

  it("that is no HTTP: 400 malformed-request", () =>
    refused(() => sendRaw(product.url, ["春天"]), 400, "malformed-request"));

  it("of headers without end: 431 headers-too-large", () =>
    refused(
      () => sendRaw(product.url, ["GET / HTTP/1.1", "Host: ledger", `X-Long: ${"a".repeat(100_000)}`]),
      431,
      "headers-too-large",
    ));

  it("names every field that is wrong, with its place", async () => {
    const { errors } = expectProblem(
      await product.api.post("/documents", draft({ title: "", legalClass: "x" }, { registrant: "me" })),
      422,
      "invalid-input",
    );
    expect(errors?.map(({ path }) => path)).to.have.members([
      "content.registrant",
      "content.work.title",
      "content.work.legalClass",
    ]);
  });

  it("is not answered with what no one else may know: the detail repeats at most what came", async () => {
    const secret = "k".repeat(300);
    const { text } = await product.api.post("/documents", { ...draft(), [secret.repeat(100)]: 1 });
    expect(text.length).to.be.below(2_000);
  });

  it("leaves the gateway well: what is right is taken right after it", async () => {
    const answer = await product.api.post("/documents", draft());
    expect(answer.status, answer.text).to.equal(201);
  });
});
