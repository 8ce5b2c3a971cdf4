import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { describe, it } from "mocha";
import { fieldsOf, networkHelpers, timeOf } from "../support/chain.ts";
import { idOf, sign, ZERO } from "../support/documents.ts";
import {
  type AccreditationMessage,
  accredited,
  anAccreditation,
  standingChanged,
} from "../support/institutions.ts";
import { freshLedger, type Ledger, placeOf } from "../support/ledger.ts";

const REGISTRAR = 1n;
const NOTARY = 512n;
const ACCREDITED = 1n;

async function submit(ledger: Ledger, message: AccreditationMessage) {
  const signature = await sign(ledger.accreditor, "Accreditation", message, placeOf(ledger, "institutions"));
  return ledger.institutions.accredit(message, signature);
}

describe("InstitutionRegistry.accredit", () => {
  it("accredits an institution for its capacities, with its public profile", async () => {
    const ledger = await freshLedger();
    const { institutions, accreditor, registrar } = ledger;
    const message = anAccreditation(accreditor, registrar, { capacities: "registrar notary" });
    const accrediting = submit(ledger, message);
    await expect(accrediting)
      .to.emit(institutions, "InstitutionAccredited")
      .withArgs(registrar.address, accreditor.address, message.name, REGISTRAR | NOTARY, message.profile);
    await expect(accrediting)
      .to.emit(institutions, "DocumentExecuted")
      .withArgs(
        idOf("Accreditation", message, placeOf(ledger, "institutions")),
        accreditor.address,
        message.nonce,
      );
    expect(fieldsOf(await institutions.institutionOf(registrar))).to.deep.equal({
      profile: message.profile,
      since: BigInt(await timeOf(accrediting)),
      capacities: REGISTRAR | NOTARY,
      standing: ACCREDITED,
    });
  });

  it("says whether an institution is accredited now in all of some capacities", async () => {
    const ledger = await freshLedger();
    const { institutions, registrar, stranger } = ledger;
    await accredited(ledger, registrar, "registrar notary");
    for (const [capacities, answer] of [
      [0n, true],
      [REGISTRAR, true],
      [NOTARY, true],
      [REGISTRAR | NOTARY, true],
      [2n, false],
      [REGISTRAR | 2n, false],
      [0xffffn, false],
    ] as const) {
      expect(await institutions.isAccredited(registrar, capacities), `${capacities}`).to.equal(answer);
      expect(await institutions.isAccredited(stranger, capacities)).to.equal(false);
    }
    await standingChanged(ledger, registrar, "suspended");
    expect(await institutions.isAccredited(registrar, REGISTRAR)).to.equal(false);
  });

  it("knows nothing of an institution that nobody accredited", async () => {
    const { institutions, stranger } = await freshLedger();
    expect(fieldsOf(await institutions.institutionOf(stranger))).to.deep.equal({
      profile: ZERO,
      since: 0n,
      capacities: 0n,
      standing: 0n,
    });
  });

  it("replaces name, capacities and profile of an institution, which is accredited since the first time", async () => {
    const ledger = await freshLedger();
    const { institutions, accreditor, registrar } = ledger;
    await accredited(ledger, registrar);
    const { since } = await institutions.institutionOf(registrar);
    await networkHelpers.time.increase(1_000);
    const message = anAccreditation(accreditor, registrar, { name: "公证处", capacities: "notary" });
    await expect(submit(ledger, message))
      .to.emit(institutions, "InstitutionAccredited")
      .withArgs(registrar.address, accreditor.address, "公证处", NOTARY, message.profile);
    expect(fieldsOf(await institutions.institutionOf(registrar))).to.deep.equal({
      profile: message.profile,
      since,
      capacities: NOTARY,
      standing: ACCREDITED,
    });
  });

  it("does not lift a suspension by replacing the entry", async () => {
    const ledger = await freshLedger();
    const { institutions, registrar } = ledger;
    await accredited(ledger, registrar);
    await standingChanged(ledger, registrar, "suspended");
    await accredited(ledger, registrar, "registrar bank");
    expect((await institutions.institutionOf(registrar)).standing).to.equal(2);
    expect(await institutions.isAccredited(registrar, REGISTRAR)).to.equal(false);
  });

  it("refuses an institution that was revoked", async () => {
    const ledger = await freshLedger();
    const { institutions, accreditor, registrar } = ledger;
    await accredited(ledger, registrar);
    await standingChanged(ledger, registrar, "revoked");
    await expect(submit(ledger, anAccreditation(accreditor, registrar)))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistry__InstitutionRevoked")
      .withArgs(registrar.address);
  });

  it("refuses the zero address", async () => {
    const ledger = await freshLedger();
    const message = anAccreditation(ledger.accreditor, { address: ZeroAddress });
    await expect(submit(ledger, message)).to.be.revertedWithCustomError(
      ledger.institutions,
      "InstitutionRegistry__InstitutionMissing",
    );
  });

  it("refuses an institution without a name", async () => {
    const ledger = await freshLedger();
    const { institutions, accreditor, registrar } = ledger;
    await expect(submit(ledger, anAccreditation(accreditor, registrar, { name: "" })))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistry__NameMissing")
      .withArgs(registrar.address);
  });

  it("refuses capacities that it does not know, none, and other partings than single spaces", async () => {
    const ledger = await freshLedger();
    const { institutions, accreditor, registrar } = ledger;
    for (const capacities of [
      "",
      "publisher",
      "registrar publisher",
      "registrar  bank",
      "registrar,bank",
      "bank\0",
    ]) {
      await expect(submit(ledger, anAccreditation(accreditor, registrar, { capacities })))
        .to.be.revertedWithCustomError(institutions, "InstitutionRegistry__CapacityUnknown")
        .withArgs(capacities);
    }
  });
});
