import { expect } from "chai";
import { describe, it } from "mocha";
import { queriesFor } from "../../../scripts/bench/search/queries.ts";
import { expandPoems, fingerprintOf, readPoems } from "../../../scripts/bench/support/poems.ts";

describe("the works of the benchmarks", () => {
  const poems = readPoems("test/fixtures/works/poetry-20k-titles.ndjson.gz");

  it("begin with 20,000 poems, each with a fingerprint of its own", () => {
    expect(poems).to.have.length(20_000);
    expect(poems[0]).to.deep.include({ title: "又泛西溪詩十首  其三", language: "zh", genre: "诗" });
    expect(new Set(poems.map(({ text }) => fingerprintOf(text))).size).to.equal(20_000);
  });

  it("are more by a rule: half a title, half of another, in every run the same", () => {
    const works = [...expandPoems(poems, 60_000)];
    expect(works.slice(0, 20_000)).to.deep.equal(poems);
    expect([...expandPoems(poems, 60_000)]).to.deep.equal(works);
    const [first] = poems;
    const [, second] = [works[0], works[20_000]];
    expect(second?.title).to.match(/^又泛西溪詩十/);
    expect(second?.title).to.not.equal(first?.title);
    expect(new Set(works.map(({ text }) => fingerprintOf(text))).size).to.equal(60_000);
    expect(new Set(works.map(({ title }) => title)).size).to.be.greaterThan(55_000);
  });

  it("cannot be made of nothing", () => {
    expect(() => [...expandPoems([], 1)]).to.throw(RangeError, "there are no poems to make works of");
  });
});

describe("the queries of the search benchmark", function () {
  this.timeout(60_000);

  it("have the length that is asked for, hold no white space, and are the same in every run", () => {
    for (const length of [1, 2, 6]) {
      const queries = queriesFor(length, 50, 1);
      expect(queries).to.have.length(50);
      for (const query of queries) {
        expect([...query]).to.have.length(length);
        expect(query).to.not.match(/\s/u);
      }
      expect(queriesFor(length, 50, 1)).to.deep.equal(queries);
    }
  });
});
