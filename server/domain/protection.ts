import { type Day, dayNumber, lastDayOfYear } from "./dates.ts";
import { InvalidInput } from "./errors.ts";

/** A year of the common era; 0 and below stand for years before it (0 is 1 BC), as in ISO 8601. */
export type Year = number;

type Life = readonly (Year | null)[];

/**
 * What the term of the economic rights (Art. 10 items 5 to 17, or the related right) is counted from.
 * A death year of null is an author who lives, or whose death is not known. Articles are of the Copyright Law of
 * the PRC (2020) unless another text is named.
 */
export type ProtectionFacts =
  /** One natural person, Art. 23(1). */
  | { basis: "natural-person"; deathYear: Year | null }
  /** Several natural persons, Art. 23(1): the last of them to die counts. */
  | { basis: "joint"; deathYears: Life }
  /** Legal entity as author, Art. 23(2); work for hire owned by the entity, Art. 18 and 23(2); audiovisual, Art. 23(3). */
  | {
      basis: "entity" | "work-for-hire" | "audiovisual" | "software-entity";
      firstPublicationYear?: Year | undefined;
      completionYear?: Year | undefined;
    }
  /** Software of natural persons, Software Regulations Art. 14(2). */
  | { basis: "software-person"; deathYears: Life }
  /** A photograph by natural persons: Art. 23(1), unless its older term was over before 2021-06-01, Art. 65. */
  | {
      basis: "photographic";
      deathYears: Life;
      firstPublicationYear?: Year | undefined;
      completionYear?: Year | undefined;
    }
  /** Author unknown, Implementing Regulations Art. 18. Unpublished: the term has not begun. */
  | { basis: "unknown-author"; firstPublicationYear?: Year | undefined }
  /** Layout design: first publication of the edition that uses it, Art. 37. */
  | { basis: "layout-design"; firstPublicationYear: Year }
  /** Art. 41. */
  | { basis: "performance"; performanceYear: Year }
  /** Sound or video recording: first completion of making, Art. 44. */
  | { basis: "recording"; makingYear: Year }
  /** Art. 47. */
  | { basis: "broadcast"; firstBroadcastYear: Year }
  /** Nothing is stated. No end is known, and none is assumed. */
  | { basis: "unstated" };

export type ProtectionBasis = ProtectionFacts["basis"];

export type Protection = {
  /** Protected up to and including this day; null while the end is not known. */
  lastProtectedDay: Day | null;
  /** Length of the term in years, counted from the event; null when nothing is stated. */
  termYears: number | null;
  /** The provision that the day follows from. */
  article: string;
};

const OLD_PHOTOGRAPH_RULE_ENDED = 2021;
const CONTRADICTION = "contradicting-years";

/** Articles by basis. */
export const PROTECTION_ARTICLES: Readonly<Record<ProtectionBasis, string>> = {
  "natural-person": "Copyright Law Art. 23(1)",
  joint: "Copyright Law Art. 23(1)",
  entity: "Copyright Law Art. 23(2)",
  "work-for-hire": "Copyright Law Art. 18 and 23(2)",
  audiovisual: "Copyright Law Art. 23(3)",
  photographic: "Copyright Law Art. 23(1) and 65",
  "unknown-author": "Implementing Regulations Art. 18",
  "software-person": "Software Regulations Art. 14(2)",
  "software-entity": "Software Regulations Art. 14(3)",
  "layout-design": "Copyright Law Art. 37",
  performance: "Copyright Law Art. 41",
  recording: "Copyright Law Art. 44",
  broadcast: "Copyright Law Art. 47",
  unstated: "none: no basis is stated",
};

/**
 * The term of protection in the PRC. Pure: it says when a term ends, whether or not that is past.
 * An end before the year 1 is written as 0001-12-31, the earliest year end there is.
 * @throws InvalidInput naming the article, when years are missing, impossible or contradict one another
 */
export function protection(facts: ProtectionFacts): Protection {
  const article = PROTECTION_ARTICLES[facts.basis];
  const term = facts.basis === "unstated" ? null : facts.basis === "layout-design" ? 10 : 50;
  const end = term === null ? null : lastYear(facts, term, article);
  return {
    lastProtectedDay: end === null ? null : lastDayOfYear(Math.max(end, 1)),
    termYears: term,
    article,
  };
}

function lastYear(facts: ProtectionFacts, term: number, article: string): Year | null {
  switch (facts.basis) {
    case "natural-person":
      return afterLife([facts.deathYear], term, article);
    case "joint":
      if (facts.deathYears.length < 2) fail("missing-years", "a joint work has two authors or more", article);
      return afterLife(facts.deathYears, term, article);
    case "software-person":
      return afterLife(facts.deathYears, term, article);
    case "photographic":
      return photographEnd(facts, term, article);
    case "entity":
    case "work-for-hire":
    case "audiovisual":
    case "software-entity":
      return afterPublication(facts.firstPublicationYear, facts.completionYear, term, article);
    case "unknown-author":
      return facts.firstPublicationYear === undefined
        ? null
        : year(facts.firstPublicationYear, article) + term;
    case "layout-design":
      return year(facts.firstPublicationYear, article) + term;
    case "performance":
      return year(facts.performanceYear, article) + term;
    case "recording":
      return year(facts.makingYear, article) + term;
    case "broadcast":
      return year(facts.firstBroadcastYear, article) + term;
    case "unstated":
      return null;
  }
}

function afterLife(deathYears: Life, term: number, article: string): Year | null {
  if (deathYears.length === 0)
    fail("missing-years", "name the death year of each author, null for a living one", article);
  let last = Number.NEGATIVE_INFINITY;
  let open = false;
  for (const death of deathYears) {
    if (death === null) open = true;
    else last = Math.max(last, year(death, article));
  }
  return open ? null : last + term;
}

/** 50 years from first publication; a work that stays unpublished for the term from completion is free after it. */
function afterPublication(
  published: Year | undefined,
  completed: Year | undefined,
  term: number,
  article: string,
): Year {
  const lapse = completed === undefined ? undefined : year(completed, article) + term;
  if (published === undefined) {
    if (lapse !== undefined) return lapse;
    fail(
      "missing-years",
      "give the year of first publication, or of completion if it is unpublished",
      article,
    );
  }
  if (completed !== undefined && year(published, article) < completed) {
    fail(CONTRADICTION, `published in ${published}, before its completion in ${completed}`, article);
  }
  return lapse !== undefined && published > lapse ? lapse : year(published, article) + term;
}

/** Until 2021 photographs had 50 years from publication; a term that was over then does not revive. */
function photographEnd(
  facts: Extract<ProtectionFacts, { basis: "photographic" }>,
  term: number,
  article: string,
): Year | null {
  const oldEnd = afterPublication(facts.firstPublicationYear, facts.completionYear, term, article);
  const newEnd = afterLife(facts.deathYears, term, article);
  return oldEnd < OLD_PHOTOGRAPH_RULE_ENDED ? oldEnd : newEnd;
}

function year(value: Year, article: string): Year {
  if (!Number.isInteger(value) || value < -9999 || value > 9949) {
    fail("not-a-year", `${value} is not a year: use a whole number from -9999 to 9949`, article);
  }
  return value;
}

function fail(code: string, message: string, article: string): never {
  throw new InvalidInput(code, `${message} (${article})`);
}

const SECONDS_PER_DAY = 86_400;
/** 24:00 in Beijing (UTC+8, no summer time in the rule) is 16:00:00Z of the same day. */
const END_OF_DAY_IN_BEIJING = 16 * 3600;

/**
 * The instant at which protection has ended, in seconds since 1970 (negative before): the half-open interval of the
 * term ends here. The one place where a last protected day becomes a time.
 */
export function expiryTimestamp(lastProtectedDay: Day): number {
  return dayNumber(lastProtectedDay) * SECONDS_PER_DAY + END_OF_DAY_IN_BEIJING;
}

/** Whether a term is over at an instant (seconds since 1970). An unknown end is never over. */
export function isExpired(lastProtectedDay: Day | null, atSeconds: number): boolean {
  return lastProtectedDay !== null && atSeconds >= expiryTimestamp(lastProtectedDay);
}
