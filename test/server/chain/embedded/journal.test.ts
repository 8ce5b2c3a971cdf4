import { readFile, truncate, writeFile } from "node:fs/promises";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { openJournal, readHeader } from "../../../../server/chain/embedded/journal.ts";
import { createJournal, journalExists } from "../../../../server/chain/embedded/journal-creation.ts";
import {
  type Commit,
  encodeLine,
  JOURNAL_FORMAT,
  JOURNAL_VERSION,
  type JournalHeader,
} from "../../../../server/chain/embedded/journal-format.ts";
import { createBench, failureOf, journalPath, journalText } from "./support/chains.ts";

const HEADER: JournalHeader = {
  format: JOURNAL_FORMAT,
  version: JOURNAL_VERSION,
  instance: "0b8ff2c3-9b7e-4a3c-8f27-3d5f0e0d6a11",
  chainId: 31337,
  hardfork: "osaka",
  blockGasLimit: 60_000_000,
  genesisTime: 1_767_225_600,
  genesisHash: `0x${"0".repeat(64)}`,
  engine: "engine/1",
};

const COMMITS: readonly Commit[] = [
  { entries: [{ at: 1_767_225_601, tx: "0x02ab" }], head: `0x${"1".repeat(64)}` },
  { entries: [{ shift: 60 }, { at: 1_767_225_661 }], head: `0x${"2".repeat(64)}` },
  {
    entries: [
      { at: 1_767_225_662, tx: "0x02cd" },
      { at: 1_767_225_662, tx: "0x02ef" },
    ],
    head: `0x${"3".repeat(64)}`,
  },
];

describe("the journal", function () {
  this.timeout(30_000);
  const bench = createBench();
  afterEach(() => bench.clear());

  /** A journal with the three commits, closed. */
  async function written(): Promise<{ directory: string; path: string; lines: string[] }> {
    const directory = await bench.folder();
    const path = journalPath(directory);
    await createJournal(path, HEADER);
    const journal = await openJournal(path);
    for (const commit of COMMITS) await journal.append(commit);
    await journal.close();
    return { directory, path, lines: (await journalText(directory)).split(/(?<=\n)/) };
  }

  /** The commits that opening a journal gives. */
  async function opened(path: string): Promise<{ commits: Commit[]; dropped: number; transactions: number }> {
    const journal = await openJournal(path);
    try {
      const commits: Commit[] = [];
      for await (const { commit } of journal.commits()) commits.push(commit);
      return { commits, dropped: journal.dropped, transactions: journal.transactions };
    } finally {
      await journal.close();
    }
  }

  it("gives back its header and its commits with their lines", async () => {
    const { path } = await written();
    expect(await readHeader(path)).to.deep.equal(HEADER);
    expect(await opened(path)).to.deep.equal({ commits: COMMITS, dropped: 0, transactions: 3 });
    const journal = await openJournal(path);
    const lines: number[] = [];
    for await (const { line } of journal.commits()) lines.push(line);
    await journal.close();
    expect(lines).to.deep.equal([2, 3, 4]);
  });

  it("is there with its header, or not at all", async () => {
    const path = journalPath(await bench.folder());
    expect(await journalExists(path)).to.equal(false);
    await createJournal(path, HEADER);
    expect(await journalExists(path)).to.equal(true);
    expect(await opened(path)).to.deep.equal({ commits: [], dropped: 0, transactions: 0 });
  });

  it("says what to do when its folder cannot be written", async () => {
    const { path } = await written();
    const insideFile = journalPath(path);
    const message = await failureOf(createJournal(insideFile, HEADER));
    expect(message).to.match(
      /cannot be written \(\w+\), so no chain was started:.*choose another data folder/,
    );
  });

  it("drops a last line torn at any byte, and nothing before it", async function () {
    this.timeout(120_000);
    const { path, lines } = await written();
    const last = lines.at(-1) ?? "";
    const kept = Buffer.from(lines.slice(0, -1).join(""));
    for (let length = 0; length < last.length; length++) {
      await writeFile(path, Buffer.concat([kept, Buffer.from(last.slice(0, length))]));
      const journal = await opened(path);
      expect(journal, `torn at ${length}`).to.deep.equal({
        commits: COMMITS.slice(0, -1),
        dropped: length,
        transactions: 1,
      });
      expect(await readFile(path)).to.deep.equal(kept);
    }
  });

  it("drops a last line torn in space that was set aside, whichever of its blocks reached the disk", async () => {
    const { path, lines } = await written();
    const last = lines.at(-1) ?? "";
    const kept = lines.slice(0, -1).join("");
    const space = "\0".repeat(5000);
    const middle = Math.floor(last.length / 2);
    const torn = [
      space,
      last.slice(0, middle) + space,
      "\0".repeat(middle) + last.slice(middle) + space,
      `${last.slice(0, 20)}${"\0".repeat(30)}${last.slice(50)}${space}`,
      `${last.slice(0, 20)}${"\0".repeat(30)}${last.slice(50)}`,
    ];
    for (const tail of torn) {
      await writeFile(path, kept + tail);
      expect((await opened(path)).commits).to.deep.equal(COMMITS.slice(0, -1));
      expect(await readFile(path, "utf8")).to.equal(kept);
    }
  });

  it("goes on after a torn line was dropped", async () => {
    const { path, lines } = await written();
    await truncate(path, lines.join("").length - 7);
    const journal = await openJournal(path);
    const commit: Commit = { entries: [{ at: 1_767_225_700, tx: "0x02" }], head: `0x${"4".repeat(64)}` };
    await journal.append(commit);
    await journal.close();
    expect((await opened(path)).commits).to.deep.equal([...COMMITS.slice(0, 2), commit]);
  });

  it("refuses a byte changed in any finished line, naming the file and the line", async () => {
    const { path, lines } = await written();
    const text = lines.join("");
    let start = 0;
    for (const [index, line] of lines.entries()) {
      for (const offset of [0, 1, Math.floor(line.length / 2), line.length - 3, line.length - 2]) {
        const at = start + offset;
        const changed = `${text.slice(0, at)}${text[at] === "1" ? "2" : "1"}${text.slice(at + 1)}`;
        await writeFile(path, changed);
        const message = await failureOf(openJournal(path));
        expect(message).to.include(
          `${path} is damaged at line ${index + 1}: restore the file from a backup, or`,
        );
        expect(await readFile(path, "utf8"), "nothing is written").to.equal(changed);
      }
      start += line.length;
    }
  });

  it("refuses lines that are missing, doubled, out of order or joined", async () => {
    const { path, lines } = await written();
    const [header = "", one = "", two = "", three = ""] = lines;
    const cases: [string, number][] = [
      [header + two + three, 2],
      [header + one + three, 3],
      [header + one + one + two + three, 3],
      [header + two + one + three, 2],
      [header + one.trimEnd() + two + three, 2],
      [header + one + header + two + three, 3],
      [`${header}\n${one}${two}${three}`, 2],
    ];
    for (const [text, line] of cases) {
      await writeFile(path, text);
      expect(await failureOf(openJournal(path))).to.include(`is damaged at line ${line}:`);
    }
  });

  it("refuses a line with zeros in it when a finished line follows", async () => {
    const { path, lines } = await written();
    const [header = "", one = "", two = ""] = lines;
    await writeFile(path, `${header}${one.slice(0, 20)}${"\0".repeat(20)}${one.slice(40)}${two}`);
    expect(await failureOf(openJournal(path))).to.include("is damaged at line 2:");
  });

  it("refuses what is no journal, and a journal of another version", async () => {
    const { path } = await written();
    for (const text of ["", "{}\n", "hello", '{"format":"something else"}\n']) {
      await writeFile(path, text);
      expect(await failureOf(openJournal(path))).to.match(
        /is not a chain's journal: put the right file there/,
      );
    }
    await writeFile(path, encodeLine({ ...HEADER, version: 2 as 1 }, "").line);
    expect(await failureOf(openJournal(path))).to.match(
      /has format version 2, and this release reads version 1/,
    );
  });
});
