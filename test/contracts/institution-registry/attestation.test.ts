import { expect } from "chai";
import { describe, it } from "mocha";
import { fieldsOf, timeOf } from "../support/chain.ts";
import { freshWord, idOf, ZERO } from "../support/documents.ts";
import { type AttestationMessage, anAttestation, submitAttestation } from "../support/institutions.ts";
import { freshLedger, placeOf } from "../support/ledger.ts";
import { withInstitution } from "./institution.ts";

const NO_END = 2n ** 31n - 1n;
const MOST = 2n ** 128n - 1n;

/** The event holds the whole document, in the order of its fields. */
function asWritten(message: AttestationMessage): unknown[] {
  const { amount, nonce, deadline } = message;
  return [
    message.institution,
    message.kind,
    message.subjectKind,
    message.subject,
    message.number,
    message.document,
    BigInt(amount),
    message.currency,
    message.validFrom,
    message.validUntil,
    BigInt(nonce),
    BigInt(deadline),
  ];
}

describe("InstitutionRegistry.attest", () => {
  it("records an official certificate, whose id is that of the document", async () => {
    const ledger = await withInstitution();
    const { institutions, registrar, workId } = ledger;
    const message = anAttestation(registrar, workId, { validFrom: "2021-11-05" });
    const id = idOf("Attestation", message, placeOf(ledger, "institutions"));
    const attesting = submitAttestation(ledger, registrar, message);
    await expect(attesting)
      .to.emit(institutions, "Attested")
      .withArgs(id, registrar.address, workId, asWritten(message));
    await expect(attesting)
      .to.emit(institutions, "DocumentExecuted")
      .withArgs(id, registrar.address, message.nonce);
    expect(fieldsOf(await institutions.attestationOf(id))).to.deep.equal({
      subject: workId,
      institution: registrar.address,
      issuedAt: BigInt(await timeOf(attesting)),
      revokedAt: 0n,
      kind: 1n,
      validFrom: BigInt(Date.parse("2021-11-05")) / 86_400_000n,
      validUntil: NO_END,
      currency: "0x000000",
      amount: 0n,
    });
    expect(await institutions.NO_END()).to.equal(NO_END);
  });

  it("records an amount with its currency and a term, as of a valuation", async () => {
    const ledger = await withInstitution("appraiser");
    const { institutions, registrar, workId } = ledger;
    for (const amount of ["1", "250000000", String(MOST)]) {
      const message = anAttestation(registrar, workId, {
        kind: "valuation",
        amount,
        currency: "CNY",
        validFrom: "2026-01-01",
        validUntil: "2026-12-31",
        document: ZERO,
      });
      await submitAttestation(ledger, registrar, message);
      const id = idOf("Attestation", message, placeOf(ledger, "institutions"));
      const { kind, currency, amount: kept, validFrom, validUntil } = await institutions.attestationOf(id);
      expect([kind, currency, kept]).to.deep.equal([4n, "0x434e59", BigInt(amount)]);
      expect([validFrom, validUntil]).to.deep.equal([20_454n, 20_818n]);
    }
  });

  it("knows nothing of an attestation that nobody gave", async () => {
    const { institutions } = await freshLedger();
    const id = freshWord();
    expect((await institutions.attestationOf(id)).institution).to.equal(`0x${"0".repeat(40)}`);
    expect(await institutions.isValid(id)).to.equal(false);
  });

  it("takes the same attestation again as another one", async () => {
    const { institutions, attempt } = await withInstitution();
    await attempt({ nonce: "501" });
    await expect(attempt({ nonce: "502" })).to.emit(institutions, "Attested");
  });

  it("refuses a kind that there is not", async () => {
    const { institutions, attempt } = await withInstitution();
    for (const kind of ["", "certificate", "Registration-certificate", "registration-certificate\0"]) {
      await expect(attempt({ kind }))
        .to.be.revertedWithCustomError(institutions, "InstitutionRegistry__KindUnknown")
        .withArgs(kind);
    }
  });

  it("refuses an attestation without an official number", async () => {
    const { institutions, attempt } = await withInstitution();
    await expect(attempt({ number: "" })).to.be.revertedWithCustomError(
      institutions,
      "InstitutionRegistry__NumberMissing",
    );
  });

  it("refuses a currency without an amount, an amount without one, and what is no code", async () => {
    const { institutions, attempt } = await withInstitution();
    for (const [currency, amount] of [
      ["CNY", "0"],
      ["", "100"],
      ["cny", "100"],
      ["CN", "100"],
      ["CNYY", "100"],
      ["¥", "100"],
      ["元", "100"],
      ["cny", "0"],
      ["\0\0\0", "100"],
    ] as const) {
      await expect(attempt({ currency, amount }))
        .to.be.revertedWithCustomError(institutions, "InstitutionRegistry__CurrencyInvalid")
        .withArgs(currency, amount);
    }
  });

  it("refuses a term that is none", async () => {
    const { institutions, attempt } = await withInstitution();
    for (const [validFrom, validUntil] of [
      ["", ""],
      ["", "2026-12-31"],
      ["2026-02-29", ""],
      ["2026-01-01", "2026-02-30"],
      ["2026-01-01", "unknown"],
      ["2026-01-02", "2026-01-01"],
      ["unknown", ""],
    ] as const) {
      await expect(attempt({ validFrom, validUntil }))
        .to.be.revertedWithCustomError(institutions, "InstitutionRegistry__ValidityInvalid")
        .withArgs(validFrom, validUntil);
    }
    await attempt({ validFrom: "2026-01-01", validUntil: "2026-01-01" });
  });
});
