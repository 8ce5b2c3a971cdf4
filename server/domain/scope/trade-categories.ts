import { InvalidInput } from "../errors.ts";
import { formats } from "../tables/formats.ts";
import { rights } from "../tables/rights.ts";

/*
 * The eleven categories in which rights catalogues of the book trade are laid out (the spreadsheet of the Frankfurt
 * rights market), with what each needs of Copyright Law Art. 10. The law has no such list: the map is the ledger's
 * own, after what such deals name in practice. It is no code table: nothing on the ledger refers to a category, and
 * an offer that is made from one carries rights and formats.
 *
 * Columns: code, names, rights, rights that such deals often add and that must then be named, formats.
 * - 15 (translation) stands wherever a text goes out in other languages. For the language of the work itself it
 *   grants nothing: there is nothing to translate.
 * - What no row names is reserved (Art. 29): games, comics, merchandise, exhibitions, short video.
 */
const rows = [
  ["print", "Print", "纸质图书", "5 6 15", "", "hardback paperback"],
  ["digital", "Digital", "数字出版", "5 12 15", "", "e-book"],
  // A serial runs in print or online; an issue that gathers texts also takes compilation.
  ["first-serial", "First serial", "首次连载", "5 6 12 15", "16", "periodical web-serial"],
  ["second-serial", "Second serial", "二次连载", "5 6 12 15", "16", "periodical web-serial"],
  // Made (13, 14), then shown (10, 11, 12); a stage play is adapted and performed (14, 9).
  [
    "tv-film-dramatisation",
    "TV, film & dramatisation",
    "影视与戏剧改编",
    "9 10 11 12 13 14",
    "5 6 15",
    "film series animation television video-on-demand stage",
  ],
  ["extract", "Extract", "节选", "5 6 15", "12 16", "anthology"],
  // Read aloud (performance) and broadcast as it stands; formats@1 names no radio, hence "other".
  ["straight-reading", "Radio & TV straight reading", "广播电视朗读", "9 11 15", "5 12", "television other"],
  ["book-club", "Book club", "书友会", "5 6 15", "", "book-club"],
  ["audio", "Audio", "有声读物", "5 6 12 15", "9", "audiobook audio-carrier"],
  ["large-print", "Large print", "大字本", "5 6 15", "", "large-print"],
  ["anthology", "Anthology & quotation", "选集与引用", "5 6 15 16", "12", "anthology"],
] as const;

export type TradeCategoryCode = (typeof rows)[number][0];

export interface TradeCategory {
  readonly code: TradeCategoryCode;
  readonly name: Readonly<Record<"en" | "zh-CN", string>>;
  /** What the category comes to under Art. 10, a mask of rights@1. */
  readonly rights: bigint;
  /** What deals in it often add: never granted unless it is named. */
  readonly optionalRights: bigint;
  /** A mask of formats@1. */
  readonly formats: bigint;
  /**
   * First and second serial differ in time alone: before the first publication of the book, or after it. An offer
   * made from one needs that day as its end or its start.
   */
  readonly serial: "before-publication" | "after-publication" | null;
}

const maskOf = (table: { mask(codes: Iterable<string>): bigint }, codes: string): bigint =>
  table.mask(codes === "" ? [] : codes.split(" "));

const SERIAL: Readonly<Record<string, TradeCategory["serial"]>> = {
  "first-serial": "before-publication",
  "second-serial": "after-publication",
};

export const tradeCategories: readonly TradeCategory[] = rows.map(
  ([code, en, zh, needed, optional, forms]) => ({
    code,
    name: { en, "zh-CN": zh },
    rights: maskOf(rights, needed),
    optionalRights: maskOf(rights, optional),
    formats: maskOf(formats, forms),
    serial: SERIAL[code] ?? null,
  }),
);

/** The category of a code; InvalidInput lists them. */
export function tradeCategory(code: string): TradeCategory {
  const category = tradeCategories.find((candidate) => candidate.code === code);
  if (category) return category;
  const known = tradeCategories.map((candidate) => candidate.code).join(", ");
  throw new InvalidInput(
    "unknown-code",
    `"${code.slice(0, 40)}" is not a category of rights: use one of ${known}`,
  );
}
