import { type Day, dayNumber, dayOfNumber, isDay } from "../dates.ts";
import { InvalidInput } from "../errors.ts";
import { expiryTimestamp } from "../protection.ts";
import { type Passage, passage, refusal } from "./passage.ts";

/** A term: from the beginning of `start` up to, and without, the beginning of `end`. Terms that touch do not overlap. */
export interface Term {
  readonly start: Day;
  readonly end: Day;
}

const HALF_OPEN = /^\s*(?<first>\S+?)\s*\/\s*(?<second>\S+)\s*$/;
const INCLUSIVE =
  /^\s*(?<first>\S+?)\s*(through|to and including|至|到)\s*(?<second>\S+?)(?<including>\s*\(含\))?\s*$/i;
const UNCLEAR = /\s(to|until|till|-|–)\s|至|到/i;

/**
 * Reads `2026-03-01/2031-03-01`, whose second day is the first one after the term, or `2026-03-01 through 2031-02-28`
 * (`2026-03-01至2031-02-28（含）`), whose second day is the last of it. A plain "to" is refused: it can mean either.
 * @throws InvalidInput
 */
export function parseTerm(text: string): Term {
  const source = passage(text);
  const open = HALF_OPEN.exec(source.text)?.groups;
  if (open) return term(source, dayAt(source, open.first), dayAt(source, open.second));
  const closed = INCLUSIVE.exec(source.text)?.groups;
  const clear = closed && (closed.including || /[a-z]/i.test(source.text));
  if (closed && clear) {
    const last = dayAt(source, closed.second);
    return term(source, dayAt(source, closed.first), dayOfNumber(dayNumber(last) + 1));
  }
  if (UNCLEAR.test(source.text)) {
    const message = "whether the second day belongs to the term is not said";
    throw refusal("ambiguous-term", `${message}: ${ALLOWED}`, source);
  }
  throw refusal("malformed-term", `is not a term: ${ALLOWED}`, source);
}

const ALLOWED =
  "write 2026-03-01/2031-03-01, where the second day is the first after the term, " +
  "or 2026-03-01 through 2031-02-28, where it is the last of it";

function dayAt(source: Passage, text: string | undefined): Day {
  const day = text ?? "";
  if (isDay(day)) return day;
  const at = { ...source, start: source.start + source.text.indexOf(day) };
  throw refusal("not-a-day", `"${day.slice(0, 40)}" is not a day: write YYYY-MM-DD, such as 2030-12-31`, at);
}

function term(source: Passage, start: Day, end: Day): Term {
  if (start < end) return { start, end };
  throw refusal(
    "empty-term",
    `a term from ${start} that ends before ${end} holds no day: ${ALLOWED}`,
    source,
  );
}

/** `2026-03-01/2031-03-01`. */
export function writeTerm({ start, end }: Term): string {
  requireTerm({ start, end });
  return `${start}/${end}`;
}

/** The two instants of a term in seconds since 1970: midnight in Beijing, as for the term of protection. */
export function termSeconds({ start, end }: Term): { readonly start: number; readonly end: number } {
  requireTerm({ start, end });
  return { start: midnight(start), end: midnight(end) };
}

/** The end of the day before, so that a licence to the last protected day ends with the protection. */
function midnight(day: Day): number {
  return expiryTimestamp(day) - 86_400;
}

function requireTerm({ start, end }: Term): void {
  if (dayNumber(start) < dayNumber(end)) return;
  throw new InvalidInput("empty-term", `a term from ${start} that ends before ${end} holds no day`);
}
