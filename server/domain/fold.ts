import { unifyVariant } from "./variants.ts";

/*
 * How titles, names and identifiers are compared in search. The same functions run over what is indexed and over
 * what is asked, so a change here means that the search index has to be rebuilt.
 */

/** Latin letters that Unicode does not take apart into a base letter and a mark. */
const UNDECOMPOSED: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ħ: "h",
  ł: "l",
  ŋ: "n",
  þ: "th",
  ŧ: "t",
  ſ: "s",
  ı: "i",
  ς: "σ",
};

const MARKS_ON_LATIN_OR_GREEK = /([\p{Script=Latin}\p{Script=Greek}])\p{Mn}+/gu;
const UNFOLDED_LETTER = /[ßæœøđðħłŋþŧſıς]/gu;
const HAN = /\p{Script=Han}/gu;
const INVISIBLE = /[\p{Cs}\p{Cf}]/gu;
const SPACE = /[\s\p{Cc}]+/gu;

/**
 * Text as search sees it: compatibility forms resolved (full width, ligatures, superscripts), case folded,
 * diacritics dropped from Latin and Greek letters, variants of Chinese characters united under a simplified form,
 * white space collapsed. Lone surrogates and invisible format characters are dropped. `fold(fold(x)) === fold(x)`.
 */
export function fold(text: string): string {
  return text
    .replace(INVISIBLE, "")
    .normalize("NFKC")
    .toUpperCase() // upper case first: it takes ß to SS and final sigma to the plain one's capital
    .toLowerCase()
    .normalize("NFKD")
    .replace(MARKS_ON_LATIN_OR_GREEK, "$1")
    .replace(UNFOLDED_LETTER, (letter) => UNDECOMPOSED[letter] ?? letter)
    .normalize("NFKC")
    .replace(HAN, unifyVariant)
    .replace(SPACE, " ")
    .trim();
}

/**
 * The search tokens of a text: every letter, digit and mark by itself, in every script, in order. Spaces and
 * punctuation give no token. Indexed in this order and asked as a phrase, tokens find any part of a text of one
 * character or more, in Chinese and in Latin alike ("oma" is found in "Roman"), whatever the spacing and the
 * punctuation: 《登幽州臺歌》 is found by 州台歌, "Three-Body" by "three body". The price is that a phrase may run
 * over a word boundary.
 */
export function tokens(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}\p{M}]/gu) ?? [];
}
