import { expect } from "chai";
import { after, afterEach, before, describe, it } from "mocha";
import { type NewPlace, randomFrom } from "../../database/support.ts";
import { type IndexBench, openIndexBench } from "./bench.ts";

const DEEPEST = 32;
/** REORGANISATIONS sets how many there are, SEED repeats them. */
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);

/** One index follows a chain that is reorganised time and again, and each time is what a rebuilt one is. */
export function randomReorganisations(newPlace: NewPlace, usual: number): void {
  const times = Number(process.env.REORGANISATIONS ?? usual);

  describe(`when the chain is reorganised ${times} times at random (SEED=${SEED})`, function () {
    this.timeout(60_000 + times * 20_000);
    let bench: IndexBench;
    before(async () => {
      bench = await openIndexBench(newPlace);
    });
    afterEach(() => bench.endScenario());
    after(() => bench?.close());

    it(`to depths of 1 to ${DEEPEST}, has the rows of a fresh index each time`, async () => {
      const random = randomFrom(SEED);
      const upTo = (most: number): number => Math.floor(random() * (most + 1));
      const timeline = await bench.begin(SEED);
      const index = await bench.index();
      await timeline.grow(DEEPEST, 1);
      for (let time = 1; time <= times; time += 1) {
        await timeline.grow(upTo(4));
        // It may have come anywhere before, and may see the chain while the other branch is still shorter.
        for (let steps = upTo(3); steps > 0; steps -= 1) await index.indexer.step();
        const depth = 1 + upTo(DEEPEST - 1);
        if (random() < 0.5) await timeline.blank(depth);
        else {
          await timeline.shorten(depth);
          if (random() < 0.5) await index.catchUp();
          await timeline.grow(depth);
        }
        await index.catchUp();
        expect(await index.dump(), `${time}: to a depth of ${depth}`).to.deep.equal(await bench.fresh());
      }
    });
  });
}
