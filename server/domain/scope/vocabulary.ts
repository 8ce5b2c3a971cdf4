import { fold } from "../fold.ts";

/** What a word or a run of words stands for. */
export interface Item<T = unknown> {
  readonly mask: bigint;
  /** Set where the words are known and cannot stand here. */
  readonly refused?: { readonly code: string; readonly message: string };
  /** What the reader wants to hear of it again. */
  readonly mark?: T;
}

/** The words of one axis. */
export interface Vocabulary<T = unknown> {
  /** "a territory". */
  readonly one: string;
  /** What is allowed, for errors. */
  readonly allowed: string;
  /** The most words that a name has. */
  readonly mostWords: number;
  /** Whether `ex` may take codes away. */
  readonly excludes: boolean;
  find(words: string): Item<T> | undefined;
}

/** Names as they are compared: case, width, accents, punctuation and variants of characters do not count. */
function nameKey(name: string): string {
  return fold(name)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Every word of a name begins like one: "!Japan" may well mean that Japan is out, so it means nothing. */
const NAME = /^[\p{L}\p{N}(]\S*(\s[\p{L}\p{N}(]\S*)*$/u;

/**
 * What codes and names stand for. A code is one word and is looked up as it is, so that "fr ca" stays French and
 * Catalan. A name that would stand for two things stands for nothing.
 */
export function wordIndex<T>(
  codes: Iterable<readonly [code: string, meaning: T]>,
  names: Iterable<readonly [name: string, meaning: T]>,
): { readonly find: (words: string) => T | undefined; readonly mostWords: number } {
  const byCode = new Map([...codes].map(([code, meaning]) => [code.toLowerCase(), meaning]));
  const byName = new Map<string, T | undefined>();
  let mostWords = 1;
  for (const [name, meaning] of names) {
    const key = nameKey(name);
    byName.set(key, byName.has(key) && byName.get(key) !== meaning ? undefined : meaning);
    mostWords = Math.max(mostWords, key.split(" ").length);
  }
  const find = (words: string) =>
    byCode.get(words.toLowerCase()) ?? (NAME.test(words) ? byName.get(nameKey(words)) : undefined);
  return { find, mostWords };
}
