import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { before, describe, it } from "mocha";
import { MOST_AGREEMENT_BYTES } from "../../../../server/features/agreements/service.ts";
import { demo, stranger } from "../../support/people.ts";
import { expectProblem } from "../../support/problems.ts";
import { PATIENCE, startTestProduct, type TestProduct, theProduct } from "../../support/product.ts";
import { signInAs } from "../../support/sign-in.ts";

const text = "甲方许可乙方以日文出版本作品。 Advance 3,000.";
const agreement = {
  name: "licence.txt",
  mediaType: "text/plain",
  content: Buffer.from(text).toString("base64"),
};
type Kept = { digest: string; cid: string; uri: string };
type Readers = { items: { account: string; role: string }[] };

describe("Confidential agreements", function () {
  this.timeout(PATIENCE);
  const [publisher, licensee, bank] = [demo("publisher"), stranger(), stranger()];
  let product: TestProduct;
  let headers: Record<"publisher" | "licensee" | "bank" | "nobody", Record<string, string>>;
  let kept: Kept;

  before(async () => {
    product = await theProduct();
    headers = {
      publisher: await signInAs(product, publisher),
      licensee: await signInAs(product, licensee),
      bank: await signInAs(product, bank),
      nobody: await signInAs(product, stranger()),
    };
    const answer = await product.api.post<Kept>(
      "/agreements",
      { ...agreement, parties: [licensee.address] },
      { headers: headers.publisher },
    );
    expect(answer.status, answer.text).to.equal(201);
    kept = answer.body;
  });

  const read = (as: Record<string, string> | undefined) =>
    product.api.get<typeof agreement>(`/agreements/${kept.digest}`, as ? { headers: as } : {});

  it("are read by their parties, byte for byte", async () => {
    for (const as of [headers.publisher, headers.licensee]) {
      expect((await read(as)).body).to.deep.equal({ digest: kept.digest, ...agreement });
    }
  });

  it("are not there for anybody else, signed in or not", async () => {
    expectProblem(await read(headers.nobody), 404, "agreement-not-found");
    expectProblem(await read(undefined), 401, "sign-in-needed");
    const readers = await product.api.get(`/agreements/${kept.digest}/readers`, { headers: headers.nobody });
    expectProblem(readers, 404, "agreement-not-found");
  });

  it("name their readers, and where what was sealed lies, to those who may read", async () => {
    const { items } = (
      await product.api.get<Readers>(`/agreements/${kept.digest}/readers`, { headers: headers.licensee })
    ).body;
    expect(items.map(({ account, role }) => [account, role])).to.have.deep.members([
      [publisher.address, "party"],
      [licensee.address, "party"],
    ]);
    expect(kept.uri).to.equal(`ipfs://${kept.cid}`);
  });

  it("are opened to a bank by a party, and closed to it again", async () => {
    expectProblem(await read(headers.bank), 404, "agreement-not-found");
    const path = `/agreements/${kept.digest}/readers/${bank.address}`;
    const own = await product.api.call(path, { method: "PUT", headers: headers.bank });
    expectProblem(own, 404, "agreement-not-found");
    const admitted = await product.api.call<Readers>(path, { method: "PUT", headers: headers.licensee });
    expect(admitted.body.items.map(({ account, role }) => [account, role])).to.deep.include([
      bank.address,
      "reader",
    ]);
    expect((await read(headers.bank)).body.content).to.equal(agreement.content);
    const further = `/agreements/${kept.digest}/readers/${stranger().address}`;
    const byReader = await product.api.call(further, { method: "PUT", headers: headers.bank });
    expectProblem(byReader, 403, "not-a-party");
    const dismissed = await product.api.call(path, { method: "DELETE", headers: headers.publisher });
    expect(dismissed.status).to.equal(200);
    expectProblem(await read(headers.bank), 404, "agreement-not-found");
    const again = await product.api.call(path, { method: "DELETE", headers: headers.publisher });
    expectProblem(again, 404, "not-a-reader");
  });

  it("keep their parties", async () => {
    const path = `/agreements/${kept.digest}/readers/${licensee.address}`;
    const answer = await product.api.call(path, { method: "DELETE", headers: headers.publisher });
    expectProblem(answer, 404, "not-a-reader");
    expect((await read(headers.licensee)).status).to.equal(200);
  });

  it("are refused when they are too large, empty, or no base64", async () => {
    const send = (content: string) =>
      product.api.post("/agreements", { ...agreement, content, parties: [] }, { headers: headers.publisher });
    const largest = Math.floor((1024 * 1024 * 3) / 4) - 300;
    expect(largest).to.be.lessThan(MOST_AGREEMENT_BYTES);
    expect((await send(Buffer.alloc(largest, 7).toString("base64"))).status).to.equal(201);
    expectProblem(
      await send(Buffer.alloc(MOST_AGREEMENT_BYTES + 1).toString("base64")),
      413,
      "body-too-large",
    );
    for (const content of ["", "not base64!", "YQ"]) {
      expectProblem(await send(content), 422, "invalid-input");
    }
  });

  it("are told apart from those whose key is lost", async () => {
    const folder = await mkdtemp(join(tmpdir(), "ledger-agreements-"));
    const start = (digit: string) =>
      startTestProduct({ DATA_DIR: folder, AGREEMENT_KEY: `0x${digit.repeat(64)}` });
    try {
      const first = await start("1");
      let as = await signInAs(first, publisher);
      const { body } = await first.api.post<Kept>(
        "/agreements",
        { ...agreement, parties: [] },
        { headers: as },
      );
      expect((await first.api.get(`/agreements/${body.digest}`, { headers: as })).status).to.equal(200);
      await first.stop();
      const second = await start("2");
      as = await signInAs(second, publisher);
      const answer = await second.api.get(`/agreements/${body.digest}`, { headers: as });
      expectProblem(answer, 503, "agreement-key-lost");
      await second.stop();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
