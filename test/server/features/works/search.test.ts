import { expect } from "chai";
import { before, describe, it } from "mocha";
import type { WorkDraft } from "../../../../server/domain/work-input.ts";
import { perform } from "../../support/documents.ts";
import { stranger } from "../../support/people.ts";
import { expectProblem } from "../../support/problems.ts";
import { PATIENCE, type TestProduct, theProduct } from "../../support/product.ts";
import { aWork } from "../../support/works.ts";
import type { WorkList, WorkPage } from "./pages.ts";

/** Whoever holds these works holds no others, so that a search among them finds them alone. */
const holder = stranger();
const isbn = "9787020002207";

const works: WorkDraft[] = [
  aWork({ title: "春曉", originalTitle: "Spring Dawn", creators: [{ name: "孟浩然" }] }),
  aWork({ title: "春望", creators: [{ name: "杜甫" }], language: "zh-Hans" }),
  aWork({ title: "靜夜思", creators: [{ name: "李白" }], legalClass: "musical", tradeClass: "D03" }),
  aWork({
    title: "The Analects",
    creators: [],
    language: "en",
    identifiers: [{ scheme: "isbn", value: isbn }],
  }),
  aWork({ title: "远行", creators: [], language: "zh-Hans" }),
  aWork({ title: "100% of “AT&T”", creators: [], language: null }),
];

describe("Searching works", function () {
  this.timeout(PATIENCE);
  let product: TestProduct;

  before(async () => {
    product = await theProduct();
    for (const work of works) {
      await perform(product, { type: "Registration", content: { registrant: holder.address, work } }, holder);
    }
  });

  async function titles(query: Record<string, string>): Promise<string[]> {
    const parameters = new URLSearchParams({ holder: holder.address, ...query });
    const { status, text, body } = await product.api.get<WorkList>(`/works?${parameters}`);
    expect(status, text).to.equal(200);
    expect(body.asOf.finality).to.equal("final");
    expect(body.next).to.equal(null);
    return body.items.map(({ title }) => title);
  }

  const searches: [what: string, query: Record<string, string>, found: string[]][] = [
    ["everything, newest first", {}, works.map(({ title }) => title).toReversed()],
    ["a single Chinese character", { query: "春" }, ["春望", "春曉"]],
    ["several characters in their order", { query: "春曉" }, ["春曉"]],
    ["traditional characters by simplified ones", { query: "静夜" }, ["靜夜思"]],
    ["simplified characters by traditional ones", { query: "遠行" }, ["远行"]],
    ["a creator", { query: "杜甫" }, ["春望"]],
    ["an original title, in any case", { query: "spring DAWN" }, ["春曉"]],
    ["an identifier", { query: isbn }, ["The Analects"]],
    ["parts that stand in different fields", { query: "春 孟" }, ["春曉"]],
    ["signs that mean something to a database", { query: "100% “AT&T”" }, ["100% of “AT&T”"]],
    ["nothing for what no work holds", { query: "冬" }, []],
    ["a legal class", { legalClass: "musical" }, ["靜夜思"]],
    ["a trade class", { tradeClass: "D03" }, ["靜夜思"]],
    ["a language, however it is written", { language: "ZH-hans" }, ["远行", "春望"]],
    ["a query and filters together", { query: "春", language: "zh-Hant", legalClass: "written" }, ["春曉"]],
    ["registered works", { status: "registered", query: "春" }, ["春望", "春曉"]],
    ["no revoked works", { status: "revoked" }, []],
  ];
  for (const [what, query, found] of searches) {
    it(`finds ${what}`, async () => {
      expect(await titles(query)).to.deep.equal(found);
    });
  }

  it("finds the works of a holder and of nobody else", async () => {
    const { body } = await product.api.get<WorkList>(`/works?holder=${stranger().address}`);
    expect(body.items).to.deep.equal([]);
  });

  it("lists everything page by page, each work once", async () => {
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const parameters = new URLSearchParams({ holder: holder.address, limit: "2" });
      if (cursor !== "") parameters.set("cursor", cursor);
      const { body }: { body: WorkList } = await product.api.get<WorkList>(`/works?${parameters}`);
      expect(body.items).to.have.length.within(1, 2);
      seen.push(...body.items.map(({ title }) => title));
      cursor = body.next;
    }
    expect(seen).to.deep.equal(works.map(({ title }) => title).toReversed());
  });

  it("goes on where it was when works are registered in between", async () => {
    const owner = stranger();
    const register = (title: string) =>
      perform(
        product,
        { type: "Registration", content: { registrant: owner.address, work: aWork({ title }) } },
        owner,
      );
    await register("甲");
    await register("乙");
    const first = await product.api.get<WorkList>(`/works?holder=${owner.address}&limit=1`);
    await register("丙");
    const rest = await product.api.get<WorkList>(
      `/works?holder=${owner.address}&limit=1&cursor=${first.body.next}`,
    );
    expect([...first.body.items, ...rest.body.items].map(({ title }) => title)).to.deep.equal(["乙", "甲"]);
    expect(rest.body.next).to.equal(null);
  });

  it("refuses a query of more than 16 parts", async () => {
    const query = Array.from({ length: 17 }, (_, i) => String(i)).join("%20");
    expectProblem(await product.api.get(`/works?query=${query}`), 422, "invalid-input");
  });

  it("lists what happened to a work page by page, newest first", async () => {
    const [work] = works;
    const { body } = await product.api.get<{ items: WorkPage["history"]; next: string | null }>(
      `/works/${work?.fingerprint}/history?limit=1`,
    );
    expect(body.items.map(({ kind }) => kind)).to.deep.equal(["registered"]);
    expect(body.next).to.equal(null);
  });
});
