import { ALL_FORMATS, formats } from "../tables/formats.ts";
import { nonEmpty, readList, writeList } from "./list.ts";
import { passage } from "./passage.ts";
import { type Item, type Vocabulary, wordIndex } from "./vocabulary.ts";

const EVERYTHING = ["ALL", "all formats", "全部形式", "所有形式"];

function vocabulary(): Vocabulary {
  const codes = new Map<string, Item>();
  const names: [string, Item][] = [];
  for (const code of formats.codes) {
    const item = { mask: formats.mask([code]) };
    codes.set(code, item);
    names.push([formats.name(code, "en"), item], [formats.name(code, "zh-CN"), item]);
  }
  for (const name of EVERYTHING) names.push([name, { mask: ALL_FORMATS }]);
  return {
    one: "a format",
    allowed: `ALL, or some of ${formats.codes.join(", ")}`,
    excludes: true,
    ...wordIndex(codes, names),
  };
}

let words: Vocabulary | undefined;

/** Reads `e-book audiobook`, `ALL`, `ALL ex film`, `电子书`. */
export function parseFormats(text: string): bigint {
  words ??= vocabulary();
  return readList(passage(text), words).mask;
}

/** The words of a mask, in the order of the table, or `ALL ex` what is missing where that is shorter. */
export function writeFormats(mask: bigint): string {
  const codes = formats.codesIn(nonEmpty(mask, "formats"));
  return writeList("ALL", codes, formats.codesIn(ALL_FORMATS & ~mask));
}
