import { expect } from "chai";
import type { BaseContract } from "ethers";
import { before, describe, it } from "mocha";
import { ethers } from "../support/chain.ts";
import { type Random, randomFrom } from "../support/random.ts";

const FUZZED_TEXTS = 3_000;
const AT_ONCE = 500;
const NEVER = [false, 0n] as const;

/** Every 31 December that there is. */
const yearEnds = Array.from({ length: 9999 }, (_, i) => `${String(i + 1).padStart(4, "0")}-12-31`);

/** What JavaScript's own calendar makes of a text: slow, and written without a look at the contract. */
function byCalendar(text: string): readonly [boolean, bigint] {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) || text.startsWith("0000")) return NEVER;
  const moment = new Date(`${text}T00:00:00.000Z`);
  if (Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== text) return NEVER;
  return [true, BigInt(moment.getTime()) / 86_400_000n];
}

/** A text that is mostly a date, or nearly one. */
function nearDate(random: Random): string {
  const part = (high: number, width: number) => String(random.int(0, high)).padStart(width, "0");
  const text = `${part(9999, 4)}-${part(13, 2)}-${part(32, 2)}`;
  if (!random.oneIn(4)) return text;
  const strange = random.pick(["/", ":", "-", " ", "0", "9", "\0", "~", "x", "é", "", "00"]);
  const position = random.int(0, text.length - 1);
  return text.slice(0, position) + strange + text.slice(position + 1);
}

function inParts<T>(items: T[]): T[][] {
  const count = Math.ceil(items.length / AT_ONCE);
  return Array.from({ length: count }, (_, i) => items.slice(i * AT_ONCE, (i + 1) * AT_ONCE));
}

describe("Dates", () => {
  let probe: BaseContract;
  const all = async <T>(method: string, items: unknown[]): Promise<T[]> => {
    const answers: T[] = [];
    for (const part of inParts(items)) answers.push(...(await probe.getFunction(method)(part)));
    return answers;
  };
  const parsed = async (texts: string[]): Promise<(readonly [boolean, bigint])[]> => {
    const results: (readonly [boolean, bigint])[] = [];
    for (const part of inParts(texts)) {
      const [valid, days] = await probe.getFunction("parse")(part);
      results.push(...part.map((_, i): readonly [boolean, bigint] => [valid[i], days[i]]));
    }
    return results;
  };

  before(async () => {
    probe = await ethers.deployContract("DatesProbe");
  });

  it("reads the days that there are, leap days among them", async () => {
    const days: Record<string, bigint> = {
      "0001-01-01": -719_162n,
      "0004-02-29": -718_008n,
      "1600-02-29": -135_081n,
      "1969-12-31": -1n,
      "1970-01-01": 0n,
      "2000-02-29": 11_016n,
      "2024-02-29": 19_782n,
      "2400-03-01": 157_114n,
      "9999-12-31": 2_932_896n,
    };
    expect(await parsed(Object.keys(days))).to.deep.equal(Object.values(days).map((day) => [true, day]));
  });

  it("refuses days that there are not, and other forms", async () => {
    const texts = [
      ..."1900-02-29 2023-02-29 2100-02-29 2023-02-30 2023-04-31 2023-06-31 2023-09-31 2023-11-31".split(" "),
      ..."2023-01-32 2023-00-10 2023-13-10 2023-10-00 0000-12-31 2023-1-01 23-01-01 02023-01-01".split(" "),
      ..."2023/01/01 2023-01/01 2023.01-01 +023-01-01 -023-01-01 2o23-01-01 2023-O1-01 2023-01-0l".split(" "),
      ..."2023-01-01T 2023-01-01Z ２０２３ unknown 20230101".split(" "),
      "",
      " 2023-01-01",
      "2023-01-01\0",
      "2023-01- 1",
      "2023- 1-01",
      "2023-01-:0",
      "2023-01-/9",
      "2023-:0-01",
      "2023-/9-01",
      ":023-01-01",
      "/023-01-01",
    ];
    expect(await parsed(texts)).to.deep.equal(texts.map(() => NEVER));
  });

  it("agrees with JavaScript's calendar on the last day of each year", async () => {
    expect(await parsed(yearEnds)).to.deep.equal(yearEnds.map(byCalendar));
  });

  it("agrees with JavaScript's calendar on days, on texts that are nearly days, and on nonsense", async () => {
    const random = randomFrom(20_260_101);
    const texts = Array.from({ length: FUZZED_TEXTS }, () => nearDate(random));
    const expected = texts.map(byCalendar);
    expect(await parsed(texts)).to.deep.equal(expected);
    // The fuzzing is worth something only if it meets both kinds often.
    const valid = expected.filter(([is]) => is).length;
    expect(valid).to.be.greaterThan(FUZZED_TEXTS / 4);
    expect(valid).to.be.lessThan((FUZZED_TEXTS * 3) / 4);
  });

  it("reads the year of a 31 December, and no other day", async () => {
    const years = yearEnds.map((_, i) => BigInt(i + 1));
    expect(await all<bigint>("parseYearEnd", yearEnds)).to.deep.equal(years);
    const others = [
      ..."0000-12-31 2075-12-30 2075-11-31 2075-12-3 2075-12-311 2075/12/31 12-31-2075 unknown".split(" "),
      ..."207/-12-31 207:-12-31 :075-12-31 /075-12-31 2a75-12-31 20 5-12-31".split(" "),
      "",
      "2075-12-31\0",
      "20755-12-3",
    ];
    expect(await all<bigint>("parseYearEnd", others)).to.deep.equal(others.map(() => 0n));
  });

  it("ends a day in Beijing at 16:00:00 UTC", async () => {
    const days = [-719_162, -1, 0, 1, 11_016, 2_932_896];
    const instants = await all<bigint>("endInBeijing", days);
    const texts = instants.map((instant) => new Date(Number(instant) * 1000).toISOString());
    expect(texts).to.deep.equal([
      "0001-01-01T16:00:00.000Z",
      "1969-12-31T16:00:00.000Z",
      "1970-01-01T16:00:00.000Z",
      "1970-01-02T16:00:00.000Z",
      "2000-02-29T16:00:00.000Z",
      "9999-12-31T16:00:00.000Z",
    ]);
  });

  it("ends each year in Beijing at 16:00:00 UTC of its 31 December", async () => {
    const years = yearEnds.map((_, i) => i + 1);
    const expected = yearEnds.map((text) => BigInt(Date.parse(`${text}T16:00:00Z`)) / 1000n);
    expect(await all<bigint>("yearEndInBeijing", years)).to.deep.equal(expected);
  });
});
