import { expect } from "chai";
import { describe, it } from "mocha";
import { type LicenseTerms, odrlAgreement } from "../../../../server/domain/odrl/agreement.ts";
import { actionOf, odrlProfile } from "../../../../server/domain/odrl/profile.ts";
import { parseScope } from "../../../../server/domain/scope/scope.ts";
import { termSeconds } from "../../../../server/domain/scope/term.ts";
import { MORAL_RIGHTS, rights } from "../../../../server/domain/tables/rights.ts";

type Rule = {
  action: unknown;
  assigner: string;
  assignee: string;
  constraint: Constraint[];
  duty: unknown[];
};
type Constraint = { leftOperand: string; operator: string; rightOperand: unknown };
type Agreement = { permission: Rule[]; prohibition: Rule[]; obligation?: Rule[] };

const licensor = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const licensee = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";

function terms(words: Partial<Record<"rights" | "territories" | "languages" | "formats", string>> = {}) {
  const { scope } = parseScope({
    ...{ rights: "5 6 15", territories: "JP KR", languages: "ja ko", formats: "e-book" },
    ...words,
    term: "2027-01-01/2032-01-01",
  });
  const { term, ...masks } = scope;
  const given: LicenseTerms = {
    ...{
      id: "7",
      chainId: 31337,
      workId: `0x${"ab".repeat(32)}`,
      kind: "exclusive",
      licensor,
      licensee,
      masks,
    },
    ...termSeconds(term),
    ...{ sublicensing: "with-consent", isTransferable: false, agreement: `0x${"cd".repeat(32)}` },
    fees: [{ amount: "5000.00", currency: "CNY" }],
    royalty: [
      { rateBps: 600, upTo: "5000" },
      { rateBps: 725, upTo: null },
    ],
  };
  return given;
}
const agreementOf = (given: LicenseTerms) => odrlAgreement(given) as unknown as Agreement;
const constraint = (given: LicenseTerms, operand: string) =>
  agreementOf(given).permission[0]?.constraint.filter(({ leftOperand }) => leftOperand === operand);

describe("a licence in ODRL", () => {
  it("permits the licensed rights to the licensee, where, in what and when they were licensed", () => {
    const [rule] = agreementOf(terms()).permission;
    expect(rule?.action).to.deep.equal(["cdl:right5", "cdl:right6", "cdl:right15"]);
    expect(rule?.assigner).to.equal(`did:pkh:eip155:31337:${licensor}`);
    expect(rule?.assignee).to.equal(`did:pkh:eip155:31337:${licensee}`);
    expect(rule?.constraint).to.deep.equal([
      { leftOperand: "spatial", operator: "isAnyOf", rightOperand: ["JP", "KR"] },
      { leftOperand: "language", operator: "isAnyOf", rightOperand: ["ja", "ko"] },
      { leftOperand: "cdl:format", operator: "isAnyOf", rightOperand: ["e-book"] },
      date("gteq", "2026-12-31T16:00:00.000Z"),
      date("lt", "2031-12-31T16:00:00.000Z"),
    ]);
  });

  it("restricts an axis by what is left out where the whole of it could not be listed, and not at all where it is whole", () => {
    const world = terms({ territories: "WORLD ex CN", languages: "L", formats: "ALL" });
    expect(constraint(world, "spatial")).to.deep.equal([
      { leftOperand: "spatial", operator: "isNoneOf", rightOperand: ["CN"] },
    ]);
    expect(constraint(world, "language")).to.deep.equal([]);
    expect(constraint(world, "cdl:format")).to.deep.equal([]);
  });

  it("binds the licensor to exclusivity, unless the licence is non-exclusive", () => {
    const [promise] = agreementOf(terms()).obligation ?? [];
    expect(promise?.action).to.equal("ensureExclusivity");
    expect(promise?.assignee).to.equal(`did:pkh:eip155:31337:${licensor}`);
    expect(agreementOf({ ...terms(), kind: "non-exclusive" }).obligation).to.equal(undefined);
  });

  it("permits sublicences with consent or without, and a transfer where it is free", () => {
    const duties = (sublicensing: LicenseTerms["sublicensing"]) =>
      agreementOf({ ...terms(), sublicensing }).permission[1]?.duty;
    expect(duties("with-consent")).to.deep.equal([{ action: "obtainConsent" }]);
    expect(duties("allowed")).to.equal(undefined);
    expect(agreementOf(terms()).prohibition.map(({ action }) => action)).to.deep.equal(["transfer"]);
    expect(agreementOf({ ...terms(), isTransferable: true }).prohibition).to.deep.equal([]);
  });

  it("asks for the fee, each step of the royalty, and attribution", () => {
    expect(JSON.stringify(agreementOf(terms()).permission[0]?.duty)).to.equal(
      '[{"action":[{"rdf:value":{"@id":"odrl:compensate"},"refinement":[{"leftOperand":"payAmount","operator":"eq",' +
        '"rightOperand":{"@value":"5000.00","@type":"xsd:decimal"},"unit":"urn:iso:std:iso:4217:CNY"}]}]},' +
        '{"action":[{"rdf:value":{"@id":"odrl:compensate"},"refinement":[{"leftOperand":"percentage","operator":"eq",' +
        '"rightOperand":{"@value":"6","@type":"xsd:decimal"}}]}],"constraint":[{"leftOperand":"count","operator":"lteq",' +
        '"rightOperand":{"@value":"5000","@type":"xsd:integer"}}]},' +
        '{"action":[{"rdf:value":{"@id":"odrl:compensate"},"refinement":[{"leftOperand":"percentage","operator":"eq",' +
        '"rightOperand":{"@value":"7.25","@type":"xsd:decimal"}}]}]},{"action":"attribute"}]',
    );
  });

  it("uses actions that the published profile has, one for each right that can be licensed", () => {
    const published = (odrlProfile() as { "@graph": { "@id": string }[] })["@graph"].map(
      (node) => node["@id"],
    );
    const licensable = rights.codesIn(rights.all & ~MORAL_RIGHTS);
    expect(published).to.include.members(licensable.map(actionOf));
    expect(published).to.not.include.members(rights.codesIn(MORAL_RIGHTS).map(actionOf));
  });
});

function date(operator: string, value: string): Constraint {
  return { leftOperand: "dateTime", operator, rightOperand: { "@value": value, "@type": "xsd:dateTime" } };
}
