import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** Works to measure with: real titles and creators, and as many more as are wanted, the same in each run. */

export interface Poem {
  readonly title: string;
  readonly creators: readonly { readonly name: string; readonly role: string }[];
  readonly language: string;
  readonly genre: string;
  readonly text: string;
}

const titlesOf20k = join(import.meta.dirname, "../../../test/fixtures/works/poetry-20k-titles.ndjson.gz");

/**
 * The works of the file that BENCH_WORKS names, one JSON object a line (also .gz), or of the project's own file, which
 * has no texts: then the text is made of the work's place in it.
 */
export function readPoems(file = process.env.BENCH_WORKS || titlesOf20k): Poem[] {
  const bytes = readFileSync(file);
  const lines = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8").trimEnd().split("\n");
  return lines.map((line, index) => {
    const poem = JSON.parse(line) as Omit<Poem, "text"> & Partial<Poem>;
    return { ...poem, text: poem.text ?? `${poem.title}\n${index}` };
  });
}

/**
 * As many works as wanted. The first are the poems themselves. Of the n-th round after them, the work at a place has
 * the first half of that poem's title, the second half of another's, and the creators of a third: characters and
 * their neighbours stay as frequent as they are in real titles, and few titles come twice.
 */
export function* expandPoems(poems: readonly Poem[], wanted: number): Generator<Poem> {
  for (let index = 0; index < wanted; index += 1) {
    const round = Math.floor(index / poems.length);
    const poem = poemAt(poems, index);
    if (round === 0) {
      yield poem;
      continue;
    }
    const other = poemAt(poems, index * 7_919 + round * 104_729);
    const { creators } = poemAt(poems, index * 1_299_709 + round);
    const title = `${half(poem.title, 0)}${half(other.title, 1)}`;
    yield { ...poem, title, creators, text: `${title}\n${index}` };
  }
}

/** What the fingerprint of a made text is. */
export function fingerprintOf(text: string): string {
  return `0x${createHash("sha256").update(text.normalize("NFC")).digest("hex")}`;
}

function poemAt(poems: readonly Poem[], index: number): Poem {
  const poem = poems[index % poems.length];
  if (!poem) throw new RangeError("there are no poems to make works of");
  return poem;
}

function half(title: string, which: 0 | 1): string {
  const characters = [...title];
  const middle = Math.ceil(characters.length / 2);
  return (which === 0 ? characters.slice(0, middle) : characters.slice(middle)).join("");
}
