import { expect } from "chai";
import { describe, it } from "mocha";
import { freshWord } from "../support/documents.ts";
import { freshLedger } from "../support/ledger.ts";
import { registered } from "../support/works.ts";

const marks = [
  { name: "pledged", bit: 1, method: "setPledged", module: "pledgeModule", other: "disputeModule" },
  { name: "disputed", bit: 2, method: "setDisputed", module: "disputeModule", other: "pledgeModule" },
  { name: "frozen", bit: 4, method: "setFrozen", module: "disputeModule", other: "pledgeModule" },
] as const;

describe("WorkRegistry, the encumbrances of a work", () => {
  it("are bits that can be read", async () => {
    const { works } = await freshLedger();
    expect([await works.PLEDGED(), await works.DISPUTED(), await works.FROZEN()]).to.deep.equal([1n, 2n, 4n]);
  });

  for (const { name, bit, method, module, other } of marks) {
    it(`mark a work as ${name}, and lift that, by the ${module} alone`, async () => {
      const ledger = await freshLedger();
      const { works, publisher, administrator, deployer, stranger } = ledger;
      const workId = await registered(ledger, publisher);
      for (const account of [publisher, administrator, deployer, stranger, ledger[other]]) {
        await expect(works.connect(account)[method](workId, true))
          .to.be.revertedWithCustomError(works, "AccessManagedUnauthorized")
          .withArgs(account.address);
      }
      const own = works.connect(ledger[module]);
      await expect(own[method](workId, true)).to.emit(works, "EncumbrancesSet").withArgs(workId, bit);
      expect((await works.titleOf(workId)).encumbrances).to.equal(bit);
      for (const account of [publisher, administrator, ledger[other]]) {
        await expect(works.connect(account)[method](workId, false))
          .to.be.revertedWithCustomError(works, "AccessManagedUnauthorized")
          .withArgs(account.address);
      }
      await expect(own[method](workId, false)).to.emit(works, "EncumbrancesSet").withArgs(workId, 0);
      expect((await works.titleOf(workId)).encumbrances).to.equal(0);
    });

    it(`are not marked ${name} twice, nor lifted twice`, async () => {
      const ledger = await freshLedger();
      const { works } = ledger;
      const workId = await registered(ledger, ledger.publisher);
      const own = works.connect(ledger[module]);
      await expect(own[method](workId, false))
        .to.be.revertedWithCustomError(works, "WorkRegistry__EncumbranceUnchanged")
        .withArgs(workId, 0);
      await own[method](workId, true);
      await expect(own[method](workId, true))
        .to.be.revertedWithCustomError(works, "WorkRegistry__EncumbranceUnchanged")
        .withArgs(workId, bit);
    });

    it(`are refused to be marked ${name} on a work that nobody registered, or that was revoked`, async () => {
      const ledger = await freshLedger();
      const { works, publisher, disputeModule } = ledger;
      const revoked = await registered(ledger, publisher);
      await works.connect(disputeModule).revoke(revoked, freshWord());
      for (const workId of [freshWord(), revoked]) {
        await expect(works.connect(ledger[module])[method](workId, true))
          .to.be.revertedWithCustomError(works, "WorkRegistry__UnknownWork")
          .withArgs(workId);
      }
    });
  }

  it("stand beside each other, each lifted on its own", async () => {
    const ledger = await freshLedger();
    const { works } = ledger;
    const workId = await registered(ledger, ledger.publisher);
    let bits = 0;
    for (const { bit, method, module } of marks) {
      bits |= bit;
      await expect(works.connect(ledger[module])[method](workId, true))
        .to.emit(works, "EncumbrancesSet")
        .withArgs(workId, bits);
    }
    for (const { bit, method, module } of marks) {
      bits &= ~bit;
      await expect(works.connect(ledger[module])[method](workId, false))
        .to.emit(works, "EncumbrancesSet")
        .withArgs(workId, bits);
    }
  });
});
