import { expect } from "chai";
import { describe, it } from "mocha";
import { canonicalBytes, canonicalJson } from "../../../server/domain/canonical.ts";
import { expectRefusal } from "./refusal.ts";

describe("canonical JSON", () => {
  it("does not depend on the order of keys", () => {
    expect(canonicalJson({ b: [1, "é"], a: null })).to.equal('{"a":null,"b":[1,"é"]}');
    expect(canonicalBytes({ a: "é" })).to.deep.equal(new TextEncoder().encode('{"a":"é"}'));
  });

  it("refuses what JSON cannot carry", () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    for (const value of [
      undefined,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      "\ud800",
      { a: "\ud800" },
      cycle,
      1n,
    ]) {
      expectRefusal(() => canonicalJson(value), "not-json", "cannot be written as JSON");
    }
  });
});
