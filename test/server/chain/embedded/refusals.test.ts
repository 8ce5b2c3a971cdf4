import { expect } from "chai";
import { Wallet } from "ethers";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { EmbeddedChain } from "../../../../server/chain/embedded/chain.ts";
import { blockAt, createBench, history, journalText, refused } from "./support/chains.ts";
import { type Fields, send, signed, walletOf } from "./support/transactions.ts";

describe("what the embedded chain refuses", function () {
  this.timeout(30_000);
  const bench = createBench();
  let directory: string;
  let chain: EmbeddedChain;

  beforeEach(async () => {
    directory = await bench.folder();
    chain = await bench.open(directory);
    await send(chain, await signed(walletOf("operator"), { nonce: 0 }));
  });
  afterEach(() => bench.clear());

  it("leaves the journal and the chain as they were after each invalid transaction", async () => {
    const operator = walletOf("operator");
    const poor = new Wallet(Wallet.createRandom().privateKey);
    const cases: [string, Wallet, Fields, RegExp][] = [
      ["another chain", operator, { nonce: 1, chainId: 1 }, /chainId/],
      ["nonce too low", operator, { nonce: 0 }, /Nonce too low/],
      ["nonce too high", operator, { nonce: 2 }, /Nonce too high/],
      ["more than the sender has", poor, { nonce: 0, value: 1n }, /enough funds/],
      [
        "over the gas cap of a transaction",
        operator,
        { nonce: 1, gasLimit: 2 ** 24 + 1 },
        /gas cap of 16777216/,
      ],
      ["under the gas that it costs to send", operator, { nonce: 1, gasLimit: 20_999 }, /at least 21000 gas/],
      [
        "under the gas that its data costs",
        operator,
        { nonce: 1, gasLimit: 30_000, data: `0x${"ff".repeat(1000)}` },
        /gas/,
      ],
      [
        "too long a contract",
        operator,
        { nonce: 1, to: null, data: `0x${"00".repeat(49_153)}`, gasLimit: 2 ** 24 },
        /init code/,
      ],
    ];
    const before = { history: await history(chain), journal: await journalText(directory) };
    for (const [name, wallet, fields, message] of cases) {
      const error = await refused(send(chain, await signed(wallet, fields)));
      expect(error.message, name).to.match(message).and.not.include("\n");
      expect(error.code, name).to.be.oneOf([-32000, -32602]);
    }
    expect({ history: await history(chain), journal: await journalText(directory) }).to.deep.equal(before);

    await send(chain, await signed(operator, { nonce: 1, gasLimit: 2 ** 24 }));
    const after = await history(chain);
    await chain.close();
    expect(await history(await bench.open(directory))).to.deep.equal(after);
  });

  it("refuses what is no transaction at all", async () => {
    const raw = await signed(walletOf("operator"), { nonce: 1 });
    const malformed = [[], ["0x"], ["zz"], [raw.slice(0, -1)], [raw.slice(2)], [7], [null], [raw, "latest"]];
    for (const params of malformed) {
      const error = await refused(chain.request({ method: "eth_sendRawTransaction", params }));
      expect(error).to.include({ code: -32602 });
    }
    for (const text of ["0x1234", raw.slice(0, -2), `${raw.slice(0, -2)}zz`, `0x${"ab".repeat(131_073)}`]) {
      expect(await refused(send(chain, text))).to.include({ code: -32602 });
    }
    expect((await blockAt(chain, "latest")).number).to.equal("0x1");
  });

  it("signs for nobody, and says how to send instead", async () => {
    const { address } = walletOf("operator");
    for (const method of ["eth_sendTransaction", "eth_sign", "eth_signTypedData_v4", "personal_sign"]) {
      const error = await refused(chain.request({ method, params: [{ from: address }] }));
      expect(error.code).to.equal(-32004);
      expect(error.message).to.include(method).and.include("eth_sendRawTransaction");
    }
    expect(await chain.request({ method: "eth_accounts" })).to.deep.equal([]);
  });

  it("offers no method that changes the chain past the journal", async () => {
    const { address } = walletOf("operator");
    const calls: [string, unknown[]][] = [
      ["hardhat_setBalance", [address, "0x0"]],
      ["hardhat_mine", ["0x10"]],
      ["hardhat_reset", []],
      ["hardhat_setCode", [address, "0x00"]],
      ["hardhat_impersonateAccount", [address]],
      ["evm_snapshot", []],
      ["evm_revert", ["0x1"]],
      ["evm_setAutomine", [false]],
      ["evm_setNextBlockTimestamp", [4_000_000_000]],
      ["evm_setBlockGasLimit", ["0x10"]],
      ["debug_traceTransaction", [`0x${"0".repeat(64)}`]],
      ["eth_subscribe", ["newHeads"]],
      ["admin_addPeer", []],
      ["constructor", []],
      ["", []],
    ];
    const before = await history(chain);
    for (const [method, params] of calls) {
      const error = await refused(chain.request({ method, params }));
      expect(error.code, method).to.equal(-32601);
      expect(error.message).to.include(`does not offer ${method}`);
    }
    expect(await history(chain)).to.deep.equal(before);
  });

  it("passes on what the engine says about wrong parameters of a read", async () => {
    const error = await refused(chain.request({ method: "eth_getBalance", params: ["0x12", "latest"] }));
    expect(error).to.include({ code: -32602, data: undefined });
    const beyond = await refused(
      chain.request({ method: "eth_getBalance", params: [walletOf("bank").address, "0x99"] }),
    );
    expect(beyond.message).to.match(/invalid block/);
  });
});
