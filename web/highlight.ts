/** A run of text and whether it is part of what was searched for. */
export interface Run {
  text: string;
  isMatch: boolean;
}

/** Cuts a text into runs. */
export type Marker = (text: string) => Run[];

/** Marks nothing. */
export const unmarked: Marker = (text) => [{ text, isMatch: false }];

/** A comparison that needs no tables: compatibility forms and case. */
export function plainFold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Marks every place where a word of `query` occurs; `fold` says which writings count as the same. */
export function markerOf(query: string, fold: (text: string) => string): Marker {
  const words = [...new Set(query.split(/\s+/u).map(fold))].filter((word) => word !== "");
  return words.length === 0 ? unmarked : (text) => runsOf(text, words, fold);
}

function runsOf(text: string, words: string[], fold: (text: string) => string): Run[] {
  const parts = [...graphemes.segment(text)].map(({ segment }) => segment);
  const matched = matchedParts(parts, words, fold);
  const runs: Run[] = [];
  for (const [index, part] of parts.entries()) {
    const isMatch = matched.has(index);
    const last = runs.at(-1);
    if (last?.isMatch === isMatch) last.text += part;
    else runs.push({ text: part, isMatch });
  }
  return runs;
}

/** The indices of the parts that words cover. A part may fold to several characters, or to none. */
function matchedParts(parts: string[], words: string[], fold: (text: string) => string): Set<number> {
  let folded = "";
  const partAt: number[] = [];
  for (const [index, part] of parts.entries()) {
    const foldedPart = /^\s+$/u.test(part) ? " " : fold(part);
    folded += foldedPart;
    for (let i = 0; i < foldedPart.length; i += 1) partAt.push(index);
  }
  const matched = new Set<number>();
  for (const word of words) {
    for (let at = folded.indexOf(word); at !== -1; at = folded.indexOf(word, at + 1)) {
      for (const part of partAt.slice(at, at + word.length)) matched.add(part);
    }
  }
  return matched;
}
