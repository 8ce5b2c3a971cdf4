import { expect } from "chai";
import { after, afterEach, before, describe, it } from "mocha";
import { readCursor } from "../../../../server/database/cursor.ts";
import type { NewPlace } from "../../database/support.ts";
import { type IndexBench, openIndexBench } from "./bench.ts";

/** Where something can go wrong first. */
const DEPTHS = [1, 2, 3, 8, 32];

/** After each reorganisation the index is what it would be if the blocks that are gone had never been. */
export function reorganisationBehaviour(newPlace: NewPlace): void {
  describe("when the chain is reorganised", () => {
    let bench: IndexBench;

    before(async () => {
      bench = await openIndexBench(newPlace);
    });
    afterEach(() => bench.endScenario());
    after(() => bench?.close());

    for (const depth of DEPTHS) {
      it(`to a depth of ${depth}, has the rows of a fresh index`, async () => {
        const timeline = await bench.begin(depth);
        await timeline.grow(4, 3);
        const warnings: string[] = [];
        const logger = { warn: (_details: object, message: string) => void warnings.push(message) };
        const index = await bench.index({ logger });
        await index.catchUp();
        await timeline.grow(depth);
        await index.catchUp();
        expect(await index.dump()).to.deep.equal(await bench.fresh());
        await timeline.shorten(depth);
        // Some gateways look while the other branch is still shorter, some only when it is longer.
        if (depth % 2 === 0) await index.catchUp();
        await timeline.grow(depth + (depth % 3));
        await index.catchUp();
        expect(warnings).to.deep.equal(["the chain was reorganised"]);
        expect(await index.dump()).to.deep.equal(await bench.fresh());
        const found = await index.database.read((db) =>
          index.database.search.find(db, { query: "詩", limit: 1_000 }),
        );
        expect(found.works.length).to.equal(timeline.world.works.length);
      });
    }

    it("again and again, one branch after the other, has the rows of a fresh index", async () => {
      const timeline = await bench.begin(100);
      const index = await bench.index();
      await timeline.grow(3, 2);
      for (const depth of [2, 5, 1, 3, 4]) {
        await timeline.grow(depth, 2);
        await index.catchUp();
        if (depth % 2 === 0) await timeline.blank(depth);
        else await timeline.shorten(depth);
      }
      await timeline.grow(6, 1);
      await index.catchUp();
      expect(await index.dump()).to.deep.equal(await bench.fresh());
    });

    it("below what was final, is rebuilt from nothing, and says so", async () => {
      const timeline = await bench.begin(101);
      await timeline.grow(4, 3);
      await timeline.rest(40);
      const warnings: string[] = [];
      const logger = { warn: (_details: object, message: string) => void warnings.push(message) };
      const index = await bench.index({ logger });
      await index.catchUp();
      const before = await readCursor(index.database.db);
      await timeline.shorten(42);
      await timeline.grow(2, 2);
      await timeline.rest(42);
      await index.catchUp();
      expect(warnings).to.deep.equal([
        "the chain was reorganised below what was final: rebuilding the index",
      ]);
      expect(await index.dump()).to.deep.equal(await bench.fresh());
      expect((await readCursor(index.database.db))?.block).to.equal((before?.block ?? 0) + 2);
    });

    it("says which blocks it took back", async () => {
      const timeline = await bench.begin(102);
      await timeline.grow(3, 1);
      const warnings: object[] = [];
      const index = await bench.index({ logger: { warn: (details) => void warnings.push(details) } });
      await index.catchUp();
      const height = await bench.anvil.height();
      await timeline.blank(2);
      await index.catchUp();
      expect(warnings).to.deep.equal([{ from: height, to: height - 2 }]);
    });
  });
}
