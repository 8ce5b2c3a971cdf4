import { setImmediate } from "node:timers/promises";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { openEngine } from "../../../../server/chain/embedded/engine.ts";
import { createGate } from "../../../../server/chain/embedded/gate.ts";
import { openJournal } from "../../../../server/chain/embedded/journal.ts";
import { createWriter, type Write } from "../../../../server/chain/embedded/writer.ts";
import { blockAt, createBench, history, journalPath, journalText, refused } from "./support/chains.ts";
import { createFaultyDisk } from "./support/faulty-file.ts";
import { send, signed, walletOf } from "./support/transactions.ts";

const operator = walletOf("operator");

/** Whether a promise is still open after everything that could settle it has had its turns. */
async function isPending(work: Promise<unknown>): Promise<boolean> {
  let pending = true;
  const settle = (): void => {
    pending = false;
  };
  work.then(settle, settle);
  for (let turn = 0; turn < 200; turn++) await setImmediate();
  return pending;
}

describe("the embedded chain's group commit", function () {
  this.timeout(30_000);
  const bench = createBench();
  afterEach(() => bench.clear());

  it("answers nobody, senders or readers, before the disk has the transaction", async () => {
    const disk = createFaultyDisk();
    const chain = await bench.open(await bench.folder(), { openFile: disk.openFile });
    await send(chain, await signed(operator, { nonce: 0 }));

    const { reached, release } = disk.hold();
    const sent = send(chain, await signed(operator, { nonce: 1 }));
    const refusal = refused(send(chain, await signed(operator, { nonce: 1, value: 1n })));
    const read = chain.request({ method: "eth_blockNumber" });
    await reached;
    expect(await isPending(Promise.race([sent, refusal, read]))).to.equal(true);
    release();
    expect(await sent).to.match(/^0x[0-9a-f]{64}$/);
    expect(await refusal).to.include({ code: -32000 });
    expect(await read).to.equal("0x2");
  });

  it("shares an fsync between sends that wait together", async () => {
    const disk = createFaultyDisk();
    const directory = await bench.folder();
    const chain = await bench.open(directory, { openFile: disk.openFile });
    await send(chain, await signed(operator, { nonce: 0 }));
    const raws = await Promise.all(
      Array.from({ length: 100 }, (_, index) => signed(operator, { nonce: index + 1 })),
    );
    const syncsBefore = disk.syncs;
    await Promise.all(raws.map((raw) => send(chain, raw)));
    expect(disk.syncs - syncsBefore).to.be.lessThan(raws.length);
    const lines = (await journalText(directory)).trimEnd().split("\n");
    expect(lines.length - 2).to.equal(disk.syncs - syncsBefore);
  });

  it("refuses to send while the disk is full, goes on when there is room, and replays the same", async () => {
    const disk = createFaultyDisk();
    const directory = await bench.folder();
    const chain = await bench.open(directory, { openFile: disk.openFile });
    const raws = await Promise.all([0, 1, 2].map((nonce) => signed(operator, { nonce })));
    disk.limit = 2000;
    const before = await history(chain);
    for (let attempt = 0; attempt < 3; attempt++) {
      const error = await refused(send(chain, raws[0] ?? ""));
      expect(error.code).to.equal(-32002);
      expect(error.message).to.equal(
        `The disk that holds ${directory} is full, so nothing was executed: make room there and send it again.`,
      );
    }
    const mining = await refused(chain.request({ method: "evm_mine" }));
    expect(mining.code).to.equal(-32002);
    expect(await history(chain), "reads go on").to.deep.equal(before);

    disk.limit = Number.POSITIVE_INFINITY;
    for (const raw of raws) await send(chain, raw);
    const after = await history(chain);
    await chain.close();
    expect(await history(await bench.open(directory))).to.deep.equal(after);
  });

  it("uses up the room that it set aside before it refuses", async () => {
    const disk = createFaultyDisk();
    const chain = await bench.open(await bench.folder(), { openFile: disk.openFile });
    await send(chain, await signed(operator, { nonce: 0 }));
    disk.limit = 2000;
    await send(chain, await signed(operator, { nonce: 1 }));
    expect((await blockAt(chain, "latest")).number).to.equal("0x2");
  });

  it("stops for everybody when the disk fails after the execution, and comes back without what was lost", async () => {
    const disk = createFaultyDisk();
    const directory = await bench.folder();
    const chain = await bench.open(directory, { openFile: disk.openFile });
    const kept = await send(chain, await signed(operator, { nonce: 0 }));
    const before = await history(chain);

    disk.syncError = "EIO";
    const lost = send(chain, await signed(operator, { nonce: 1 }));
    const read = chain.request({ method: "eth_blockNumber" });
    for (const work of [lost, read, chain.request({ method: "evm_mine" })]) {
      const error = await refused(work);
      expect(error.code).to.equal(-32002);
      expect(error.message).to.match(/cannot be written \(EIO\)\. The embedded chain has stopped/);
    }
    disk.syncError = undefined;
    expect(await refused(chain.request({ method: "eth_chainId" }))).to.include({ code: -32002 });
    await chain.close();

    const again = await bench.open(directory);
    expect(await history(again)).to.deep.equal(before);
    expect((await blockAt(again, 1)).transactions).to.deep.equal([kept]);
  });

  it("stops when the engine has a block that no write accounts for", async () => {
    const directory = await bench.folder();
    await (await bench.open(directory)).close();
    const journal = await openJournal(journalPath(directory));
    const engine = await openEngine({ genesisTime: journal.header.genesisTime, directory });
    const gate = createGate();
    const writer = createWriter({ engine, journal, gate, path: journalPath(directory), height: 0 });
    const write: Write = {
      size: 0,
      async execute() {
        await engine.mine(journal.header.genesisTime);
        throw new Error("the engine broke down after it had added the block");
      },
    };
    const error = await refused(writer.submit(write));
    expect(error.message).to.match(/block 1 is not accounted for.*has stopped/);
    expect(writer.failure).to.equal(error);
    await writer.close();
    await journal.close();
    await engine.close();
  });

  it("makes durable what it has begun when it is closed, and refuses what still waits", async () => {
    const disk = createFaultyDisk();
    const directory = await bench.folder();
    const chain = await bench.open(directory, { openFile: disk.openFile });
    await send(chain, await signed(operator, { nonce: 0 }));
    const { reached, release } = disk.hold();
    const begun = send(chain, await signed(operator, { nonce: 1 }));
    await reached;
    const waiting = refused(send(chain, await signed(operator, { nonce: 2 })));
    const closing = chain.close();
    release();
    const hash = await begun;
    expect((await waiting).message).to.equal("The embedded chain is closed.");
    await closing;
    expect((await blockAt(await bench.open(directory), "latest")).transactions).to.deep.equal([hash]);
  });
});
