import { expect } from "chai";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import { type Chain, openChain } from "../../../../server/chain/connection.ts";
import { readCursor } from "../../../../server/database/cursor.ts";
import { failureOf, type NewPlace } from "../../database/support.ts";
import { type RpcProxy, type RpcRequest, startProxy } from "../support/proxy.ts";
import { type Index, type IndexBench, openIndexBench } from "./bench.ts";

/** A node that is behind, limits what it gives, changes its mind or does not answer: the index waits and loses nothing. */
export function unreliableNodeBehaviour(newPlace: NewPlace): void {
  describe("with a node that", () => {
    let bench: IndexBench;
    let proxy: RpcProxy;
    let chain: Chain;

    before(async () => {
      bench = await openIndexBench(newPlace);
    });
    beforeEach(async () => {
      proxy = await startProxy(bench.anvil.url);
      chain = await openChain({ rpcUrl: proxy.url, directory: "", confirmations: 0 });
    });
    afterEach(async () => {
      await bench.endScenario();
      await chain.close();
      await proxy.stop();
    });
    after(() => bench?.close());

    async function blockOf(index: Index): Promise<number | undefined> {
      return (await readCursor(index.database.db))?.block;
    }

    it("is behind the index, waits for it to catch up", async () => {
      const timeline = await bench.begin(1);
      await timeline.grow(6, 2);
      const index = await bench.index({ chain });
      await index.catchUp();
      const height = await bench.anvil.height();
      const behind = height - 3;
      proxy.intercept = nodeAt(behind);
      await timeline.grow(2, 2);
      await index.catchUp();
      expect(await blockOf(index)).to.equal(height);
      proxy.intercept = null;
      await index.catchUp();
      expect(await blockOf(index)).to.equal(height + 2);
      expect(await index.dump()).to.deep.equal(await bench.fresh());
    });

    it("has less than what was final, waits as well, and says so once", async () => {
      const timeline = await bench.begin(7);
      await timeline.grow(2, 1);
      await timeline.rest(40);
      const warnings: string[] = [];
      const logger = { warn: (_details: object, message: string) => void warnings.push(message) };
      const index = await bench.index({ chain, logger });
      await index.catchUp();
      const before = await index.dump();
      proxy.intercept = nodeAt(3);
      for (let round = 0; round < 3; round += 1) await index.catchUp();
      expect(await index.dump()).to.deep.equal(before);
      expect(warnings).to.deep.equal([
        "the node has less than what was final: it is far behind, or on another chain",
      ]);
    });

    it("is several, one behind the other, takes nothing back for a block that one of them lacks", async () => {
      const timeline = await bench.begin(2);
      await timeline.grow(6, 2);
      const warnings: string[] = [];
      const logger = { warn: (_details: object, message: string) => void warnings.push(message) };
      const index = await bench.index({ chain, logger });
      await index.catchUp();
      const height = await bench.anvil.height();
      // The height comes from the first of them, blocks from the second.
      proxy.intercept = async ({ method, params }) =>
        method === "eth_getBlockByNumber" && Number(params[0]) > height - 3 ? { result: null } : undefined;
      await timeline.grow(1, 2);
      await index.catchUp();
      expect(await blockOf(index)).to.equal(height);
      expect(warnings).to.deep.equal([]);
      proxy.intercept = null;
      await index.catchUp();
      expect(await index.dump()).to.deep.equal(await bench.fresh());
    });

    it("refuses more than 3 blocks at once, indexes all of them all the same", async () => {
      const timeline = await bench.begin(3);
      await timeline.grow(10, 2);
      await timeline.rest(40);
      const refusal = { error: { code: -32005, message: "query returned more than 3 blocks" } };
      proxy.intercept = async (request) => (widthOf(request) > 3 ? refusal : undefined);
      const index = await bench.index({ chain });
      await index.catchUp();
      proxy.intercept = null;
      expect(await index.dump()).to.deep.equal(await bench.fresh());
      expect(proxy.asked.filter((request) => widthOf(request) > 3)).to.not.be.empty;
    });

    it("has lost a block between its header and its logs, starts again from the branch that there is", async () => {
      const timeline = await bench.begin(4);
      await timeline.grow(4, 2);
      const index = await bench.index({ chain });
      await index.catchUp();
      await timeline.grow(2, 2);
      proxy.intercept = async ({ method }) => {
        if (method !== "eth_getLogs") return undefined;
        proxy.intercept = null;
        await timeline.shorten(2);
        await timeline.grow(3, 2);
        return undefined;
      };
      expect(await index.indexer.step()).to.equal(false);
      await index.catchUp();
      expect(await index.dump()).to.deep.equal(await bench.fresh());
    });

    it("does not give the logs of a block that it has, fails rather than go on without them", async () => {
      const timeline = await bench.begin(5);
      await timeline.grow(3, 2);
      const index = await bench.index({ chain });
      proxy.intercept = async ({ method }) =>
        method === "eth_getLogs" ? { error: { code: -32000, message: "the index is broken" } } : undefined;
      expect((await failureOf(index.indexer.step())).message).to.contain("the index is broken");
      expect(await blockOf(index)).to.equal(undefined);
      proxy.intercept = null;
      await index.catchUp();
      expect(await index.dump()).to.deep.equal(await bench.fresh());
    });

    it("is down, fails without narrowing what it asks for, and goes on when it is up", async () => {
      const timeline = await bench.begin(6);
      await timeline.grow(4, 2);
      await timeline.rest(40);
      const index = await bench.index({ chain });
      proxy.intercept = async ({ method }) => {
        if (method === "eth_getLogs") throw new Error("down");
        return undefined;
      };
      await failureOf(index.indexer.step());
      expect(proxy.asked.filter(({ method }) => method === "eth_getLogs")).to.have.length(1);
      proxy.intercept = null;
      await index.catchUp();
      expect(await index.dump()).to.deep.equal(await bench.fresh());
    });
  });
}

/** A node that has no block after this one. */
function nodeAt(height: number): RpcProxy["intercept"] {
  return async ({ method, params }) => {
    if (method === "eth_blockNumber") return { result: `0x${height.toString(16)}` };
    const [block] = params;
    return method === "eth_getBlockByNumber" && Number(block) > height ? { result: null } : undefined;
  };
}

function widthOf({ method, params }: RpcRequest): number {
  const [filter] = params as [{ fromBlock?: string; toBlock?: string } | undefined];
  if (method !== "eth_getLogs" || filter?.fromBlock === undefined) return 0;
  return Number(filter.toBlock) - Number(filter.fromBlock) + 1;
}
