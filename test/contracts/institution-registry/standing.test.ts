import { expect } from "chai";
import { describe, it } from "mocha";
import { idOf, sign } from "../support/documents.ts";
import {
  accredited,
  anAttestation,
  aStandingChange,
  attested,
  standingChanged,
  submitAttestation,
} from "../support/institutions.ts";
import { freshLedger, placeOf } from "../support/ledger.ts";
import { registered } from "../support/works.ts";

const [ACCREDITED, SUSPENDED, REVOKED] = [1n, 2n, 3n];

async function withRegistrar() {
  const ledger = await freshLedger();
  await accredited(ledger, ledger.registrar);
  const workId = await registered(ledger, ledger.publisher);
  return { ...ledger, workId };
}

describe("InstitutionRegistry.changeStanding", () => {
  it("suspends, reinstates and revokes, with a reason", async () => {
    const ledger = await withRegistrar();
    const { institutions, accreditor, registrar } = ledger;
    for (const [word, standing] of [
      ["suspended", SUSPENDED],
      ["accredited", ACCREDITED],
      ["suspended", SUSPENDED],
      ["revoked", REVOKED],
    ] as const) {
      const message = aStandingChange(accreditor, registrar, word);
      const place = placeOf(ledger, "institutions");
      const changing = institutions.changeStanding(
        message,
        await sign(accreditor, "StandingChange", message, place),
      );
      await expect(changing)
        .to.emit(institutions, "StandingChanged")
        .withArgs(registrar.address, accreditor.address, standing, message.reason);
      await expect(changing)
        .to.emit(institutions, "DocumentExecuted")
        .withArgs(idOf("StandingChange", message, place), accreditor.address, message.nonce);
      expect((await institutions.institutionOf(registrar)).standing).to.equal(standing);
    }
  });

  it("revokes an accredited institution at once, and for good", async () => {
    const ledger = await withRegistrar();
    const { institutions, registrar } = ledger;
    await standingChanged(ledger, registrar, "revoked");
    for (const standing of ["accredited", "suspended", "revoked"]) {
      await expect(standingChanged(ledger, registrar, standing))
        .to.be.revertedWithCustomError(institutions, "InstitutionRegistry__InstitutionRevoked")
        .withArgs(registrar.address);
    }
  });

  it("leaves capacities, profile and the time of accreditation as they are", async () => {
    const ledger = await withRegistrar();
    const { institutions, registrar } = ledger;
    const before = await institutions.institutionOf(registrar);
    await standingChanged(ledger, registrar, "suspended");
    const after = await institutions.institutionOf(registrar);
    expect([after.profile, after.since, after.capacities]).to.deep.equal([
      before.profile,
      before.since,
      before.capacities,
    ]);
  });

  it("refuses the standing that the institution has, and words that are none", async () => {
    const ledger = await withRegistrar();
    const { institutions, registrar } = ledger;
    for (const standing of ["accredited", "", "none", "Suspended", "suspended ", "suspended\0", "paused"]) {
      await expect(standingChanged(ledger, registrar, standing))
        .to.be.revertedWithCustomError(institutions, "InstitutionRegistry__StandingInvalid")
        .withArgs(standing);
    }
    await standingChanged(ledger, registrar, "suspended");
    await expect(standingChanged(ledger, registrar, "suspended"))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistry__StandingInvalid")
      .withArgs("suspended");
  });

  it("refuses an institution that nobody accredited", async () => {
    const ledger = await withRegistrar();
    const { institutions, stranger } = ledger;
    await expect(standingChanged(ledger, stranger, "suspended"))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistry__InstitutionUnknown")
      .withArgs(stranger.address);
  });

  it("decides with each moment whether the attestations of an institution count", async () => {
    const ledger = await withRegistrar();
    const { institutions, registrar, workId } = ledger;
    const id = await attested(ledger, registrar, workId);
    expect(await institutions.isValid(id)).to.equal(true);
    await standingChanged(ledger, registrar, "suspended");
    expect(await institutions.isValid(id)).to.equal(false);
    await standingChanged(ledger, registrar, "accredited");
    expect(await institutions.isValid(id)).to.equal(true);
    await standingChanged(ledger, registrar, "revoked");
    expect(await institutions.isValid(id)).to.equal(false);
    // What was attested stays on record.
    expect((await institutions.attestationOf(id)).institution).to.equal(registrar.address);
  });

  it("keeps a suspended or revoked institution from attesting, and a reinstated one not", async () => {
    const ledger = await withRegistrar();
    const { institutions, registrar, workId } = ledger;
    const attempt = () => submitAttestation(ledger, registrar, anAttestation(registrar, workId));
    const refused = async () =>
      expect(attempt())
        .to.be.revertedWithCustomError(institutions, "InstitutionRegistry__NotEntitled")
        .withArgs(registrar.address, "registration-certificate");
    await standingChanged(ledger, registrar, "suspended");
    await refused();
    await standingChanged(ledger, registrar, "accredited");
    await attempt();
    await standingChanged(ledger, registrar, "revoked");
    await refused();
  });
});
