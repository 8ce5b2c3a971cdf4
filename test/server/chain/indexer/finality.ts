import { expect } from "chai";
import { after, afterEach, before, describe, it } from "mocha";
import { openChain } from "../../../../server/chain/connection.ts";
import type { Database } from "../../../../server/database/connection.ts";
import { type AsOf, createReader, type Reader } from "../../../../server/reader.ts";
import type { NewPlace } from "../../database/support.ts";
import { type IndexBench, openIndexBench } from "./bench.ts";

const FINALITY = 32;

/** What an answer says of the block that it stands for. */
export function finalityBehaviour(newPlace: NewPlace): void {
  describe("telling what is final", () => {
    let bench: IndexBench;

    before(async () => {
      bench = await openIndexBench(newPlace);
    });
    afterEach(() => bench.endScenario());
    after(() => bench?.close());

    const readerOf = (database: Database): Reader => createReader(database, bench.anvil.chain, bench.ledger);
    const asOf = (reader: Reader): Promise<AsOf> => reader.read(async (_db, at) => at);

    it("says of each block whether it can still change, and names the block of the answer", async () => {
      const timeline = await bench.begin(1);
      await timeline.grow(3, 2);
      await timeline.rest(FINALITY + 4);
      const height = await bench.anvil.height();
      const index = await bench.index();
      await index.catchUp();
      const reader = readerOf(index.database);
      const { hash } = await bench.anvil.rpc<{ hash: string }>("eth_getBlockByNumber", "latest", false);
      expect(await asOf(reader)).to.deep.equal({ block: height, blockHash: hash, finality: "pending" });
      expect(reader.finalityOf(height - FINALITY)).to.equal("final");
      expect(reader.finalityOf(height - FINALITY + 1)).to.equal("pending");
      expect(reader.finalityOf(0)).to.equal("final");
    });

    it("calls nothing final before the index has come to something that is", async () => {
      const timeline = await bench.begin(2);
      await timeline.grow(2, 1);
      const index = await bench.index();
      await index.catchUp();
      const reader = readerOf(index.database);
      expect(await asOf(reader)).to.include({ finality: "pending" });
      expect(reader.finalityOf(bench.ledger.deployment.block)).to.equal("pending");
    });

    it("says so when blocks become final, though no new one comes to the index", async () => {
      const timeline = await bench.begin(3);
      await timeline.grow(2, 1);
      const height = await bench.anvil.height();
      const chain = await openChain({ rpcUrl: bench.anvil.url, directory: "", confirmations: 0 });
      let isFinal = false;
      const slowly = { ...chain, heads: async () => ({ latest: height, final: isFinal ? height : 0 }) };
      const index = await bench.index({ chain: slowly });
      await index.catchUp();
      const reader = readerOf(index.database);
      expect(await asOf(reader)).to.include({ block: height, finality: "pending" });
      isFinal = true;
      expect(await index.indexer.step()).to.equal(true);
      expect(await index.indexer.step()).to.equal(false);
      expect(await asOf(reader)).to.include({ block: height, finality: "final" });
      await chain.close();
    });

    it("says the same in every gateway on the database", async () => {
      const timeline = await bench.begin(4);
      await timeline.grow(2, 1);
      const index = await bench.index();
      await index.catchUp();
      const readers = [readerOf(index.database), readerOf(index.database)];
      const height = await bench.anvil.height();
      const said = async () => {
        const answers = await Promise.all(readers.map(asOf));
        return [...answers, ...readers.map((reader) => reader.finalityOf(height))];
      };
      const [first, second, ...pending] = await said();
      expect(first).to.deep.equal(second);
      expect(pending).to.deep.equal(["pending", "pending"]);
      await timeline.rest(FINALITY);
      await index.catchUp();
      expect((await said()).slice(2)).to.deep.equal(["final", "final"]);
    });

    it("never calls a block final that the chain has given up", async () => {
      const timeline = await bench.begin(5);
      await timeline.grow(4, 1);
      const index = await bench.index();
      await index.catchUp();
      const reader = readerOf(index.database);
      const before = await asOf(reader);
      // The chain goes on on another branch, far past finality, while nobody indexes.
      await timeline.shorten(2);
      await timeline.rest(2 * FINALITY);
      expect(await asOf(reader)).to.deep.equal(before);
      expect(before.finality).to.equal("pending");
      await index.catchUp();
      expect((await asOf(reader)).blockHash).to.not.equal(before.blockHash);
      expect(reader.finalityOf(before.block)).to.equal("final");
    });

    it("has no answer before the first block is indexed", async () => {
      await bench.begin(6);
      const index = await bench.index();
      const refusal = await asOf(readerOf(index.database)).catch((error: { code: string }) => error.code);
      expect(refusal).to.equal("index-empty");
    });
  });
}
