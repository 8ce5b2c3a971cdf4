import { expect } from "chai";
import { describe, it } from "mocha";
import { type NdjsonLine, readNdjson } from "../../../server/catalogue/ndjson.ts";

async function read(...chunks: (string | Uint8Array)[]): Promise<NdjsonLine[]> {
  const encoder = new TextEncoder();
  async function* stream() {
    for (const chunk of chunks) yield typeof chunk === "string" ? encoder.encode(chunk) : chunk;
  }
  const lines: NdjsonLine[] = [];
  for await (const line of readNdjson(stream())) lines.push(line);
  return lines;
}

describe("NDJSON", () => {
  it("reads one value a line, with or without a line feed at the end", async () => {
    const expected = [
      { line: 1, value: { a: 1 }, problem: null },
      { line: 2, value: "春", problem: null },
    ];
    expect(await read('{"a":1}\n"春"\n')).to.deep.equal(expected);
    expect(await read('{"a":1}\n"春"')).to.deep.equal(expected);
  });

  it("reads the same however the bytes are cut", async () => {
    const bytes = new TextEncoder().encode('{"title":"登幽州臺歌"}\r\n\n[1,2]\n');
    const whole = await read(bytes);
    for (let cut = 1; cut < bytes.length; cut += 1) {
      expect(await read(bytes.subarray(0, cut), bytes.subarray(cut)), `cut at ${cut}`).to.deep.equal(whole);
    }
    expect(await read(...[...bytes].map((byte) => Uint8Array.of(byte)))).to.deep.equal(whole);
    expect(whole.map(({ line }) => line)).to.deep.equal([1, 3]);
  });

  it("names a line that is no JSON or no UTF-8 and goes on", async () => {
    const lines = await read("{broken\n", Uint8Array.of(0x22, 0xff, 0x22, 0x0a), "3\n");
    expect(lines.map(({ line, value }) => [line, value])).to.deep.equal([
      [1, undefined],
      [2, undefined],
      [3, 3],
    ]);
    expect(lines[0]?.problem).to.match(/^the line is not JSON: /);
    expect(lines[1]?.problem).to.equal("the line is not valid UTF-8");
  });

  it("passes over a line that is too long to be a record", async () => {
    const long = `"${"x".repeat(5 << 20)}"`;
    const lines = await read(long.slice(0, 1 << 20), long.slice(1 << 20), "\n7\n");
    expect(lines.map(({ line, value }) => [line, value])).to.deep.equal([
      [1, undefined],
      [2, 7],
    ]);
    expect(lines[0]?.problem).to.match(/longer than 4194304 bytes/);
  });

  it("reads nothing from an empty stream", async () => {
    expect(await read()).to.deep.equal([]);
    expect(await read("\n\n")).to.deep.equal([]);
  });
});
