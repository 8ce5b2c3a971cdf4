import { expect } from "chai";
import { describe, it } from "mocha";
import { dayOfNumber, LAST_DAY_NUMBER } from "../../../../server/domain/dates.ts";
import { expiryTimestamp } from "../../../../server/domain/protection.ts";
import { parseTerm, termSeconds, writeTerm } from "../../../../server/domain/scope/term.ts";
import { seeded } from "../random.ts";
import { expectRefusal } from "../refusal.ts";

describe("a term in words", () => {
  it("is half-open: its second day is the first after it", () => {
    expect(parseTerm("2026-03-01/2031-03-01")).to.deep.equal({ start: "2026-03-01", end: "2031-03-01" });
    expect(parseTerm(" 2026-03-01 ／ 2031-03-01 ")).to.deep.equal({ start: "2026-03-01", end: "2031-03-01" });
  });

  it("may name its last day, where it says so", () => {
    const term = { start: "2026-01-01", end: "2031-01-01" };
    expect(parseTerm("2026-01-01 through 2030-12-31")).to.deep.equal(term);
    expect(parseTerm("2026-01-01 至 2030-12-31（含）")).to.deep.equal(term);
    expect(parseTerm("2028-02-28 through 2028-02-28")).to.deep.equal({
      start: "2028-02-28",
      end: "2028-02-29",
    });
  });

  it("is refused where the last day may be in or out", () => {
    for (const text of ["2026-01-01 to 2030-12-31", "2026-01-01 - 2030-12-31", "2026-01-01至2030-12-31"]) {
      expectRefusal(() => parseTerm(text), "ambiguous-term", "write 2026-03-01/2031-03-01");
    }
  });

  it("is refused where it holds no day, or what it names is none", () => {
    expectRefusal(() => parseTerm("2026-01-01/2026-01-01"), "empty-term");
    expectRefusal(() => parseTerm("2027-01-01 through 2026-01-01"), "empty-term");
    expectRefusal(() => parseTerm("2026-01-01/2026-02-30"), "not-a-day", /^character 12: "2026-02-30"/);
    expectRefusal(() => parseTerm("2026-1-1 through 2026-02-01"), "not-a-day", "character 1");
    expectRefusal(() => parseTerm("9999-01-01 through 9999-12-31"), "not-a-day", "9999");
    expectRefusal(() => parseTerm("five years"), "malformed-term");
    expectRefusal(() => parseTerm(""), "malformed-term");
    expectRefusal(() => writeTerm({ start: "2026-01-01", end: "2025-01-01" }), "empty-term");
  });

  it("is read again as it was written", () => {
    const random = seeded(5);
    for (let round = 0; round < 200; round += 1) {
      const first = random.integer(0, LAST_DAY_NUMBER - 1);
      const term = {
        start: dayOfNumber(first),
        end: dayOfNumber(random.integer(first + 1, LAST_DAY_NUMBER)),
      };
      expect(parseTerm(writeTerm(term))).to.deep.equal(term);
    }
  });

  it("begins and ends at midnight in Beijing, so that it can end with the protection and touch the next one", () => {
    const { start, end } = termSeconds({ start: "2026-01-01", end: "2031-01-01" });
    expect(new Date(start * 1000).toISOString()).to.equal("2025-12-31T16:00:00.000Z");
    expect(end).to.equal(expiryTimestamp("2030-12-31"));
    expect(termSeconds({ start: "2031-01-01", end: "2032-01-01" }).start).to.equal(end);
  });
});
