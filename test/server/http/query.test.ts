import { expect } from "chai";
import { describe, it } from "mocha";
import { Problem } from "../../../server/http/problem.ts";
import { queryOf } from "../../../server/http/query.ts";

describe("Reading the query of an address", () => {
  const good: [url: string, values: Record<string, string>][] = [
    ["/works", {}],
    ["/works?", {}],
    ["/works?&&", {}],
    ["/works?a=1&b=2", { a: "1", b: "2" }],
    ["/works?a", { a: "" }],
    ["/works?a=1=2", { a: "1=2" }],
    ["/works?a=b+c%2Bd", { a: "b c+d" }],
    ["/works?query=%E6%98%A5", { query: "春" }],
    ["/works?query=%EF%BF%BD", { query: "\u{fffd}" }],
    ["/works?a=?&b=/", { a: "?", b: "/" }],
  ];
  for (const [url, values] of good) {
    it(`takes ${url}`, () => {
      expect(queryOf(url)).to.deep.equal(values);
    });
  }

  it("makes a field like any other of __proto__", () => {
    const values = queryOf("/works?__proto__=1");
    expect(Object.keys(values)).to.deep.equal(["__proto__"]);
    expect(Object.getPrototypeOf(values)).to.equal(Object.prototype);
  });

  const bad: [url: string, code: string][] = [
    ["/works?a=%", "malformed-url"],
    ["/works?a=%g0", "malformed-url"],
    ["/works?%=1", "malformed-url"],
    ["/works?a=%ff", "invalid-utf8"],
    ["/works?a=1&a=1", "malformed-query"],
    ["/works?a=1&%61=2", "malformed-query"],
  ];
  for (const [url, code] of bad) {
    it(`refuses ${url} as ${code}`, () => {
      expect(() => queryOf(url))
        .to.throw(Problem)
        .with.property("code", code);
    });
  }
});
