import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import type { EmbeddedChain } from "../../../../server/chain/embedded/chain.ts";
import { createTimeline } from "../../../../server/chain/embedded/timeline.ts";
import { blockAt, createBench, history, refused } from "./support/chains.ts";
import { CODE, deploy, send, signed, walletOf } from "./support/transactions.ts";

const START = 1_800_000_000;
const DAY = 86_400;

async function latestTime(chain: EmbeddedChain): Promise<number> {
  return Number((await blockAt(chain, "latest")).timestamp);
}

describe("the embedded chain's time", function () {
  this.timeout(30_000);
  const bench = createBench();
  let clock = START;
  const wallClock = (): number => clock;
  const operator = walletOf("operator");

  afterEach(async () => {
    clock = START;
    await bench.clear();
  });

  it("follows the wall clock, and stands still while that goes back", async () => {
    const directory = await bench.folder();
    const chain = await bench.open(directory, { wallClock });
    const times: number[] = [await latestTime(chain)];
    for (const [nonce, at] of [START, START + 5, START - 1000, START + 5, START + 6].entries()) {
      clock = at;
      await send(chain, await signed(operator, { nonce }));
      times.push(await latestTime(chain));
    }
    expect(times.map((time) => time - START)).to.deep.equal([0, 0, 5, 5, 5, 6]);
    const before = await history(chain);
    await chain.close();

    clock = START - DAY;
    const again = await bench.open(directory, { wallClock });
    expect(await history(again)).to.deep.equal(before);
    await send(again, await signed(operator, { nonce: 5 }));
    expect(await latestTime(again)).to.equal(START + 6);
  });

  it("moves on by evm_increaseTime, and stays moved after a restart", async () => {
    const directory = await bench.folder();
    const chain = await bench.open(directory, { wallClock });
    expect(await chain.request({ method: "evm_increaseTime", params: [DAY] })).to.equal(String(DAY));
    expect(await chain.request({ method: "evm_increaseTime", params: ["0x10"] })).to.equal(String(DAY + 16));
    await chain.close();

    clock = START + 100;
    const again = await bench.open(directory, { wallClock });
    await send(again, await signed(operator, { nonce: 0 }));
    expect(await latestTime(again)).to.equal(START + 100 + DAY + 16);
  });

  it("adds an empty block by evm_mine, and goes on from the time given to it", async () => {
    const directory = await bench.folder();
    const chain = await bench.open(directory, { wallClock });
    expect(await chain.request({ method: "evm_mine" })).to.equal("0x0");
    expect(await latestTime(chain)).to.equal(START);
    await chain.request({ method: "evm_mine", params: [START + DAY] });
    const block = await blockAt(chain, "latest");
    expect(block).to.include({ number: "0x2", timestamp: `0x${(START + DAY).toString(16)}` });
    expect(block.transactions).to.deep.equal([]);
    clock += 10;
    await send(chain, await signed(operator, { nonce: 0 }));
    expect(await latestTime(chain)).to.equal(START + DAY + 10);
    const before = await history(chain);
    await chain.close();

    clock += 10;
    const again = await bench.open(directory, { wallClock });
    expect(await history(again)).to.deep.equal(before);
    await again.request({ method: "evm_mine" });
    expect(await latestTime(again)).to.equal(START + DAY + 20);
  });

  it("refuses a time that is past, or no time", async () => {
    const chain = await bench.open(await bench.folder(), { wallClock });
    const wrong: unknown[][] = [[-1], [1.5], ["soon"], ["0x"], [null], [2 ** 53], [1, 2], [{ seconds: 1 }]];
    for (const params of wrong) {
      for (const method of ["evm_mine", "evm_increaseTime"]) {
        expect(await refused(chain.request({ method, params }))).to.include({ code: -32602 });
      }
    }
    const past = await refused(chain.request({ method: "evm_mine", params: [START - 1] }));
    expect(past.message).to.equal(`evm_mine takes a time that is not before the last block's, ${START}.`);
    const far = await refused(chain.request({ method: "evm_increaseTime", params: [253_402_300_799] }));
    expect(far.message).to.include("year 9999");
    expect(await refused(chain.request({ method: "evm_increaseTime" }))).to.include({ code: -32602 });
    expect((await blockAt(chain, "latest")).number).to.equal("0x0");
  });

  it("is the present for a call in the latest block, and the block's own for a call in a block by number", async () => {
    const chain = await bench.open(await bench.folder(), { wallClock });
    const to = await deploy(chain, operator, 0, CODE.clock);
    clock += 30 * DAY;
    await refused(send(chain, await signed(operator, { nonce: 9 })));
    clock += DAY;
    const call = async (...params: unknown[]): Promise<number> =>
      Number(await chain.request({ method: "eth_call", params: [{ to }, ...params] })) - START;
    expect(await call()).to.equal(31 * DAY);
    expect(await call("latest")).to.equal(31 * DAY);
    expect(await call("pending")).to.equal(31 * DAY);
    expect(await call("0x1")).to.equal(0);
  });

  it("never lets the next block be older than the last", () => {
    const timeline = createTimeline(100, wallClock);
    timeline.mined(START + 50);
    expect(timeline.next()).to.equal(START + 50);
    timeline.shift(60);
    expect(timeline.next()).to.equal(START + 60);
  });
});
