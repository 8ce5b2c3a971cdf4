import { expect } from "chai";
import { Interface, ZeroHash } from "ethers";
import { describe, it } from "mocha";
import { rehearse } from "../../../../server/features/documents/rehearsal.ts";
import { Refusal } from "../../../../server/http/problem.ts";
import { deployFaultyWallet } from "../../support/contract-wallets.ts";
import { demo } from "../../support/people.ts";
import { PATIENCE, theProduct } from "../../support/product.ts";

const from = demo("operator").address;
const wallet = new Interface(["function isValidSignature(bytes32,bytes) view returns (bytes4)"]);
const question = wallet.encodeFunctionData("isValidSignature", [ZeroHash, "0x"]);

async function refusalOf(rehearsal: Promise<void>): Promise<Refusal> {
  const error = await rehearsal.then(() => undefined).catch((thrown: unknown) => thrown);
  expect(error).to.be.instanceOf(Refusal);
  return error as Refusal;
}

describe("Rehearsing a call before it is accepted", function () {
  this.timeout(PATIENCE);

  it("lets pass what the chain would execute", async () => {
    const product = await theProduct();
    const to = await deployFaultyWallet(product, "takes every signature");
    await rehearse(product.chain, { from, to, data: question });
  });

  it("refuses what would take more gas than a transaction has, in words of its own", async () => {
    const product = await theProduct();
    const to = await deployFaultyWallet(product, "takes all the gas");
    const refusal = await refusalOf(rehearse(product.chain, { from, to, data: question }));
    expect(refusal).to.include({ kind: "conflict", code: "not-executable" });
  });

  it("refuses what is longer than a transaction carries, without asking the chain", async () => {
    const product = await theProduct();
    const data = `0x${"00".repeat(120 * 1024 + 1)}`;
    const refusal = await refusalOf(rehearse(product.chain, { from, to: from, data }));
    expect(refusal).to.include({ kind: "invalid", code: "document-too-large" });
    await rehearse(product.chain, { from, to: from, data: data.slice(0, -2) });
  });

  it("says nothing of the document where the node cannot be reached", async () => {
    const product = await theProduct();
    const error = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    const down = Object.assign(Object.create(product.chain), { send: () => Promise.reject(error) });
    const thrown = await rehearse(down, { from, to: from, data: "0x" }).catch((reason: unknown) => reason);
    expect(thrown).to.equal(error);
  });
});
