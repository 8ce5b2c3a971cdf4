import { InvalidInput } from "../../domain/errors.ts";
import { languages } from "../../domain/tables/languages.ts";

/** What is written in single cells. */

/** A cell as it is meant: `="9787020002207"` keeps a spreadsheet from taking digits for a number. */
export function plain(cell: string): string {
  return /^="([^"]*)"$/.exec(cell)?.[1] ?? cell;
}

/** Several values in one cell, by semicolon, 、 or line. */
export function listOf(cell: string): string[] {
  return parts(cell, /[;；、\n]/);
}

/** Keywords: also by comma, which no keyword needs. */
export function keywordsOf(cell: string): string[] {
  return parts(cell, /[;；、,，\n]/);
}

/** People: also by a slash between spaces. A comma stays in the name: "Tolstoy, Leo". */
export function peopleOf(cell: string): string[] {
  return parts(cell, /[;；、\n]|\s\/\s/);
}

function parts(cell: string, separator: RegExp): string[] {
  return cell
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** A language by its tag, its ISO 639-2 code or its name: `zh-Hans`, `chi`, `中文`. Others are left as they stand. */
export function languageOf(cell: string): string {
  return languages.fromIso6392(cell.toLowerCase()) ?? names().get(cell.toLowerCase()) ?? cell;
}

let byName: Map<string, string> | undefined;

function names(): Map<string, string> {
  byName ??= new Map(
    languages.codes.flatMap((code) => [
      [languages.name(code, "en").toLowerCase(), code],
      [languages.name(code, "zh-CN"), code],
    ]),
  );
  return byName;
}

const YEAR = /^(-?\d{1,4})\s*年?$/;

/** @throws InvalidInput */
export function yearOf(cell: string): number {
  const digits = YEAR.exec(cell.normalize("NFKC"))?.[1];
  if (digits === undefined) {
    throw new InvalidInput(
      "not-a-year",
      `"${cell.slice(0, 40)}" is not a year: write 1936, or -339 for 340 BC`,
    );
  }
  return Number(digits);
}

const LIVING = /^(living|alive|在世|健在)$/i;

/** The years of death of several people; null for one who lives. @throws InvalidInput */
export function deathYearsOf(cell: string): (number | null)[] {
  return listOf(cell).map((part) => (LIVING.test(part) ? null : yearOf(part)));
}

/** A code by itself or by its name in either language; as it stands if it is neither. */
export function codeOf(
  table: { readonly codes: readonly string[]; name(code: string, locale: "en" | "zh-CN"): string },
  cell: string,
): string {
  const wanted = cell.toLowerCase();
  return (
    table.codes.find((code) =>
      [code, table.name(code, "en"), table.name(code, "zh-CN")].some((name) => name.toLowerCase() === wanted),
    ) ?? cell
  );
}
