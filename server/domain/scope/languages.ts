import { ALL_LANGUAGES, type Language, languages } from "../tables/languages.ts";
import { nonEmpty, readList, writeList } from "./list.ts";
import { type Passage, passage } from "./passage.ts";
import { type Item, type Vocabulary, wordIndex } from "./vocabulary.ts";

/** `L` is what rights catalogues write for all languages. */
const EVERYTHING = ["L", "ALL", "all languages", "全部语种", "所有语种", "所有语言"];

const ALIASES: readonly (readonly [string, Language])[] = [
  ["汉语", "zh"],
  ["华语", "zh"],
  ["Simplified Chinese", "zh-Hans"],
  ["简体中文", "zh-Hans"],
  ["Traditional Chinese", "zh-Hant"],
  ["繁体中文", "zh-Hant"],
  ["日文", "ja"],
  ["韩文", "ko"],
  ["英文", "en"],
  ["法文", "fr"],
  ["德文", "de"],
  ["俄文", "ru"],
];

function vocabulary(): Vocabulary {
  const codes = new Map<string, Item>();
  const names: [string, Item][] = [];
  for (const code of languages.codes) {
    const item = { mask: languages.mask([code]) };
    codes.set(code, item);
    names.push([languages.name(code, "en"), item], [languages.name(code, "zh-CN"), item]);
  }
  for (const [name, code] of ALIASES) names.push([name, codes.get(code) as Item]);
  for (const name of EVERYTHING) names.push([name, { mask: ALL_LANGUAGES }]);
  const index = wordIndex(codes, names);
  return {
    one: "a language",
    allowed:
      "L for all of them, an ISO 639-1 code such as ja, an ISO 639-2 code such as jpn, " +
      "a variant such as zh-Hans or pt-BR, or its name",
    excludes: true,
    mostWords: index.mostWords,
    find: (name) => index.find(languages.fromIso6392(name.toLowerCase()) ?? name),
  };
}

let words: Vocabulary | undefined;

/** Reads `ja ko`, `L`, `L ex swe,dan`, `zh-Hans`, `Chinese`. A language that is sold in parts gives all its parts. */
export function parseLanguages(text: string): bigint {
  return readLanguages(passage(text));
}

/** As {@link parseLanguages}, from part of a text. */
export function readLanguages(source: Passage): bigint {
  words ??= vocabulary();
  return readList(source, words).mask;
}

/**
 * The words of a mask: codes a to z, or `L ex` what is missing where that is shorter. A language whose parts are all
 * there is written as a whole (`en` for en-GB and en-US): what it expands to is part of the frozen table.
 */
export function writeLanguages(mask: bigint): string {
  nonEmpty(mask, "languages");
  return writeList("L", codesOf(mask), codesOf(ALL_LANGUAGES & ~mask));
}

const macros = languages.codes
  .filter(languages.isMacro)
  .map((code) => ({ code, mask: languages.mask([code]) }));

function codesOf(mask: bigint): string[] {
  const whole = macros.filter((macro) => (mask & macro.mask) === macro.mask);
  const rest = whole.reduce((left, macro) => left & ~macro.mask, mask);
  return [...whole.map(({ code }) => code), ...languages.codesIn(rest)].sort();
}
