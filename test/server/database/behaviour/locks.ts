import { expect } from "chai";
import { describe, it } from "mocha";
import { type NewPlace, withDatabase } from "../support.ts";

/** Locks by name, which one holder has at a time. */
export function lockBehaviour(newPlace: NewPlace): void {
  describe("locks", () => {
    it("are held by one at a time and free once released", () =>
      withDatabase(newPlace, async ({ locks }) => {
        const held = await locks.tryAcquire("indexer");
        expect(held?.lost.aborted).to.equal(false);
        expect(await locks.tryAcquire("indexer")).to.equal(undefined);
        const other = await locks.tryAcquire("relayer");
        expect(other).to.not.equal(undefined);
        await held?.release();
        await held?.release();
        expect(await locks.tryAcquire("indexer")).to.not.equal(undefined);
        expect(await locks.tryAcquire("relayer")).to.equal(undefined);
      }));
  });
}
