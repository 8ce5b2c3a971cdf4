import { spawn } from "node:child_process";
import { truncate, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import type { EmbeddedChain } from "../../../../server/chain/embedded/chain.ts";
import { encodeLine, type JournalHeader } from "../../../../server/chain/embedded/journal-format.ts";
import { blockAt, createBench, failureOf, history, journalPath, journalText } from "./support/chains.ts";
import { send, signed, walletOf } from "./support/transactions.ts";

const TSX = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
const CHILD = fileURLToPath(new URL("./support/sending-child.ts", import.meta.url));

/** Runs the sending child until it has had so many transactions acknowledged, kills it, and gives their hashes. */
function sendUntilKilled(directory: string, count: number): Promise<string[]> {
  const child = spawn(process.execPath, ["--import", TSX, CHILD, directory], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  child.stdout.on("data", (chunk) => {
    out += chunk;
    if (out.split("\n").length > count) child.kill("SIGKILL");
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (signal !== "SIGKILL") reject(new Error(`the child ended with ${code ?? signal}: ${errors}`));
      else resolve(out.split("\n").filter((line) => line.length === 66));
    });
  });
}

async function missing(chain: EmbeddedChain, hashes: readonly string[]): Promise<string[]> {
  const receipts = await Promise.all(
    hashes.map((hash) => chain.request({ method: "eth_getTransactionReceipt", params: [hash] })),
  );
  return hashes.filter((_, index) => receipts[index] === null);
}

describe("the embedded chain's durability", function () {
  this.timeout(30_000);
  const bench = createBench();
  afterEach(() => bench.clear());

  it("has every acknowledged transaction after kill -9 in a stream of sends, time after time", async function () {
    this.timeout(120_000);
    const directory = await bench.folder();
    const acknowledged: string[] = [];
    for (const count of [1, 60, 150]) {
      acknowledged.push(...(await sendUntilKilled(directory, count)));
      const chain = await bench.open(directory);
      expect(await missing(chain, acknowledged)).to.deep.equal([]);
      const before = await history(chain);
      await chain.close();
      const again = await bench.open(directory);
      expect(await history(again)).to.deep.equal(before);
      await again.close();
    }
    expect(acknowledged.length).to.be.at.least(211);
  });

  it("loses only the torn last transaction, and takes it again", async () => {
    const directory = await bench.folder();
    const raws = await Promise.all(
      [0, 1, 2].map((nonce) => signed(walletOf("operator"), { nonce, value: 1n })),
    );
    const first = await bench.open(directory);
    const hashes: string[] = [];
    for (const raw of raws) hashes.push(await send(first, raw));
    const secondBlock = await blockAt(first, 2);
    await first.close();

    const length = (await journalText(directory)).length;
    await truncate(journalPath(directory), length - 5);
    const warnings: object[] = [];
    const logger = { info: () => {}, warn: (fields: object) => warnings.push(fields) };
    const second = await bench.open(directory, { logger });
    expect(await missing(second, hashes)).to.deep.equal(hashes.slice(2));
    expect(await blockAt(second, "latest")).to.deep.equal(secondBlock);
    expect(warnings).to.have.length(1);
    expect(await send(second, raws[2] ?? "")).to.equal(hashes[2]);
  });

  it("refuses a journal that is damaged before its end", async () => {
    const directory = await bench.folder();
    const chain = await bench.open(directory);
    for (let nonce = 0; nonce < 2; nonce++) await send(chain, await signed(walletOf("operator"), { nonce }));
    await chain.close();
    const text = await journalText(directory);
    const at = text.indexOf('"tx":"0x02') + 12;
    await writeFile(
      journalPath(directory),
      `${text.slice(0, at)}${text[at] === "0" ? 1 : 0}${text.slice(at + 1)}`,
    );
    expect(await failureOf(bench.open(directory))).to.match(/journal\.ndjson is damaged at line 2: restore/);
  });

  /** A journal with right sums that says something else than this engine does. */
  async function forge(
    change: (header: JournalHeader) => JournalHeader,
    ...commits: string[]
  ): Promise<string> {
    const directory = await bench.folder();
    await (await bench.open(directory)).close();
    const { sum: _sum, ...header } = JSON.parse(await journalText(directory)) as JournalHeader & {
      sum: string;
    };
    let { line: text, sum } = encodeLine(change(header), "");
    for (const tx of commits) {
      const commit = { entries: [{ at: header.genesisTime, tx }], head: `0x${"5".repeat(64)}` };
      const next = encodeLine(commit, sum);
      text += next.line;
      sum = next.sum;
    }
    await writeFile(journalPath(directory), text);
    return directory;
  }

  it("refuses a journal for another chain id, hardfork or gas limit", async () => {
    const changes: Partial<JournalHeader>[] = [
      { chainId: 1 },
      { hardfork: "prague" },
      { blockGasLimit: 30_000_000 },
    ];
    for (const change of changes) {
      const directory = await forge((header) => ({ ...header, ...change }));
      const [[name, value] = []] = Object.entries(change);
      expect(await failureOf(bench.open(directory))).to.include(
        `was made for ${name} ${value}, and this release has`,
      );
    }
  });

  it("refuses a journal that it cannot bring to the same blocks", async () => {
    const otherGenesis = await forge((header) => ({ ...header, genesisHash: `0x${"5".repeat(64)}` }));
    expect(await failureOf(bench.open(otherGenesis))).to.match(/^Line 1 of .* does not give the block/);

    const otherHead = await forge((header) => header, await signed(walletOf("operator"), { nonce: 0 }));
    expect(await failureOf(bench.open(otherHead))).to.match(/^Line 2 of .* use the release that wrote it/);

    const invalid = await forge((header) => header, await signed(walletOf("operator"), { nonce: 7 }));
    expect(await failureOf(bench.open(invalid))).to.match(/^Line 2 of .*\(Nonce too high/);
  });
});
