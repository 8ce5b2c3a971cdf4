import { expect } from "chai";
import { describe, it } from "mocha";
import { eachOf } from "../../../server/content/each-of.ts";
import { failureOf } from "./failure.ts";

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("eachOf", () => {
  it("works on every item once and on no more than the limit at a time", async () => {
    const done: number[] = [];
    let busy = 0;
    let most = 0;
    await eachOf(Array(50).keys(), 4, async (item) => {
      most = Math.max(most, ++busy);
      await pause();
      busy--;
      done.push(item);
    });
    expect(done.toSorted((a, b) => a - b)).to.deep.equal([...Array(50).keys()]);
    expect(most).to.equal(4);
  });

  it("throws the first failure and starts nothing after it", async () => {
    const started: number[] = [];
    const work = eachOf(Array(50).keys(), 2, async (item) => {
      started.push(item);
      await pause();
      if (item === 3) throw new Error("item 3 failed");
    });
    expect((await failureOf(work)).message).to.equal("item 3 failed");
    await pause();
    expect(started.length).to.be.lessThan(7);
  });
});
