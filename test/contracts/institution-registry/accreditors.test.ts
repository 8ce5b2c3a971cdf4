import { expect } from "chai";
import { describe, it } from "mocha";
import { type Account, networkHelpers } from "../support/chain.ts";
import { sign } from "../support/documents.ts";
import {
  accredited,
  anAccreditation,
  aRevocation,
  aStandingChange,
  attested,
} from "../support/institutions.ts";
import { freshLedger, type Ledger, placeOf } from "../support/ledger.ts";
import { registered } from "../support/works.ts";

/** Each act of an accreditor, signed by an account and submitted by the relayer. */
async function submitBy(ledger: Ledger, account: Account) {
  const { institutions, bank, registrar } = ledger;
  const place = placeOf(ledger, "institutions");
  const accreditation = anAccreditation(account, bank, { capacities: "bank" });
  const change = aStandingChange(account, registrar, "suspended");
  const signed = await sign(account, "Accreditation", accreditation, place);
  const signedChange = await sign(account, "StandingChange", change, place);
  return {
    accredit: () => institutions.accredit(accreditation, signed),
    changeStanding: () => institutions.changeStanding(change, signedChange),
  };
}

async function expectRefused(ledger: Ledger, account: Account) {
  const acts = await submitBy(ledger, account);
  for (const act of [acts.accredit, acts.changeStanding]) {
    await expect(act())
      .to.be.revertedWithCustomError(ledger.institutions, "InstitutionRegistry__NotAccreditor")
      .withArgs(account.address);
  }
}

async function expectTaken(ledger: Ledger, account: Account) {
  const acts = await submitBy(ledger, account);
  await acts.accredit();
  await acts.changeStanding();
}

/** A ledger with one registrar. */
async function withRegistrar() {
  const ledger = await freshLedger();
  await accredited(ledger, ledger.registrar);
  return ledger;
}

describe("InstitutionRegistry, who is an accreditor", () => {
  it("is each account to which the administrator gave the role", async () => {
    const ledger = await withRegistrar();
    await expectTaken(ledger, ledger.accreditor);
    const { access, administrator, stranger } = ledger;
    await access.connect(administrator).grantRole(await access.ACCREDITOR(), stranger, 0);
    await ledger.institutions
      .connect(ledger.accreditor)
      .changeStanding(aStandingChange(ledger.accreditor, ledger.registrar, "accredited"), "0x");
    await expectTaken(ledger, stranger);
  });

  it("is nobody else: no administrator, module, institution, submitter or stranger", async () => {
    const ledger = await withRegistrar();
    const { administrator, deployer, pledgeModule, disputeModule, registrar, relayer, stranger } = ledger;
    for (const account of [
      administrator,
      deployer,
      pledgeModule,
      disputeModule,
      registrar,
      relayer,
      stranger,
    ]) {
      await expectRefused(ledger, account);
    }
  });

  it("is no submitter of what another signed without the role", async () => {
    const ledger = await withRegistrar();
    const { institutions, accreditor, bank, stranger } = ledger;
    const message = anAccreditation(stranger, bank);
    const signature = await sign(stranger, "Accreditation", message, placeOf(ledger, "institutions"));
    await expect(institutions.connect(accreditor).accredit(message, signature))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistry__NotAccreditor")
      .withArgs(stranger.address);
  });

  it("is no more who lost or gave up the role, also for what was signed before", async () => {
    const ledger = await withRegistrar();
    const { access, administrator, accreditor, institutions } = ledger;
    const acts = await submitBy(ledger, accreditor);
    await access.connect(administrator).revokeRole(await access.ACCREDITOR(), accreditor);
    await expect(acts.accredit())
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistry__NotAccreditor")
      .withArgs(accreditor.address);
    await expectRefused(ledger, accreditor);
  });

  it("is not who has the role with a delay, for a document cannot be scheduled", async () => {
    const ledger = await withRegistrar();
    const { access, administrator, stranger } = ledger;
    await access.connect(administrator).grantRole(await access.ACCREDITOR(), stranger, 3_600);
    await expectRefused(ledger, stranger);
    await networkHelpers.time.increase(7_200);
    await expectRefused(ledger, stranger);
  });

  it("is nobody while the administrator has closed the registry", async () => {
    const ledger = await withRegistrar();
    const { access, administrator, institutions, accreditor } = ledger;
    await access.connect(administrator).setTargetClosed(institutions, true);
    await expectRefused(ledger, accreditor);
    await access.connect(administrator).setTargetClosed(institutions, false);
    await expectTaken(ledger, accreditor);
  });

  it("may take back an attestation only while it has the role", async () => {
    const ledger = await withRegistrar();
    const { access, administrator, accreditor, institutions, publisher, registrar } = ledger;
    const id = await attested(ledger, registrar, await registered(ledger, publisher));
    const own = institutions.connect(accreditor);
    await access.connect(administrator).revokeRole(await access.ACCREDITOR(), accreditor);
    await expect(own.revokeAttestation(aRevocation(accreditor, id), "0x"))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistry__NotRevoker")
      .withArgs(id, accreditor.address);
    await access.connect(administrator).grantRole(await access.ACCREDITOR(), accreditor, 0);
    await own.revokeAttestation(aRevocation(accreditor, id), "0x");
  });
});
