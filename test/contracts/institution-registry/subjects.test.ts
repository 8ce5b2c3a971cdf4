import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { describe, it } from "mocha";
import { ethers } from "../support/chain.ts";
import { freshWord } from "../support/documents.ts";
import { accredited, anAttestation, attested, submitAttestation } from "../support/institutions.ts";
import { freshLedger } from "../support/ledger.ts";
import { registered } from "../support/works.ts";

async function withRegistrar() {
  const ledger = await freshLedger();
  await accredited(ledger, ledger.registrar);
  return ledger;
}

describe("InstitutionRegistry, what attestations are about", () => {
  it("are works that are registered", async () => {
    const ledger = await withRegistrar();
    const { institutions, registrar, publisher, disputeModule } = ledger;
    const revoked = await registered(ledger, publisher);
    await ledger.works.connect(disputeModule).revoke(revoked, freshWord());
    for (const subject of [freshWord(), revoked]) {
      await expect(submitAttestation(ledger, registrar, anAttestation(registrar, subject)))
        .to.be.revertedWithCustomError(institutions, "InstitutionRegistry__SubjectUnknown")
        .withArgs("work", subject);
    }
    await submitAttestation(ledger, registrar, anAttestation(registrar, await registered(ledger, publisher)));
  });

  it("stay attested when the work's registration is revoked", async () => {
    const ledger = await withRegistrar();
    const { institutions, registrar, publisher, disputeModule } = ledger;
    const workId = await registered(ledger, publisher);
    const id = await attested(ledger, registrar, workId);
    await ledger.works.connect(disputeModule).revoke(workId, freshWord());
    expect((await institutions.attestationOf(id)).subject).to.equal(workId);
  });

  it("are of no kind that no registry stands for", async () => {
    const ledger = await withRegistrar();
    const { institutions, registrar, publisher } = ledger;
    const workId = await registered(ledger, publisher);
    for (const subjectKind of ["", "license", "Work", "work\0", "work "]) {
      const message = anAttestation(registrar, workId, { subjectKind });
      await expect(submitAttestation(ledger, registrar, message))
        .to.be.revertedWithCustomError(institutions, "InstitutionRegistry__SubjectKindUnknown")
        .withArgs(subjectKind);
    }
  });

  it("are of each kind whose registry the administrator named", async () => {
    const ledger = await withRegistrar();
    const { institutions, administrator, registrar } = ledger;
    const subjects = await ethers.deployContract("Subjects");
    const subject = freshWord();
    const own = institutions.connect(administrator);
    await expect(own.setSubjectKind("license", subjects))
      .to.emit(institutions, "SubjectKindSet")
      .withArgs("license", await subjects.getAddress());
    const attempt = () =>
      submitAttestation(ledger, registrar, anAttestation(registrar, subject, { subjectKind: "license" }));
    await expect(attempt())
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistry__SubjectUnknown")
      .withArgs("license", subject);
    await subjects.getFunction("add")(subject);
    await expect(attempt()).to.emit(institutions, "Attested");
  });

  it("are of a kind no more once the administrator took its registry away", async () => {
    const ledger = await withRegistrar();
    const { institutions, administrator, registrar, publisher } = ledger;
    const workId = await registered(ledger, publisher);
    const id = await attested(ledger, registrar, workId);
    await expect(institutions.connect(administrator).setSubjectKind("work", ZeroAddress))
      .to.emit(institutions, "SubjectKindSet")
      .withArgs("work", ZeroAddress);
    await expect(submitAttestation(ledger, registrar, anAttestation(registrar, workId)))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistry__SubjectKindUnknown")
      .withArgs("work");
    expect(await institutions.isValid(id)).to.equal(true);
  });

  it("are for the administrator alone to decide", async () => {
    const { institutions, accreditor, registrar, disputeModule, deployer, stranger } = await withRegistrar();
    for (const account of [accreditor, registrar, disputeModule, deployer, stranger]) {
      await expect(institutions.connect(account).setSubjectKind("work", stranger))
        .to.be.revertedWithCustomError(institutions, "AccessManagedUnauthorized")
        .withArgs(account.address);
    }
  });
});
