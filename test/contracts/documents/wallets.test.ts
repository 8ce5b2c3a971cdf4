import { expect } from "chai";
import { concat, ZeroAddress } from "ethers";
import { describe, it } from "mocha";
import { ethers } from "../support/chain.ts";
import { FAR, freshNonce, sign } from "../support/documents.ts";
import { freshLedger, type Ledger, placeOf } from "../support/ledger.ts";
import { type Act, acts, documentsOf } from "./acts.ts";

/** An act that a contract at an address signs, with a signature made by the keys of the publisher and the author. */
async function actOf(ledger: Ledger, act: Act, address: string) {
  await act.entitle(ledger, address);
  const message = act.message(address);
  const place = placeOf(ledger, act.contract);
  const byPublisher = await sign(ledger.publisher, act.type, message, place);
  const byAuthor = await sign(ledger.author, act.type, message, place);
  return { message, byPublisher, byAuthor };
}

const faults = [
  "refuses",
  "reverts",
  "panics",
  "answers with the word for true",
  "answers nothing",
  "answers with the right four bytes and no more",
  "answers with the right four bytes and garbage behind them",
  "takes all the gas",
];

for (const act of acts) {
  describe(`A contract wallet as signer for the ${act.contract} contract`, () => {
    it("is asked by ERC-1271 whether the signature of its key is its own", async () => {
      const ledger = await freshLedger();
      const wallet = await ethers.deployContract("SingleKeyWallet", [ledger.publisher.address]);
      const address = await wallet.getAddress();
      const { message, byPublisher } = await actOf(ledger, act, address);
      await expect(act.submit(ledger, message, byPublisher))
        .to.emit(documentsOf(ledger, act), "DocumentExecuted")
        .withArgs((id: string) => id.length === 66, address, message.nonce);
    });

    it("refuses the signature of a key that is not its own", async () => {
      const ledger = await freshLedger();
      const wallet = await ethers.deployContract("SingleKeyWallet", [ledger.publisher.address]);
      const address = await wallet.getAddress();
      const { message, byAuthor } = await actOf(ledger, act, address);
      for (const signature of [byAuthor, "0x"]) {
        await expect(act.submit(ledger, message, signature))
          .to.be.revertedWithCustomError(documentsOf(ledger, act), "Documents__BadSignature")
          .withArgs(address);
      }
    });

    it("may sign in a form of its own, such as the signatures of two keys", async () => {
      const ledger = await freshLedger();
      const { publisher, author } = ledger;
      const wallet = await ethers.deployContract("SharedWallet", [publisher.address, author.address]);
      const address = await wallet.getAddress();
      const { message, byPublisher, byAuthor } = await actOf(ledger, act, address);
      for (const signature of [byPublisher, concat([byAuthor, byPublisher])]) {
        await expect(act.submit(ledger, message, signature))
          .to.be.revertedWithCustomError(documentsOf(ledger, act), "Documents__BadSignature")
          .withArgs(address);
      }
      await act.submit(ledger, message, concat([byPublisher, byAuthor]));
    });

    it("needs no signature when it calls itself", async () => {
      const ledger = await freshLedger();
      const wallet = await ethers.deployContract("SingleKeyWallet", [ledger.publisher.address]);
      const address = await wallet.getAddress();
      const documents = documentsOf(ledger, act);
      const document = { signer: address, cancelled: "5", nonce: freshNonce(), deadline: FAR };
      const call = documents.interface.encodeFunctionData("cancel", [document, "0x"]);
      await wallet.getFunction("run")(await documents.getAddress(), call);
      expect(await documents.isNonceSpent(address, 5)).to.equal(true);
    });

    for (const [i, fault] of faults.entries()) {
      it(`is taken to refuse when it ${fault}`, async () => {
        const ledger = await freshLedger();
        const wallet = await ethers.deployContract("FaultyWallet");
        const address = await wallet.getAddress();
        const { message, byPublisher } = await actOf(ledger, act, address);
        await wallet.getFunction("setFault")(i + 1);
        await expect(act.submit(ledger, message, byPublisher))
          .to.be.revertedWithCustomError(documentsOf(ledger, act), "Documents__BadSignature")
          .withArgs(address);
        await wallet.getFunction("setFault")(0);
        await act.submit(ledger, message, byPublisher);
      });
    }

    it("is taken to refuse when it knows nothing of ERC-1271", async () => {
      const ledger = await freshLedger();
      const address = ledger.deployment.contracts.evidence;
      const { message, byPublisher } = await actOf(ledger, act, address);
      await expect(act.submit(ledger, message, byPublisher))
        .to.be.revertedWithCustomError(documentsOf(ledger, act), "Documents__BadSignature")
        .withArgs(address);
    });
  });

  describe(`An account without code as signer for the ${act.contract} contract`, () => {
    it("is refused when nobody can sign for it: the zero address and the precompiled contracts", async () => {
      const ledger = await freshLedger();
      const precompiled = [2, 4, 6].map((n) => `0x${String(n).padStart(40, "0")}`);
      for (const address of [ZeroAddress, ...precompiled]) {
        const { message, byPublisher } = await actOf(ledger, act, address);
        for (const signature of [byPublisher, "0x", `0x${"00".repeat(65)}`]) {
          await expect(act.submit(ledger, message, signature), address)
            .to.be.revertedWithCustomError(documentsOf(ledger, act), "Documents__BadSignature")
            .withArgs(address);
        }
      }
    });
  });
}
