import { lookup } from "../lookup.ts";
import { type Problems, shown } from "../problems.ts";
import type { OnixDate } from "../types.ts";
import { all, type Node, one, textOf } from "../xml/tree.ts";

/** A number without sign, or null. */
export function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** Says it of a code that is not of its form or not in its list. */
export function checkCode(
  parent: Node | readonly Node[],
  name: string,
  allowed: RegExp | ReadonlySet<string>,
  what: string,
  problems: Problems,
): void {
  for (const child of all(parent, name)) {
    const known = allowed instanceof RegExp ? allowed.test(child.text) : allowed.has(child.text);
    if (!known) problems.report("unknown-code", `${shown(child.text)} is no ${what}`, child);
  }
}

/** Formats of list 55 that begin with a day, a month or a year of the Gregorian calendar, by their lengths. */
const lengthOf = lookup({ "00": 8, "01": 6, "05": 4, "13": 8, "14": 8 });

/** Dates with their roles. */
export function datesOf(parents: Node | readonly Node[], kind: string, problems: Problems): OnixDate[] {
  return all(parents, kind).flatMap((parent) => {
    const date = one(parent, "Date");
    if (!date || date.text === "") return [];
    const format = date.attributes.dateformat ?? textOf(parent, "DateFormat");
    // ISO 8601 with hyphens is not ONIX, but it is a date.
    const hyphened = /^\d{4}(-\d\d){1,2}$/.test(date.text);
    const iso = isoDate(hyphened ? date.text.replaceAll("-", "") : date.text, hyphened ? null : format);
    if (hyphened || (iso === null && (format === null || lengthOf(format) !== undefined))) {
      problems.report(
        "wrong-form",
        `${shown(date.text)} is no date of the form YYYYMMDD, YYYYMM or YYYY`,
        date,
      );
    }
    return [{ role: textOf(parent, `${kind}Role`), text: date.text, format, iso }];
  });
}

/** Without a format, the length tells: 20060807, 200608 and 2006 cannot be mistaken for one another. */
function isoDate(text: string, format: string | null): string | null {
  const length = format === null ? text.length : lengthOf(format);
  const digits = text.slice(0, length);
  if (length === undefined || digits.length !== length || !/^(\d{4}|\d{6}|\d{8})$/.test(digits)) return null;
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)];
  if (month !== "" && (month < "01" || month > "12")) return null;
  if (day !== "" && (day < "01" || day > "31")) return null;
  return [year, month, day].filter((part) => part !== "").join("-");
}
