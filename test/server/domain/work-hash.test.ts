import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import { describe, it } from "mocha";
import { typesOf, type WorkEntry, workHash } from "../../../server/domain/documents.ts";

const digest = (digit: string) => `0x${digit.repeat(64)}`;
const work: WorkEntry = {
  title: "登幽州臺歌",
  fingerprint: digest("a"),
  metadata: digest("B"),
  legalClass: "written",
  tradeClass: "P03",
  protectedUntil: "2050-12-31",
};

describe("the hash of a work", () => {
  for (const title of ["登幽州臺歌", "", "é𝄞 𠀀", "long ".repeat(200)]) {
    it(`is what the wallet computes, for the title "${title.slice(0, 12)}"`, () => {
      const entry = { ...work, title };
      expect(workHash(entry)).to.equal(TypedDataEncoder.from(typesOf("Work")).hashStruct("Work", entry));
    });
  }

  it("changes with each of its fields", () => {
    const others: WorkEntry = {
      title: "春望",
      fingerprint: digest("c"),
      metadata: digest("d"),
      legalClass: "oral",
      tradeClass: "X99",
      protectedUntil: "unknown",
    };
    const hashes = (Object.keys(work) as (keyof WorkEntry)[]).map((field) =>
      workHash({ ...work, [field]: others[field] }),
    );
    expect(new Set([workHash(work), ...hashes]).size).to.equal(7);
  });
});
