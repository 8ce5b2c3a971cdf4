import { expect } from "chai";
import { describe, it } from "mocha";
import { tables } from "../../../server/domain/tables/index.ts";
import { ZERO } from "../support/documents.ts";
import { freshLedger } from "../support/ledger.ts";
import { aRegistration, aWork, submitRegistration } from "../support/works.ts";

const UNKNOWN_END = 65_535;

describe("WorkRegistry.register, what is said of a work", () => {
  it("refuses a work without a title", async () => {
    const ledger = await freshLedger();
    const message = aRegistration(ledger.publisher, { work: aWork({ title: "" }) });
    await expect(submitRegistration(ledger, ledger.publisher, message))
      .to.be.revertedWithCustomError(ledger.works, "WorkRegistry__TitleMissing")
      .withArgs(message.work.fingerprint);
  });

  it("refuses a work without a metadata document", async () => {
    const ledger = await freshLedger();
    const message = aRegistration(ledger.publisher, { work: aWork({ metadata: ZERO }) });
    await expect(submitRegistration(ledger, ledger.publisher, message))
      .to.be.revertedWithCustomError(ledger.works, "WorkRegistry__MetadataMissing")
      .withArgs(message.work.fingerprint);
  });

  it("keeps the numbers that the code tables give legal and trade classes", async () => {
    const ledger = await freshLedger();
    const { legalClasses, tradeClasses } = tables;
    for (const [i, tradeClass] of tradeClasses.codes.entries()) {
      const legalClass = legalClasses.code(1 + (i % legalClasses.codes.length));
      const work = aWork({ legalClass, tradeClass });
      await submitRegistration(ledger, ledger.publisher, aRegistration(ledger.publisher, { work }));
      const title = await ledger.works.titleOf(work.fingerprint);
      expect(title.legalClass).to.equal(legalClasses.index(legalClass));
      expect(title.tradeClass).to.equal(tradeClasses.index(tradeClass));
    }
  });

  it("refuses a legal class that the table does not have", async () => {
    const ledger = await freshLedger();
    for (const legalClass of ["", "poem", "Written", "written\0", "P03"]) {
      const message = aRegistration(ledger.publisher, { work: aWork({ legalClass }) });
      await expect(submitRegistration(ledger, ledger.publisher, message))
        .to.be.revertedWithCustomError(ledger.works, "WorkRegistry__LegalClassUnknown")
        .withArgs(legalClass);
    }
  });

  it("refuses a trade class that the table does not have", async () => {
    const ledger = await freshLedger();
    for (const tradeClass of ["", "P00", "P10", "p03", "P3", "written"]) {
      const message = aRegistration(ledger.publisher, { work: aWork({ tradeClass }) });
      await expect(submitRegistration(ledger, ledger.publisher, message))
        .to.be.revertedWithCustomError(ledger.works, "WorkRegistry__TradeClassUnknown")
        .withArgs(tradeClass);
    }
  });

  it("takes an unknown end of protection, as for a living author", async () => {
    const ledger = await freshLedger();
    const work = aWork({ protectedUntil: "unknown" });
    await expect(submitRegistration(ledger, ledger.publisher, aRegistration(ledger.publisher, { work })))
      .to.emit(ledger.works, "WorkRegistered")
      .withArgs(
        work.fingerprint,
        ledger.publisher.address,
        work.title,
        work.metadata,
        1,
        16,
        UNKNOWN_END,
        isTime,
      );
    expect((await ledger.works.titleOf(work.fingerprint)).lastProtectedYear).to.equal(UNKNOWN_END);
  });

  it("refuses an end of protection that is no 31 December", async () => {
    const ledger = await freshLedger();
    const texts = [
      "",
      "2075-12-30",
      "2075-01-01",
      "0000-12-31",
      "2075",
      "Unknown",
      "unknown ",
      "unknow",
      "unknown\0",
    ];
    for (const protectedUntil of texts) {
      const message = aRegistration(ledger.publisher, { work: aWork({ protectedUntil }) });
      await expect(submitRegistration(ledger, ledger.publisher, message))
        .to.be.revertedWithCustomError(ledger.works, "WorkRegistry__ProtectionEndInvalid")
        .withArgs(protectedUntil);
    }
  });

  it("takes a title of any length and writing", async () => {
    const ledger = await freshLedger();
    for (const title of ["春", "春".repeat(3_333), "🀄 \u202e‮ \0 \n"]) {
      const message = aRegistration(ledger.publisher, { work: aWork({ title }) });
      await expect(submitRegistration(ledger, ledger.publisher, message))
        .to.emit(ledger.works, "WorkRegistered")
        .withArgs(
          message.work.fingerprint,
          ledger.publisher.address,
          title,
          message.work.metadata,
          1,
          16,
          2075,
          isTime,
        );
    }
  });
});

function isTime(time: bigint): boolean {
  return time > 0n;
}
