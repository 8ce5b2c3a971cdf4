import { expect } from "chai";
import { id, TypedDataEncoder } from "ethers";
import { describe, it } from "mocha";
import {
  documentKinds,
  documentTypes,
  domainNames,
  encodedType,
  typedConsent,
} from "../../../server/domain/documents.ts";
import { ethers } from "../support/chain.ts";
import { FAR, ZERO } from "../support/documents.ts";
import { freshLedger, placeOf } from "../support/ledger.ts";
import { acts } from "./acts.ts";

/** Documents whose type is closed inside its contract: their digests are compared where they are executed. */
const closed = ["Deposit", "Cancellation", "CancellationOfAll"];

describe("The EIP-712 types of the documents", () => {
  it("are the same in the contracts as in the gateway, letter for letter", async () => {
    const probe = await ethers.deployContract("TypesProbe");
    const names = ["Work", "CoOwner", ...documentTypes.filter((type) => !closed.includes(type))] as const;
    for (const name of names) {
      const text = encodedType(name as Parameters<typeof encodedType>[0]);
      expect(await probe.getFunction("typeHash")(name), text).to.equal(id(text));
    }
  });

  it("of the consents nest the whole document, in both", async () => {
    const place = placeOf(await freshLedger(), "works");
    const probe = await ethers.deployContract("TypesProbe");
    const nested = documentTypes.filter((type) => documentKinds[type].consents);
    expect(nested).to.deep.equal(["Registration", "Correction", "Assignment"]);
    for (const type of nested) {
      const { types, primaryType } = typedConsent(
        type,
        { party: ZERO, nonce: "0", deadline: FAR },
        {},
        place,
      );
      const text = TypedDataEncoder.from(types).encodeType(primaryType);
      expect(await probe.getFunction("typeHash")(primaryType), text).to.equal(id(text));
    }
  });
});

describe("The EIP-712 domains", () => {
  for (const { contract } of acts) {
    it(`of the ${contract} contract can be read from it (ERC-5267)`, async () => {
      const ledger = await freshLedger();
      const place = placeOf(ledger, contract);
      const domain = await ledger[contract].eip712Domain();
      expect([...domain]).to.deep.equal([
        "0x0f",
        domainNames[contract],
        "1",
        BigInt(place.chainId),
        place.address,
        ZERO,
        [],
      ]);
    });
  }
});
