import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";

/** Catalogues of real poems, each one of new works, of which it is known what must come out. */

interface Poem {
  readonly title: string;
  readonly text: string;
  readonly genre?: string;
}

export interface Catalogue {
  readonly file: string;
  readonly expected: { readonly taken: number; readonly skipped: number; readonly refused: number };
  /** How often each of its works must have been corrected once it is in; all of them registered once. */
  readonly works: ReadonlyMap<string, number>;
}

export interface Catalogues {
  next(): Catalogue;
  /** Works of all catalogues so far. */
  readonly all: ReadonlyMap<string, number>;
}

const FIXTURE = join(import.meta.dirname, "../fixtures/works/tang-300-ish.ndjson.gz");
/** New works in a catalogue, and works of the one before it that come again with other metadata. */
const FRESH = 60;
const CORRECTED = 6;

const poems = gunzipSync(readFileSync(FIXTURE))
  .toString("utf8")
  .trimEnd()
  .split("\n")
  .slice(0, FRESH)
  .map((line) => JSON.parse(line) as Poem);

/** @param run makes the works of one run other works than those of another */
export function catalogues(folder: string, run: string): Catalogues {
  const all = new Map<string, number>();
  let number = 0;
  let before: Poem[] = [];
  return {
    all,
    next() {
      number += 1;
      const fresh = poems.map(({ title, text, ...rest }) => ({
        ...{ ...rest, title: `${title}（${number}）`, text: `${text}\n——${run}，第${number}輯` },
      }));
      const corrected = before.slice(0, CORRECTED).map((poem) => ({ ...poem, genre: `詩 ${number}` }));
      before = fresh;
      // One record that comes twice, and one without its text.
      const records = [
        ...fresh.slice(0, 100),
        ...corrected,
        ...fresh.slice(100),
        fresh[0],
        { title: "無題" },
      ];
      const works = new Map([
        ...fresh.map((poem): [string, number] => [workIdOf(poem), 0]),
        ...corrected.map((poem): [string, number] => [workIdOf(poem), 1]),
      ]);
      for (const [work, corrections] of works) all.set(work, corrections);
      const file = join(folder, `poems-${number}.ndjson.gz`);
      writeFileSync(file, gzipSync(records.map((record) => `${JSON.stringify(record)}\n`).join("")));
      return { file, works, expected: { taken: works.size, skipped: 1, refused: 1 } };
    },
  };
}

function workIdOf({ text }: Poem): string {
  return `0x${createHash("sha256").update(text.normalize("NFC"), "utf8").digest("hex")}`;
}
