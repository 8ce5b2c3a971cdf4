import { expect } from "chai";
import { describe, it } from "mocha";
import { type Check, checksReducer, excerptOf } from "../../../../web/pages/verify/checks.ts";

const check = (id: number): Check => ({
  id,
  subject: { kind: "file", name: `${id}.txt`, size: 10 },
  progress: { phase: "hashing", hashed: 0 },
});

describe("checksReducer", () => {
  it("puts the newest check first", () => {
    const checks = checksReducer([check(1)], { type: "started", check: check(2) });
    expect(checks.map(({ id }) => id)).to.deep.equal([2, 1]);
  });

  it("moves one check and leaves the others", () => {
    const before = [check(2), check(1)];
    const after = checksReducer(before, { type: "moved", id: 1, progress: { phase: "unreadable" } });
    expect(after.map(({ progress }) => progress.phase)).to.deep.equal(["hashing", "unreadable"]);
    expect(after[0]).to.equal(before[0]);
  });

  it("does not bring back a check that was cleared", () => {
    const cleared = checksReducer([check(1)], { type: "cleared" });
    expect(cleared).to.deep.equal([]);
    expect(checksReducer(cleared, { type: "moved", id: 1, progress: { phase: "unreadable" } })).to.deep.equal(
      [],
    );
  });
});

describe("excerptOf", () => {
  it("gives the beginning of a text on one line", () => {
    expect(excerptOf("前不見古人，\n後不見來者。\n念天地之悠悠")).to.equal("前不見古人， 後不見來者…");
    expect(excerptOf("  short\n")).to.equal("short");
  });

  it("does not cut a character in half", () => {
    expect(excerptOf("𠮷".repeat(13))).to.equal(`${"𠮷".repeat(12)}…`);
  });
});
