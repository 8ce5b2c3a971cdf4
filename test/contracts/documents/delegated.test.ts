import { expect } from "chai";
import { Wallet, ZeroAddress } from "ethers";
import { describe, it } from "mocha";
import { documentId, typedDocument } from "../../../server/domain/documents.ts";
import { ethers } from "../support/chain.ts";
import { freshLedger, type Ledger, placeOf } from "../support/ledger.ts";
import { acts, documentsOf } from "./acts.ts";

/** An account that has delegated to the code of a contract (EIP-7702). */
async function delegatedTo(ledger: Ledger, code: string): Promise<Wallet> {
  const account = new Wallet(`0x${"71".repeat(32)}`, ethers.provider);
  const authorization = await account.authorize({ address: code, nonce: 0, chainId: ledger.chainId });
  const raw = new Wallet(`0x${"72".repeat(32)}`, ethers.provider);
  await ledger.relayer.sendTransaction({ to: raw.address, value: 10n ** 18n });
  await (await raw.sendTransaction({ to: ZeroAddress, type: 4, authorizationList: [authorization] })).wait();
  expect(await ethers.provider.getCode(account.address)).to.equal(`0xef0100${code.slice(2).toLowerCase()}`);
  return account;
}

for (const act of acts) {
  describe(`An account that delegates to code, as signer for the ${act.contract} contract`, () => {
    it("keeps signing with its own key, whatever the code would say", async () => {
      const ledger = await freshLedger();
      const wallet = await ethers.deployContract("FaultyWallet");
      await wallet.getFunction("setFault")(2);
      const account = await delegatedTo(ledger, await wallet.getAddress());
      await act.entitle(ledger, account.address);
      const message = act.message(account.address);
      const typed = typedDocument(act.type, message, placeOf(ledger, act.contract));
      const signature = await account.signTypedData(typed.domain, typed.types, typed.message);
      await expect(act.submit(ledger, message, signature))
        .to.emit(documentsOf(ledger, act), "DocumentExecuted")
        .withArgs(documentId(typed), account.address, message.nonce);
    });

    it("is asked by ERC-1271 for the signatures of others", async () => {
      const ledger = await freshLedger();
      const code = await ethers.deployContract("SharedWallet", [
        ledger.publisher.address,
        ledger.author.address,
      ]);
      const account = await delegatedTo(ledger, await code.getAddress());
      await act.entitle(ledger, account.address);
      const message = act.message(account.address);
      const { domain, types } = typedDocument(act.type, message, placeOf(ledger, act.contract));
      const one = await ledger.publisher.signTypedData(domain, types, message);
      const other = await ledger.author.signTypedData(domain, types, message);
      await expect(act.submit(ledger, message, one))
        .to.be.revertedWithCustomError(documentsOf(ledger, act), "Documents__BadSignature")
        .withArgs(account.address);
      await act.submit(ledger, message, one + other.slice(2));
    });
  });
}
