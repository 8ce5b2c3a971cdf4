import { randomFrom } from "../support/measure.ts";
import { expandPoems, readPoems } from "../support/poems.ts";
import { WORKS } from "./fill.ts";

/** What people type: a run of so many characters out of a title or a name. The same in each run. */
export function queriesFor(length: number, count: number, seed: number): string[] {
  const random = randomFrom(seed * 1_000 + length);
  const texts = searchedTexts();
  const queries: string[] = [];
  while (queries.length < count) {
    const characters = [...(texts[Math.floor(random() * texts.length)] ?? "")];
    const start = Math.floor(random() * Math.max(1, characters.length - length + 1));
    const query = characters.slice(start, start + length);
    // White space would make two queries of one.
    if (query.length === length && !/\s/u.test(query.join(""))) queries.push(query.join(""));
  }
  return queries;
}

const EVERY = 17;
let kept: string[] | undefined;

/** Titles and creators' names, of works all over the index. */
function searchedTexts(): string[] {
  kept ??= [...expandPoems(readPoems(), WORKS)]
    .filter((_, index) => index % EVERY === 0)
    .flatMap(({ title, creators }) => [title, ...creators.map(({ name }) => name)]);
  return kept;
}
