import { readdir, readFile, stat } from "node:fs/promises";
import { expect } from "chai";
import { BrowserProvider, HDNodeWallet, keccak256, Wallet } from "ethers";
import { afterEach, describe, it } from "mocha";
import type { EmbeddedChain } from "../../../../server/chain/embedded/chain.ts";
import { blockAt, createBench, history, journalPath, journalText, refused } from "./support/chains.ts";
import { CODE, deploy, REVERT_DATA, send, signed, walletOf } from "./support/transactions.ts";

const MNEMONIC = "test test test test test test test test test test test junk";

/** Some of everything that can be in a journal. */
async function liveALittle(chain: EmbeddedChain): Promise<void> {
  const operator = walletOf("operator");
  const recorder = await deploy(chain, operator, 0, CODE.recorder);
  const reverter = await deploy(chain, operator, 1, CODE.reverter);
  await send(chain, await signed(operator, { nonce: 2, to: recorder }));
  await send(chain, await signed(operator, { nonce: 3, to: reverter }));
  await chain.request({ method: "evm_increaseTime", params: [86_400] });
  await send(chain, await signed(walletOf("publisher"), { nonce: 0, value: 10n ** 18n }));
  await chain.request({ method: "evm_mine" });
  const raws = await Promise.all([4, 5, 6, 7].map((nonce) => signed(operator, { nonce, to: recorder })));
  await Promise.all(raws.map((raw) => send(chain, raw)));
}

describe("the embedded chain", function () {
  this.timeout(30_000);
  const bench = createBench();
  afterEach(() => bench.clear());

  it("has the same blocks, receipts, states and balances after it was closed and opened again", async () => {
    const directory = await bench.folder();
    const first = await bench.open(directory);
    await liveALittle(first);
    const before = await history(first);
    await first.close();

    const second = await bench.open(directory);
    expect(await history(second)).to.deep.equal(before);
    expect(second.instance).to.equal(first.instance);
  });

  it("keeps a transaction of more than 100,000 bytes", async () => {
    const directory = await bench.folder();
    const first = await bench.open(directory);
    const data = `0x${"00".repeat(120_000)}`;
    const hash = await send(
      first,
      await signed(walletOf("operator"), { nonce: 0, data, gasLimit: 2_000_000 }),
    );
    await first.close();
    const second = await bench.open(directory);
    const found = await second.request({ method: "eth_getTransactionByHash", params: [hash] });
    expect(found).to.include({ input: data });
  });

  it("goes on from where it was, again and again", async () => {
    const directory = await bench.folder();
    for (let nonce = 0; nonce < 3; nonce++) {
      const chain = await bench.open(directory);
      expect(Number((await blockAt(chain, "latest")).number)).to.equal(nonce);
      await send(chain, await signed(walletOf("operator"), { nonce, value: 1n }));
      await chain.close();
    }
    const chain = await bench.open(directory);
    const nonce = await chain.request({
      method: "eth_getTransactionCount",
      params: [walletOf("operator").address, "latest"],
    });
    expect(nonce).to.equal("0x3");
  });

  it("tells how far the replay has come", async () => {
    const directory = await bench.folder();
    const first = await bench.open(directory);
    for (let nonce = 0; nonce < 3; nonce++) await send(first, await signed(walletOf("operator"), { nonce }));
    await first.close();

    const seen: [number, number][] = [];
    await bench.open(directory, { onProgress: (replayed, total) => seen.push([replayed, total]) });
    expect(seen).to.deep.equal([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  it("gives each transaction a block of its own, in the order they were sent", async () => {
    const chain = await bench.open(await bench.folder());
    const raws = await Promise.all([0, 1, 2, 3].map((nonce) => signed(walletOf("operator"), { nonce })));
    const hashes = await Promise.all(raws.map((raw) => send(chain, raw)));
    const blocks = await Promise.all([1, 2, 3, 4].map((number) => blockAt(chain, number)));
    expect(blocks.map((block) => block.transactions)).to.deep.equal(hashes.map((hash) => [hash]));
  });

  it("offers the accounts of the well-known mnemonic, each with coins", async () => {
    const chain = await bench.open(await bench.folder());
    const root = HDNodeWallet.fromPhrase(MNEMONIC, "", "m/44'/60'/0'/0");
    const derived = chain.accounts.map((_, index) => root.deriveChild(index));
    expect(chain.accounts.map(({ address, privateKey }) => [address, privateKey])).to.deep.equal(
      derived.map(({ address, privateKey }) => [address, privateKey]),
    );
    expect(chain.accounts.map(({ role }) => role)).to.deep.equal(
      "operator publisher licensee bank registrar appraiser insurer arbitrator co-owner agent".split(" "),
    );
    for (const { address } of chain.accounts) {
      const balance = await chain.request({ method: "eth_getBalance", params: [address, "latest"] });
      expect(BigInt(String(balance))).to.equal(10_000n * 10n ** 18n);
    }
  });

  it("takes transactions that offer no fee, from senders without coins", async () => {
    const chain = await bench.open(await bench.folder());
    const stranger = Wallet.createRandom();
    const hash = await send(chain, await signed(new Wallet(stranger.privateKey), { nonce: 0 }));
    const receipt = await chain.request({ method: "eth_getTransactionReceipt", params: [hash] });
    expect(receipt).to.include({ status: "0x1", effectiveGasPrice: "0x0" });
    expect(await chain.request({ method: "eth_gasPrice" })).to.equal("0x0");
    expect(await chain.request({ method: "eth_maxPriorityFeePerGas" })).to.equal("0x0");
  });

  it("keeps the base fee at zero after the largest transaction there can be", async () => {
    const chain = await bench.open(await bench.folder());
    const operator = walletOf("operator");
    const burner = await deploy(chain, operator, 0, CODE.burner);
    await send(chain, await signed(operator, { nonce: 1, to: burner, gasLimit: 2 ** 24 }));
    await send(chain, await signed(operator, { nonce: 2 }));
    expect((await blockAt(chain, "latest")).baseFeePerGas).to.equal("0x0");
  });

  it("answers a transaction that reverts with its hash, and a call that reverts with the data", async () => {
    const chain = await bench.open(await bench.folder());
    const operator = walletOf("operator");
    const reverter = await deploy(chain, operator, 0, CODE.reverter);
    const hash = await send(chain, await signed(operator, { nonce: 1, to: reverter }));
    const receipt = await chain.request({ method: "eth_getTransactionReceipt", params: [hash] });
    expect(receipt).to.include({ status: "0x0", transactionHash: hash });

    for (const method of ["eth_call", "eth_estimateGas"]) {
      const error = await refused(chain.request({ method, params: [{ to: reverter }] }));
      expect(error).to.include({ code: 3, data: REVERT_DATA });
    }
  });

  it("answers eth_getBlockReceipts by number and by hash, and null for a block that is not there", async () => {
    const chain = await bench.open(await bench.folder());
    const hash = await send(chain, await signed(walletOf("operator"), { nonce: 0 }));
    const receipt = await chain.request({ method: "eth_getTransactionReceipt", params: [hash] });
    const blockHash = (await blockAt(chain, 1)).hash;
    for (const block of ["latest", "0x1", blockHash]) {
      const receipts = await chain.request({ method: "eth_getBlockReceipts", params: [block] });
      expect(receipts).to.deep.equal([receipt]);
    }
    expect(await chain.request({ method: "eth_getBlockReceipts", params: ["0x0"] })).to.deep.equal([]);
    expect(await chain.request({ method: "eth_getBlockReceipts", params: ["0x2"] })).to.equal(null);
  });

  it("answers eth_getProof at a past block with the same proof after a replay", async () => {
    const directory = await bench.folder();
    const first = await bench.open(directory);
    await liveALittle(first);
    const params = [walletOf("publisher").address, [], "0x4"];
    const before = await first.request({ method: "eth_getProof", params });
    await first.close();

    const second = await bench.open(directory);
    const after = (await second.request({ method: "eth_getProof", params })) as { accountProof: string[] };
    expect(after).to.deep.equal(before);
    const { stateRoot } = await blockAt(second, 4);
    expect(keccak256(after.accountProof[0] ?? "0x")).to.equal(stateRoot);
    expect((await blockAt(second, "latest")).stateRoot).to.not.equal(stateRoot);
  });

  it("serves ethers as an EIP-1193 provider", async () => {
    const chain = await bench.open(await bench.folder());
    const provider = new BrowserProvider({
      request: ({ method, params }) => chain.request({ method, params: Array.isArray(params) ? params : [] }),
    });
    const wallet = walletOf("operator").connect(provider);
    const sent = await wallet.sendTransaction({ to: walletOf("bank").address, value: 5n });
    const receipt = await provider.getTransactionReceipt(sent.hash);
    expect(receipt).to.include({ status: 1, blockNumber: 1 });
    provider.destroy();
  });

  it("gives back the space it had set aside when it is closed, and answers nothing afterwards", async () => {
    const directory = await bench.folder();
    const chain = await bench.open(directory);
    await send(chain, await signed(walletOf("operator"), { nonce: 0 }));
    await chain.close();
    await chain.close();

    expect(await readdir(directory)).to.deep.equal(["journal.ndjson"]);
    const text = await readFile(journalPath(directory), "utf8");
    expect((await stat(journalPath(directory))).size).to.equal((await journalText(directory)).length);
    expect(text.trimEnd().split("\n")).to.have.length(2);
    const raw = await signed(walletOf("operator"), { nonce: 1 });
    for (const work of [send(chain, raw), chain.request({ method: "eth_blockNumber" })]) {
      expect(await refused(work)).to.include({ code: -32002, message: "The embedded chain is closed." });
    }
  });
});
