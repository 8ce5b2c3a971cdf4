import { expect } from "chai";
import { describe, it } from "mocha";
import { networkHelpers } from "../support/chain.ts";
import { accredited, attested } from "../support/institutions.ts";
import { freshLedger } from "../support/ledger.ts";
import { registered } from "../support/works.ts";

const at = (moment: string): number => Date.parse(moment) / 1000;

/** An attestation with a term, and whether it is valid in blocks of certain times. */
async function withTerm(validFrom: string, validUntil: string) {
  const ledger = await freshLedger();
  await accredited(ledger, ledger.registrar);
  const workId = await registered(ledger, ledger.publisher);
  const id = await attested(ledger, ledger.registrar, workId, { validFrom, validUntil });
  return async (moment: string): Promise<boolean> => {
    await networkHelpers.time.setNextBlockTimestamp(at(moment));
    await networkHelpers.mine();
    return ledger.institutions.isValid(id);
  };
}

describe("InstitutionRegistry.isValid", () => {
  it("begins with the first day in Beijing: at 16:00:00Z of the day before", async () => {
    const isValidAt = await withTerm("2098-03-01", "");
    expect(await isValidAt("2098-02-28T15:59:59Z")).to.equal(false);
    expect(await isValidAt("2098-02-28T16:00:00Z")).to.equal(true);
    expect(await isValidAt("2099-12-31T23:59:59Z")).to.equal(true);
  });

  it("ends with the last day in Beijing: at 16:00:00Z of that day", async () => {
    const isValidAt = await withTerm("2000-01-01", "2098-02-28");
    expect(await isValidAt("2098-02-28T15:59:59Z")).to.equal(true);
    expect(await isValidAt("2098-02-28T16:00:00Z")).to.equal(false);
  });

  it("lasts 24 hours for a term of one day", async () => {
    const isValidAt = await withTerm("2098-12-31", "2098-12-31");
    expect(await isValidAt("2098-12-30T15:59:59Z")).to.equal(false);
    expect(await isValidAt("2098-12-30T16:00:00Z")).to.equal(true);
    expect(await isValidAt("2098-12-31T15:59:59Z")).to.equal(true);
    expect(await isValidAt("2098-12-31T16:00:00Z")).to.equal(false);
  });

  it("holds for terms that began before 1970, and for the last day that can be written", async () => {
    const isValidAt = await withTerm("0001-01-01", "9999-12-31");
    expect(await isValidAt("2099-06-01T00:00:00Z")).to.equal(true);
  });

  it("is never for a term that ended before it was attested", async () => {
    const isValidAt = await withTerm("1949-10-01", "1969-12-31");
    expect(await isValidAt("2098-01-01T00:00:00Z")).to.equal(false);
  });
});
