import { expect } from "chai";
import { describe, it } from "mocha";
import { percentile, randomFrom } from "../../../scripts/bench/support/measure.ts";

describe("a percentile", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

  it("is the value that this share of the values does not exceed", () => {
    expect(percentile(hundred, 0.5)).to.equal(50);
    expect(percentile(hundred, 0.99)).to.equal(99);
    expect(percentile(hundred, 1)).to.equal(100);
    expect(percentile(hundred, 0)).to.equal(1);
  });

  it("orders numbers as numbers, and leaves the list as it is", () => {
    const values = [10, 9, 2];
    expect(percentile(values, 0.34)).to.equal(9);
    expect(values).to.deep.equal([10, 9, 2]);
  });

  it("is refused for no values", () => {
    expect(() => percentile([], 0.5)).to.throw(RangeError, "there is no percentile of no values");
  });
});

describe("random numbers of a benchmark", () => {
  it("are repeated by their seed, and by no other", () => {
    const first = (seed: number) => {
      const random = randomFrom(seed);
      return [random(), random(), random()];
    };
    expect(first(7)).to.deep.equal(first(7));
    expect(first(7)).to.not.deep.equal(first(8));
    for (const value of first(7)) expect(value).to.be.within(0, 1);
  });
});
