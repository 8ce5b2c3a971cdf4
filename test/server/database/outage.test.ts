import { expect } from "chai";
import { describe, it } from "mocha";
import { explainOutage, isOutage } from "../../../server/database/outage.ts";

const coded = (code: string) => Object.assign(new Error("it failed at db.example:5432"), { code });

describe("a database that is away", () => {
  for (const code of ["57P01", "57P02", "57P03", "08006", "53300", "57014", "ECONNREFUSED", "ECONNRESET"]) {
    it(`is told by ${code}, in a sentence without its address`, () => {
      expect(isOutage(coded(code))).to.equal(true);
      expect(explainOutage(coded(code)).message).to.equal(
        `The database does not answer (${code}): start the PostgreSQL that DATABASE_URL names; the gateway goes on by itself.`,
      );
    });
  }

  for (const sentence of [
    "Connection terminated unexpectedly",
    "Connection terminated due to connection timeout",
    "Client has encountered a connection error and is not queryable",
    "timeout exceeded when trying to connect",
    "Query read timeout",
  ]) {
    it(`is told by the driver's "${sentence}"`, () => {
      expect(isOutage(new Error(sentence))).to.equal(true);
      expect(explainOutage(new Error(sentence)).message).to.contain(`(${sentence}): start the PostgreSQL`);
    });
  }

  it("is not told by what a database that answers refuses", () => {
    const refusals = [coded("23505"), coded("42P01"), coded("SQLITE_BUSY"), new Error("no such column")];
    for (const refusal of refusals) {
      expect(isOutage(refusal), refusal.message).to.equal(false);
      expect(explainOutage(refusal)).to.equal(refusal);
    }
    expect(isOutage("57P01")).to.equal(false);
  });
});
