import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { apiAt } from "../server/support/api.ts";
import { perform } from "../server/support/documents.ts";
import { stranger } from "../server/support/people.ts";
import { expectProblem } from "../server/support/problems.ts";
import type { TestProduct } from "../server/support/product.ts";
import { aWork } from "../server/support/works.ts";
import { externalStack, type Stack, type Victim } from "./parts.ts";

interface Readiness {
  readonly status: string;
  readonly parts: Record<string, { ok: boolean; detail: string | null }>;
}

/** What the gateway says of a part that is away, and what it answers to who wants to prepare a registration. */
const outages: readonly [victim: Exclude<Victim, "gateway">, part: string, detail: RegExp, code: string][] = [
  [
    "SQL server",
    "database",
    /^The database does not answer \(.+\): start the PostgreSQL that DATABASE_URL names; .+\.$/,
    "part-unavailable",
  ],
  [
    "node",
    "chain",
    /^The chain's node does not answer \(.+\): see to the node that RPC_URL names; .+\.$/,
    "part-unavailable",
  ],
  [
    "IPFS",
    "content",
    /^No Kubo node answers at .+: start it .+ or set IPFS_API_URL .+\.$/,
    "content-unavailable",
  ],
];

describe("a gateway that a part is taken from", function () {
  this.timeout(180_000);
  let stack: Stack;
  let product: TestProduct;

  before(async () => {
    stack = await externalStack();
    const { url } = stack;
    product = { url, api: apiAt(`${url}/api/v1`), root: apiAt(url) } as TestProduct;
  });
  after(() => stack?.remove());

  async function ready(): Promise<Readiness> {
    return (await product.root.get<Readiness>("/readyz")).body;
  }

  async function register(): Promise<void> {
    const signer = stranger();
    const content = { registrant: signer.address, work: aWork() };
    await perform(product, { type: "Registration", content }, signer);
  }

  for (const [victim, name, detail, code] of outages) {
    it(`the ${victim}: says so in one sentence, and goes on by itself when it is back`, async () => {
      await register();
      const part = stack.parts.get(victim) ?? expect.fail(`there is no ${victim}`);
      await part.kill();
      expect((await product.root.get("/healthz")).status).to.equal(200);
      const { status, parts } = await ready();
      expect(status).to.equal("not-ready");
      expect(parts[name]?.ok).to.equal(false);
      expect(parts[name]?.detail).to.match(detail);
      const content = { registrant: stranger().address, work: aWork() };
      for (let attempt = 0; attempt < 3; attempt += 1) {
        const answer = await product.api.post("/documents", { type: "Registration", content });
        expect(expectProblem(answer, 503, code).detail).to.match(/: try again in a moment\.$/);
      }
      await part.start();
      while ((await ready()).status !== "ready") await pause(100);
      await register();
    });
  }
});
