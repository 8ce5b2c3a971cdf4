import { expect } from "chai";
import { hexlify, randomBytes, Wallet } from "ethers";
import { describe, it } from "mocha";
import { signCall, type UnsignedCall } from "../../../../server/chain/relayer/signing.ts";

const wallet = new Wallet(`0x${"07".repeat(32)}`);
const call: UnsignedCall = {
  chainId: 31337,
  nonce: 0,
  to: Wallet.createRandom().address,
  data: "0x",
  gasLimit: 21_000n,
  maxFeePerGas: 0n,
  maxPriorityFeePerGas: 0n,
};

describe("signing a call", () => {
  // Lengths and numbers at which RLP changes its form.
  for (const bytes of [0, 1, 2, 54, 55, 56, 57, 255, 256, 65_535, 65_536, 100_000]) {
    it(`gives what ethers gives, with ${bytes} bytes of data`, async () => {
      const unsigned = { ...call, data: hexlify(randomBytes(bytes)) };
      expect(signCall(wallet, unsigned)).to.equal(await wallet.signTransaction({ ...unsigned, type: 2 }));
    });
  }

  for (const number of [0, 1, 127, 128, 255, 256, 65_535, 1 << 24, Number.MAX_SAFE_INTEGER]) {
    it(`gives what ethers gives, with ${number} for nonce, gas, fees and chain`, async () => {
      const value = BigInt(number);
      const numbers = { gasLimit: value, maxFeePerGas: value, maxPriorityFeePerGas: value, nonce: number };
      const unsigned = { ...call, ...numbers, chainId: value };
      expect(signCall(wallet, unsigned)).to.equal(await wallet.signTransaction({ ...unsigned, type: 2 }));
    });
  }

  for (const byte of ["0x00", "0x7f", "0x80", "0xff"]) {
    it(`gives what ethers gives, with the one byte ${byte} of data`, async () => {
      const unsigned = { ...call, data: byte };
      expect(signCall(wallet, unsigned)).to.equal(await wallet.signTransaction({ ...unsigned, type: 2 }));
    });
  }

  it("gives what ethers gives, for signatures whose numbers begin with zeros", async () => {
    for (let nonce = 0; nonce < 600; nonce += 1) {
      const unsigned = { ...call, nonce };
      expect(signCall(wallet, unsigned)).to.equal(await wallet.signTransaction({ ...unsigned, type: 2 }));
    }
  });
});
