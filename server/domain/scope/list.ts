import { InvalidInput } from "../errors.ts";
import { type Passage, refusal } from "./passage.ts";
import type { Item, Vocabulary } from "./vocabulary.ts";

/** Lists of codes and names as people write them: `US,GB,CA`, `World ex DK SE`, `日本、韩国`. */

export interface List<T> {
  readonly mask: bigint;
  readonly marks: readonly T[];
}

interface Word extends Passage {
  /** Words between the same commas. */
  readonly item: number;
}

const EXCEPT = /^(ex|except|excl\.?|excluding|除|不含)$/i;
const WORDS = /(,)|(不含|除|(?:(?!不含|除)[^\s,])+)/g;

/** Reads `a b c` or `a, b ex c`. @throws InvalidInput that says what is allowed and at which character */
export function readList<T>(source: Passage, vocabulary: Vocabulary<T>): List<T> {
  const words = wordsOf(source);
  const included: Found<T>[] = [];
  const excluded: Found<T>[] = [];
  let target = included;
  for (let next = 0; next < words.length; ) {
    const word = words[next] as Word;
    if (vocabulary.excludes && EXCEPT.test(word.text)) {
      if (target === excluded)
        throw refusal("malformed-list", '"ex" stands once, before all that it excludes', word);
      if (included.length === 0) throw refusal("malformed-list", `name ${vocabulary.one} before "ex"`, word);
      target = excluded;
      next += 1;
      continue;
    }
    const found = longest(words, next, vocabulary);
    target.push(found);
    next += found.words;
  }
  if (included.length === 0) {
    throw refusal("empty-scope", `names nothing: use ${vocabulary.allowed}`, source);
  }
  if (target === excluded && excluded.length === 0) {
    throw refusal("malformed-list", `name ${vocabulary.one} after "ex"`, words.at(-1) as Word);
  }
  return { mask: difference(source, included, excluded), marks: marksOf([...included, ...excluded]) };
}

interface Found<T> extends Item<T> {
  readonly words: number;
  readonly at: Passage;
}

/** The longest name that begins at a word; InvalidInput if there is none. */
function longest<T>(words: readonly Word[], from: number, vocabulary: Vocabulary<T>): Found<T> {
  const first = words[from] as Word;
  for (let count = vocabulary.mostWords; count >= 1; count -= 1) {
    const run = words.slice(from, from + count);
    if (run.length < count || run.at(-1)?.item !== first.item) continue;
    const found = vocabulary.find(run.map(({ text }) => text).join(" "));
    if (found?.refused) throw refusal(found.refused.code, found.refused.message, first);
    if (found) return { ...found, words: count, at: first };
  }
  const shown = first.text.slice(0, 40).toWellFormed();
  throw refusal("unknown-code", `"${shown}" is not ${vocabulary.one}: use ${vocabulary.allowed}`, first);
}

/** What is excluded has to be there before: otherwise somebody was mistaken about what the list holds. */
function difference<T>(
  source: Passage,
  included: readonly Found<T>[],
  excluded: readonly Found<T>[],
): bigint {
  const whole = included.reduce((mask, item) => mask | item.mask, 0n);
  for (const { mask, at } of excluded) {
    if ((mask & whole) !== 0n) continue;
    throw refusal(
      "excludes-nothing",
      `"${at.text}" is excluded, but what stands before "ex" does not hold it`,
      at,
    );
  }
  const left = excluded.reduce((mask, item) => mask & ~item.mask, whole);
  if (left === 0n) throw refusal("empty-scope", "everything that is named is excluded again", source);
  return left;
}

function marksOf<T>(found: readonly Found<T>[]): T[] {
  return [...new Set(found.flatMap(({ mark }) => (mark === undefined ? [] : [mark])))];
}

function wordsOf({ text, start, whole }: Passage): Word[] {
  const words: Word[] = [];
  let item = 0;
  for (const { 1: comma, 2: word, index } of text.matchAll(WORDS)) {
    if (comma !== undefined) item += 1;
    else if (word !== undefined) words.push({ text: word, start: start + index, whole, item });
  }
  return words;
}

/** Writes codes, or what is missing from the whole where that is shorter: `WORLD ex CN`. */
export function writeList(everything: string, codes: readonly string[], missing: readonly string[]): string {
  if (missing.length === 0) return everything;
  const plain = codes.join(" ");
  const rest = `${everything} ex ${missing.join(" ")}`;
  return rest.length < plain.length ? rest : plain;
}

/** @throws InvalidInput for a mask that holds nothing: no words say that */
export function nonEmpty(mask: bigint, axis: string): bigint {
  if (mask === 0n)
    throw new InvalidInput("empty-scope", `a scope without ${axis} cannot be written: name at least one`);
  return mask;
}
