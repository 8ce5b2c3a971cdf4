import { expect } from "chai";
import { describe, it } from "mocha";
import { fold } from "../../server/domain/fold.ts";
import { markerOf, plainFold, type Run } from "../../web/highlight.ts";

/** Runs as text, matches in brackets. */
const shown = (runs: Run[]): string =>
  runs.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join("");

const marked = (text: string, query: string, by = plainFold): string => shown(markerOf(query, by)(text));

describe("marking what was searched for", () => {
  it("marks each place, whatever the case", () => {
    expect(marked("Spring, spring and SPRING", "spring")).to.equal("[Spring], [spring] and [SPRING]");
    expect(marked("春曉 · 春怨", "春")).to.equal("[春]曉 · [春]怨");
  });

  it("marks each word of the query, and joins what overlaps", () => {
    expect(marked("登幽州臺歌", "登幽 幽州")).to.equal("[登幽州]臺歌");
    expect(marked("登幽州臺歌", " 歌  登 ")).to.equal("[登]幽州臺[歌]");
  });

  it("marks other writings of the same character by the search's own folding", () => {
    expect(marked("登幽州臺歌", "幽州台", fold)).to.equal("登[幽州臺]歌");
    expect(marked("登幽州臺歌", "幽州台")).to.equal("登幽州臺歌");
    expect(marked("Les Misérables", "miserables", fold)).to.equal("Les [Misérables]");
  });

  it("keeps combined characters whole", () => {
    expect(marked("Cafe\u0301 noir", "cafe", fold)).to.equal("[Cafe\u0301] noir");
    expect(marked("𠮷野家", "野")).to.equal("𠮷[野]家");
  });

  it("takes the query for text and never for a pattern", () => {
    expect(marked("What? (again)", "(again) ?")).to.equal("What[?] [(again)]");
    expect(marked("abc", ".")).to.equal("abc");
  });

  it("gives the text back unchanged when there is nothing to mark", () => {
    expect(marked("春曉", "")).to.equal("春曉");
    expect(marked("春曉", "   ")).to.equal("春曉");
    expect(marked("", "春")).to.equal("");
  });
});
