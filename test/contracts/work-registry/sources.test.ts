import { expect } from "chai";
import { describe, it } from "mocha";
import { freshWord } from "../support/documents.ts";
import { freshLedger, type Ledger } from "../support/ledger.ts";
import {
  aRegistration,
  aWork,
  consentsOf,
  equalShares,
  registered,
  submitRegistration,
} from "../support/works.ts";

const DERIVED = 2n;
const JOINT_AND_DERIVED = 3n;

async function severalWorks(ledger: Ledger, count: number): Promise<string[]> {
  const works: string[] = [];
  for (let i = 0; i < count; i += 1) works.push(await registered(ledger, ledger.author));
  return works.toSorted();
}

/** Tries to register a translation by the translator. */
function attempt(ledger: Ledger, derivedFrom: string[]) {
  return submitRegistration(ledger, ledger.translator, aRegistration(ledger.translator, { derivedFrom }));
}

describe("WorkRegistry.register, a derived work", () => {
  it("keeps the works from which it derives, which belong to others", async () => {
    const ledger = await freshLedger();
    const { works, translator } = ledger;
    const derivedFrom = await severalWorks(ledger, 2);
    const message = aRegistration(translator, { derivedFrom });
    const { fingerprint } = message.work;
    await expect(submitRegistration(ledger, translator, message))
      .to.emit(works, "SourcesNamed")
      .withArgs(fingerprint, derivedFrom);
    expect(await works.sourcesOf(fingerprint)).to.deep.equal(derivedFrom);
    expect((await works.titleOf(fingerprint)).traits).to.equal(DERIVED);
  });

  it("may be a joint work as well", async () => {
    const ledger = await freshLedger();
    const { works, translator, publisher } = ledger;
    const derivedFrom = await severalWorks(ledger, 1);
    const coOwners = equalShares(translator, publisher);
    const message = aRegistration(translator, { derivedFrom, coOwners });
    const consents = await consentsOf(ledger, "Registration", message, [publisher]);
    await submitRegistration(ledger, translator, message, { consents });
    expect((await works.titleOf(message.work.fingerprint)).traits).to.equal(JOINT_AND_DERIVED);
  });

  it("takes as many as 32 sources and refuses 33", async () => {
    const ledger = await freshLedger();
    const { works } = ledger;
    const many = await severalWorks(ledger, 33);
    expect(await works.MAX_SOURCES()).to.equal(32);
    await attempt(ledger, many.slice(1));
    await expect(attempt(ledger, many))
      .to.be.revertedWithCustomError(works, "WorkRegistry__SourceCount")
      .withArgs(33);
  });

  it("refuses sources that are not ascending, or named twice", async () => {
    const ledger = await freshLedger();
    const [a = "", b = "", c = ""] = await severalWorks(ledger, 3);
    const lists: [string[], string][] = [
      [[b, a], a],
      [[a, a], a],
      [[a, c, b], b],
      [[a, b, b], b],
    ];
    for (const [derivedFrom, named] of lists) {
      await expect(attempt(ledger, derivedFrom))
        .to.be.revertedWithCustomError(ledger.works, "WorkRegistry__SourcesNotAscending")
        .withArgs(named);
    }
  });

  it("refuses sources that nobody registered, the work itself included", async () => {
    const ledger = await freshLedger();
    const { works, translator } = ledger;
    const source = await registered(ledger, ledger.author);
    const unknown = freshWord();
    const own = aWork();
    await expect(attempt(ledger, [source, unknown]))
      .to.be.revertedWithCustomError(works, "WorkRegistry__UnknownWork")
      .withArgs(unknown);
    const message = aRegistration(translator, { work: own, derivedFrom: [own.fingerprint] });
    await expect(submitRegistration(ledger, translator, message))
      .to.be.revertedWithCustomError(works, "WorkRegistry__UnknownWork")
      .withArgs(own.fingerprint);
  });

  it("refuses a source whose registration was revoked", async () => {
    const ledger = await freshLedger();
    const source = await registered(ledger, ledger.author);
    await ledger.works.connect(ledger.disputeModule).revoke(source, freshWord());
    await expect(attempt(ledger, [source]))
      .to.be.revertedWithCustomError(ledger.works, "WorkRegistry__UnknownWork")
      .withArgs(source);
  });
});
