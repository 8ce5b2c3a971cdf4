import { expect } from "chai";
import { describe, it } from "mocha";
import {
  dayNumber,
  dayOfNumber,
  FIRST_DAY_NUMBER,
  isDay,
  LAST_DAY_NUMBER,
  lastDayOfYear,
  parseDay,
} from "../../../server/domain/dates.ts";
import { expectRefusal } from "./refusal.ts";

describe("dates", () => {
  it("count days from 1970-01-01, both ways", () => {
    const known: [string, number][] = [
      ["1970-01-01", 0],
      ["1969-12-31", -1],
      ["2000-02-29", 11_016],
      ["2026-12-31", 20_818],
      ["0001-01-01", FIRST_DAY_NUMBER],
      ["9999-12-31", LAST_DAY_NUMBER],
    ];
    for (const [day, number] of known) {
      expect(dayNumber(day), day).to.equal(number);
      expect(dayOfNumber(number)).to.equal(day);
    }
  });

  it("go on without a gap from the first day of the year 1 to the last of 9999", () => {
    let [year, month, date] = [1, 1, 1];
    for (let number = FIRST_DAY_NUMBER; number <= LAST_DAY_NUMBER; number++) {
      const day = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
      if (number % 13 === 0 || date === 1 || date > 27) {
        if (dayNumber(day) !== number || dayOfNumber(number) !== day) expect.fail(`${day} is not ${number}`);
      }
      const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
      const length = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
      date += 1;
      if (date > length) [month, date] = [month + 1, 1];
      if (month > 12) [year, month] = [year + 1, 1];
    }
    expect([year, month, date]).to.deep.equal([10_000, 1, 1]);
  }).timeout(60_000);

  it("take no other form and no day that does not exist", () => {
    const wrong = [
      ...[
        "",
        "2026",
        "2026-1-1",
        "2026-01-01T00:00:00Z",
        " 2026-01-01",
        "2026-01-01\n",
        "20260101",
        "２０２６-01-01",
      ],
      ...["2023-02-29", "1900-02-29", "2026-04-31", "2026-00-10", "2026-13-01", "2026-01-00", "2026-01-32"],
      ...["0000-12-31", "-0001-01-01", "10000-01-01", "+2026-01-01", "2026-0x-01"],
    ];
    for (const text of wrong) {
      expect(isDay(text), text).to.equal(false);
      expectRefusal(() => parseDay(text), "not-a-day", "YYYY-MM-DD");
      expectRefusal(() => dayNumber(text), "not-a-day");
    }
    expect(isDay("2000-02-29")).to.equal(true);
  });

  it("refuse day numbers that no four-digit year holds", () => {
    for (const number of [
      FIRST_DAY_NUMBER - 1,
      LAST_DAY_NUMBER + 1,
      0.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
    ]) {
      expectRefusal(() => dayOfNumber(number), "not-a-day", "0001 to 9999");
    }
  });

  it("end a year on 31 December", () => {
    expect(lastDayOfYear(759)).to.equal("0759-12-31");
    expect(lastDayOfYear(2026)).to.equal("2026-12-31");
    for (const year of [0, 10_000, 1.5]) expectRefusal(() => lastDayOfYear(year), "not-a-year", "1 to 9999");
  });
});
