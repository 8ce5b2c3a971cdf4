import { expect } from "chai";
import { describe, it } from "mocha";
import { timeOf } from "../support/chain.ts";
import { freshWord, idOf, sign } from "../support/documents.ts";
import { accredited, aRevocation, attested, standingChanged } from "../support/institutions.ts";
import { freshLedger, placeOf } from "../support/ledger.ts";
import { registered } from "../support/works.ts";

async function withAttestation() {
  const ledger = await freshLedger();
  await accredited(ledger, ledger.registrar);
  const workId = await registered(ledger, ledger.publisher);
  return { ...ledger, workId, id: await attested(ledger, ledger.registrar, workId) };
}

describe("InstitutionRegistry.revokeAttestation", () => {
  for (const role of ["registrar", "accreditor"] as const) {
    it(`takes an attestation back for the ${role}, with a reason`, async () => {
      const ledger = await withAttestation();
      const { institutions, id } = ledger;
      const revoker = ledger[role];
      const message = aRevocation(revoker, id);
      const place = placeOf(ledger, "institutions");
      const signature = await sign(revoker, "AttestationRevocation", message, place);
      const revoking = institutions.revokeAttestation(message, signature);
      await expect(revoking)
        .to.emit(institutions, "AttestationRevoked")
        .withArgs(id, revoker.address, message.reason);
      await expect(revoking)
        .to.emit(institutions, "DocumentExecuted")
        .withArgs(idOf("AttestationRevocation", message, place), revoker.address, message.nonce);
      expect((await institutions.attestationOf(id)).revokedAt).to.equal(await timeOf(revoking));
      expect(await institutions.isValid(id)).to.equal(false);
    });
  }

  it("leaves the rest of the record, and other attestations, as they are", async () => {
    const ledger = await withAttestation();
    const { institutions, registrar, workId, id } = ledger;
    const other = await attested(ledger, registrar, workId);
    const before = await institutions.attestationOf(id);
    await institutions.connect(registrar).revokeAttestation(aRevocation(registrar, id), "0x");
    const after = await institutions.attestationOf(id);
    expect([after.subject, after.institution, after.issuedAt, after.kind]).to.deep.equal([
      before.subject,
      before.institution,
      before.issuedAt,
      before.kind,
    ]);
    expect(await institutions.isValid(other)).to.equal(true);
  });

  it("is open to an institution that was suspended or revoked meanwhile", async () => {
    for (const standing of ["suspended", "revoked"]) {
      const ledger = await withAttestation();
      const { institutions, registrar, id } = ledger;
      await standingChanged(ledger, registrar, standing);
      await institutions.connect(registrar).revokeAttestation(aRevocation(registrar, id), "0x");
      expect((await institutions.attestationOf(id)).revokedAt).not.to.equal(0);
    }
  });

  it("is for nobody else: not the holder, another institution, the administrator or a stranger", async () => {
    const ledger = await withAttestation();
    const { institutions, publisher, bank, administrator, stranger, id } = ledger;
    await accredited(ledger, bank, "registrar");
    for (const account of [publisher, bank, administrator, stranger]) {
      await expect(institutions.connect(account).revokeAttestation(aRevocation(account, id), "0x"))
        .to.be.revertedWithCustomError(institutions, "InstitutionRegistry__NotRevoker")
        .withArgs(id, account.address);
    }
    const forged = aRevocation(ledger.registrar, id);
    await expect(institutions.connect(stranger).revokeAttestation(forged, "0x"))
      .to.be.revertedWithCustomError(institutions, "Documents__BadSignature")
      .withArgs(ledger.registrar.address);
    expect(await institutions.isValid(id)).to.equal(true);
  });

  it("is refused for what nobody attested", async () => {
    const { institutions, registrar } = await withAttestation();
    const unknown = freshWord();
    await expect(institutions.connect(registrar).revokeAttestation(aRevocation(registrar, unknown), "0x"))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistry__AttestationUnknown")
      .withArgs(unknown);
  });

  it("is done once", async () => {
    const { institutions, registrar, accreditor, id } = await withAttestation();
    await institutions.connect(registrar).revokeAttestation(aRevocation(registrar, id), "0x");
    for (const account of [registrar, accreditor]) {
      await expect(institutions.connect(account).revokeAttestation(aRevocation(account, id), "0x"))
        .to.be.revertedWithCustomError(institutions, "InstitutionRegistry__AttestationRevoked")
        .withArgs(id);
    }
  });
});
