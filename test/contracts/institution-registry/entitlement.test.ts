import { expect } from "chai";
import { describe, it } from "mocha";
import { accredited, anAttestation, submitAttestation } from "../support/institutions.ts";
import { withInstitution } from "./institution.ts";

describe("InstitutionRegistry.attest, who attests what", () => {
  const capacities =
    "registrar bank appraiser insurer arbitrator mediator court tax-authority rating-agency notary".split(
      " ",
    );
  const entitled: Record<string, string[]> = {
    "registration-certificate": ["registrar"],
    "contract-recordal": ["registrar"],
    "pledge-registration": ["registrar"],
    valuation: ["appraiser"],
    "export-credit-policy": ["insurer"],
    "tax-zero-rate": ["tax-authority"],
    "credit-rating": ["rating-agency"],
    guarantee: ["bank", "insurer"],
    "notarial-act": ["notary"],
  };
  const kinds = Object.keys(entitled);

  for (const capacity of capacities) {
    const own = kinds.filter((kind) => entitled[kind]?.includes(capacity));
    it(`lets a ${capacity} attest ${own.join(", ") || "nothing"}`, async () => {
      const { institutions, registrar, attempt } = await withInstitution(capacity);
      for (const kind of kinds) {
        if (own.includes(kind)) {
          await expect(attempt({ kind })).to.emit(institutions, "Attested");
        } else {
          await expect(attempt({ kind }))
            .to.be.revertedWithCustomError(institutions, "InstitutionRegistry__NotEntitled")
            .withArgs(registrar.address, kind);
        }
      }
    });
  }

  it("lets an institution of several capacities attest in each, until it loses one", async () => {
    const ledger = await withInstitution("notary registrar");
    const { institutions, registrar, attempt } = ledger;
    await attempt({ kind: "notarial-act" });
    await attempt({ kind: "registration-certificate" });
    await accredited(ledger, registrar, "notary");
    await attempt({ kind: "notarial-act" });
    await expect(attempt({ kind: "registration-certificate" }))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistry__NotEntitled")
      .withArgs(registrar.address, "registration-certificate");
  });

  it("lets nobody attest who is not accredited: no holder, no accreditor, no stranger", async () => {
    const ledger = await withInstitution();
    const { institutions, publisher, accreditor, administrator, stranger, workId } = ledger;
    for (const account of [publisher, accreditor, administrator, stranger]) {
      await expect(submitAttestation(ledger, account, anAttestation(account, workId)))
        .to.be.revertedWithCustomError(institutions, "InstitutionRegistry__NotEntitled")
        .withArgs(account.address, "registration-certificate");
    }
  });

  it("lets nobody attest in the name of an institution", async () => {
    const ledger = await withInstitution();
    const { institutions, registrar, stranger, workId } = ledger;
    await expect(submitAttestation(ledger, stranger, anAttestation(registrar, workId)))
      .to.be.revertedWithCustomError(institutions, "Documents__BadSignature")
      .withArgs(registrar.address);
  });
});
