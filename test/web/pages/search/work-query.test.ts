import { expect } from "chai";
import { describe, it } from "mocha";
import {
  countFilters,
  isAccount,
  readWorkQuery,
  type WorkQuery,
  wordsOnlyAddress,
  worksUrl,
  writeWorkQuery,
} from "../../../../web/pages/search/work-query.ts";

const nothing: WorkQuery = {
  query: "",
  legalClass: "",
  tradeClass: "",
  language: "",
  status: "",
  holder: "",
};
const holder = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

describe("a search in the address of the page", () => {
  it("comes back as it was written", () => {
    const query = { ...nothing, query: "春 夜", legalClass: "written", language: "zh-Hant", holder };
    expect(readWorkQuery(writeWorkQuery(query))).to.deep.equal(query);
  });

  it("has no parameters for what does not restrict, and none that is not its own", () => {
    expect(String(writeWorkQuery({ ...nothing, query: "  " }))).to.equal("");
    expect(readWorkQuery(new URLSearchParams("query=+春+&utm_source=x"))).to.deep.equal({
      ...nothing,
      query: "春",
    });
  });

  it("asks the API with the same names", () => {
    expect(worksUrl({ ...nothing, query: "春", status: "revoked" })).to.equal(
      "/api/v1/works?query=%E6%98%A5&status=revoked&limit=20",
    );
  });

  it("keeps its words when the filters are cleared", () => {
    expect(wordsOnlyAddress({ ...nothing, query: "春&秋", legalClass: "oral" })).to.equal(
      "/?query=%E6%98%A5%26%E7%A7%8B",
    );
    expect(wordsOnlyAddress({ ...nothing, holder })).to.equal("/");
  });

  it("counts its filters, words apart", () => {
    expect(countFilters({ ...nothing, query: "春" })).to.equal(0);
    expect(countFilters({ ...nothing, tradeClass: "D01", holder })).to.equal(2);
  });
});

describe("isAccount", () => {
  it("accepts 20 bytes of hex with 0x, and nothing else", () => {
    expect(isAccount(holder)).to.equal(true);
    expect(isAccount(` ${holder.toLowerCase()} `)).to.equal(true);
    for (const text of ["", holder.slice(2), holder.slice(0, -1), `${holder}0`, "vitalik.eth"]) {
      expect(isAccount(text), text).to.equal(false);
    }
  });
});
