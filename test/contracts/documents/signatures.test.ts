import { expect } from "chai";
import { concat, Signature, toBeHex } from "ethers";
import { describe, it } from "mocha";
import { type DocumentPlace, typedDocument } from "../../../server/domain/documents.ts";
import { idOf, sign, signTyped } from "../support/documents.ts";
import { freshLedger, type Ledger, placeOf } from "../support/ledger.ts";
import { type Act, acts, documentsOf } from "./acts.ts";

/** Order of the curve secp256k1. */
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** The other signature that the same key gives the same document: s mirrored, v turned. */
function malleated(signature: string): string {
  const { r, s, v } = Signature.from(signature);
  return concat([r, toBeHex(ORDER - BigInt(s), 32), v === 27 ? "0x1c" : "0x1b"]);
}

async function refuses(ledger: Ledger, act: Act, forge: (good: string, place: DocumentPlace) => string) {
  const signer = act.signer(ledger);
  const place = placeOf(ledger, act.contract);
  const message = act.message(signer.address);
  const good = await sign(signer, act.type, message, place);
  await expect(act.submit(ledger, message, forge(good, place)))
    .to.be.revertedWithCustomError(documentsOf(ledger, act), "Documents__BadSignature")
    .withArgs(signer.address);
  // It was the forgery alone: the nonce is unspent, and the good signature passes.
  await act.submit(ledger, message, good);
}

for (const act of acts) {
  describe(`The signature of a document for the ${act.contract} contract`, () => {
    it("is accepted from whoever submits it, and the execution names the document's id", async () => {
      const ledger = await freshLedger();
      const signer = act.signer(ledger);
      const message = act.message(signer.address);
      const place = placeOf(ledger, act.contract);
      const signature = await sign(signer, act.type, message, place);
      await expect(act.submit(ledger, message, signature, ledger.stranger))
        .to.emit(documentsOf(ledger, act), "DocumentExecuted")
        .withArgs(idOf(act.type, message, place), signer.address, message.nonce);
    });

    it("may be empty when the signer itself calls", async () => {
      const ledger = await freshLedger();
      const signer = act.signer(ledger);
      const message = act.message(signer.address);
      await expect(act.submit(ledger, message, "0x", signer))
        .to.emit(documentsOf(ledger, act), "DocumentExecuted")
        .withArgs(idOf(act.type, message, placeOf(ledger, act.contract)), signer.address, message.nonce);
    });

    it("may not be empty when another calls", async () => {
      await refuses(await freshLedger(), act, () => "0x");
    });

    it("is checked when it is there, also when the signer itself calls", async () => {
      const ledger = await freshLedger();
      const signer = act.signer(ledger);
      await expect(act.submit(ledger, act.message(signer.address), "0x00", signer))
        .to.be.revertedWithCustomError(documentsOf(ledger, act), "Documents__BadSignature")
        .withArgs(signer.address);
    });

    it("is refused from another key", async () => {
      const ledger = await freshLedger();
      const signer = act.signer(ledger);
      const message = act.message(signer.address);
      const signature = await sign(ledger.stranger, act.type, message, placeOf(ledger, act.contract));
      await expect(act.submit(ledger, message, signature, ledger.stranger))
        .to.be.revertedWithCustomError(documentsOf(ledger, act), "Documents__BadSignature")
        .withArgs(signer.address);
    });

    const elsewhere: [string, (ledger: Ledger, place: DocumentPlace) => DocumentPlace][] = [
      ["another chain", (_, place) => ({ ...place, chainId: 1 })],
      [
        "the same contract at another address",
        ({ stranger }, place) => ({ ...place, address: stranger.address }),
      ],
      ...acts
        .filter(({ contract }) => contract !== act.contract)
        .map(({ contract }): [string, (ledger: Ledger) => DocumentPlace] => [
          `the ${contract} contract`,
          (ledger) => placeOf(ledger, contract),
        ]),
    ];
    for (const [name, placeFor] of elsewhere) {
      it(`is refused when it was given for ${name}`, async () => {
        const ledger = await freshLedger();
        const signer = act.signer(ledger);
        const message = act.message(signer.address);
        const place = placeFor(ledger, placeOf(ledger, act.contract));
        await expect(act.submit(ledger, message, await sign(signer, act.type, message, place)))
          .to.be.revertedWithCustomError(documentsOf(ledger, act), "Documents__BadSignature")
          .withArgs(signer.address);
      });
    }

    it("is refused when it was given for another version of the contract", async () => {
      const ledger = await freshLedger();
      const signer = act.signer(ledger);
      const message = act.message(signer.address);
      const typed = typedDocument(act.type, message, placeOf(ledger, act.contract));
      const domain = { ...typed.domain, version: "2" };
      await expect(act.submit(ledger, message, await signTyped(signer, { ...typed, domain })))
        .to.be.revertedWithCustomError(documentsOf(ledger, act), "Documents__BadSignature")
        .withArgs(signer.address);
    });

    const forgeries: [string, (good: string) => string][] = [
      ["with its s in the upper half of the curve's order", malleated],
      ["in the compact form of 64 bytes (ERC-2098)", (good) => Signature.from(good).compactSerialized],
      ["with a byte too many", (good) => `${good}00`],
      ["with a byte too few", (good) => good.slice(0, -2)],
      ["of one byte", () => "0x01"],
      ["of 65 zero bytes", () => `0x${"00".repeat(65)}`],
      ["with v written as 0 or 1", (good) => `${good.slice(0, -2)}${good.endsWith("1b") ? "00" : "01"}`],
      ["with the other v", (good) => `${good.slice(0, -2)}${good.endsWith("1b") ? "1c" : "1b"}`],
    ];
    for (const [name, forge] of forgeries) {
      it(`is refused ${name}`, async () => {
        await refuses(await freshLedger(), act, forge);
      });
    }
  });
}
