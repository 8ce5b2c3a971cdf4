import { InvalidInput } from "./errors.ts";

/**
 * A calendar day, YYYY-MM-DD, in the proleptic Gregorian calendar, years 0001 to 9999. Days are written and
 * compared as such text (it sorts by time) and are counted on chain as int32.
 */
export type Day = string;

const FORM = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const MILLISECONDS_PER_DAY = 86_400_000;

/** 0001-01-01 as a day number. */
export const FIRST_DAY_NUMBER = -719_162;
/** 9999-12-31 as a day number. */
export const LAST_DAY_NUMBER = 2_932_896;

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function lengthOfMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

/** Whether the text is a day that exists: "2023-02-29" is not. */
export function isDay(text: string): boolean {
  const [, year, month, day] = FORM.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  return year >= 1 && day >= 1 && day <= lengthOfMonth(year, month);
}

/** The text as a day. InvalidInput for another form and for days that do not exist. */
export function parseDay(text: string): Day {
  if (isDay(text)) return text;
  const shown = text.slice(0, 40);
  throw new InvalidInput(
    "not-a-day",
    `"${shown}" is not a day: write YYYY-MM-DD, such as 2030-12-31, years 0001 to 9999`,
  );
}

/** Days since 1970-01-01; negative before it. Fits int32. */
export function dayNumber(day: Day): number {
  const [year, month, date] = parseDay(day).split("-").map(Number) as [number, number, number];
  const moment = new Date(0);
  // setUTCFullYear, because Date.UTC takes the years 0 to 99 for 1900 to 1999
  moment.setUTCFullYear(year, month - 1, date);
  return moment.getTime() / MILLISECONDS_PER_DAY;
}

/** The day of a day number. InvalidInput outside the years 0001 to 9999. */
export function dayOfNumber(number: number): Day {
  if (!Number.isInteger(number) || number < FIRST_DAY_NUMBER || number > LAST_DAY_NUMBER) {
    throw new InvalidInput("not-a-day", `day number ${number} is outside the years 0001 to 9999`);
  }
  return new Date(number * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);
}

/** 31 December of a year, where every term of protection ends. InvalidInput outside 1 to 9999. */
export function lastDayOfYear(year: number): Day {
  if (!Number.isInteger(year) || year < 1 || year > 9999) {
    throw new InvalidInput("not-a-year", `${year} is not a year that the ledger can write: use 1 to 9999`);
  }
  return `${String(year).padStart(4, "0")}-12-31`;
}
