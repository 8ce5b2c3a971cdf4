import { WORLD } from "../../../domain/tables/territories.ts";
import type { Problems } from "../problems.ts";
import type { OnixProduct, OnixSalesRestriction, OnixSalesRights } from "../types.ts";
import { all, type Node, textOf, textsOf } from "../xml/tree.ts";
import { identifiersOf } from "./identifiers.ts";
import { type Coverage, coverageOf, isPlain, territoryOf, territorySet } from "./territory.ts";
import { checkCode } from "./values.ts";

type Rights = Pick<OnixProduct, "salesRights" | "rowSalesRightsType" | "restOfWorld" | "salesRestrictions">;

/** List 46; 00 stands for the rest of the world only. */
const TYPES: ReadonlySet<string> = new Set("01 02 03 04 05 06 07 08".split(" "));
const REST_TYPES: ReadonlySet<string> = new Set(["00", ...TYPES]);

/** Sales rights, as evidence of where the publisher holds rights: nothing is concluded from what is not said. */
export function rightsOf(product: Node, publishing: readonly Node[], problems: Problems): Rights {
  const statements = all(publishing, "SalesRights").map((node) => statementOf(node, problems));
  const astray = [product, ...product.children].find(({ leftOut }) =>
    leftOut.some((name) => ABOUT.test(name)),
  );
  if (astray) {
    problems.report(
      "rights-open",
      "something about rights stands where it does not belong: all are left open",
      astray,
    );
    for (const statement of statements) statement.coverage = null;
  }
  leaveContradictions(statements, problems);
  return {
    salesRights: statements.map(({ right, coverage }) => ({
      ...right,
      territories: coverage && territorySet(coverage.certain),
    })),
    rowSalesRightsType: textOf(publishing, "ROWSalesRightsType"),
    restOfWorld: restOf(publishing, statements, problems),
    salesRestrictions: restrictionsOf(publishing),
  };
}

/** Elements that say something about where a product may be sold. */
const ABOUT = /^(ROW)?SalesR|^Territory$|^(Countries|Regions)(Included|Excluded)$|^NotForSale$|^Rights/;

interface Statement {
  readonly right: Omit<OnixSalesRights, "territories">;
  readonly node: Node;
  /** Null where not even the type or the territory is certain. */
  coverage: Coverage | null;
}

function statementOf(node: Node, problems: Problems): Statement {
  const type = textOf(node, "SalesRightsType");
  checkCode(node, "SalesRightsType", TYPES, "type of sales rights (list 46)", problems);
  const [place, ...more] = all(node, "Territory");
  const whole = node.leftOut.length === 0 && more.length === 0 && place !== undefined && isPlain(place);
  const sure = type !== null && TYPES.has(type) && whole;
  const territory = territoryOf(place, problems);
  const coverage = coverageOf(territory, node, problems);
  if (!sure) {
    problems.report(
      "rights-open",
      "it is not certain what these sales rights say: they are kept as written",
      node,
    );
  }
  return {
    right: { type, ...territory, restrictions: restrictionsOf([node]) },
    node,
    coverage: sure ? coverage : null,
  };
}

/** Two statements of different types about one territory: it is certain for neither. */
function leaveContradictions(statements: readonly Statement[], problems: Problems): void {
  const said = new Map<string | null, bigint>();
  let once = 0n;
  let twice = 0n;
  for (const { right, coverage } of statements) {
    if (coverage) said.set(right.type, (said.get(right.type) ?? 0n) | coverage.certain);
  }
  for (const bits of said.values()) {
    twice |= once & bits;
    once |= bits;
  }
  if (twice === 0n) return;
  for (const statement of statements) {
    const { coverage, node } = statement;
    if (!coverage || (coverage.certain & twice) === 0n) continue;
    const { world, codes } = territorySet(coverage.certain & twice);
    const where = world ? "the world" : codes.join(" ");
    problems.report("rights-conflict", `other sales rights say otherwise of ${where}: left open`, node);
    statement.coverage = { ...coverage, certain: coverage.certain & ~twice };
  }
}

/** What no statement may have named. */
function restOf(
  publishing: readonly Node[],
  statements: readonly Statement[],
  problems: Problems,
): Rights["restOfWorld"] {
  const [element] = all(publishing, "ROWSalesRightsType");
  if (!element) return null;
  const what = "type of sales rights (list 46)";
  checkCode(publishing, "ROWSalesRightsType", REST_TYPES, what, problems);
  const type = textOf(publishing, "ROWSalesRightsType");
  let named: bigint | null = type !== null && REST_TYPES.has(type) && statements.length > 0 ? 0n : null;
  for (const { coverage } of statements) {
    const possible: bigint | null = coverage?.possible ?? null;
    named = named === null || possible === null ? null : named | possible;
  }
  if (named !== null) return territorySet(WORLD & ~named);
  problems.report("rights-open", "it is not certain what the rest of the world is: left open", element);
  return null;
}

function restrictionsOf(parents: readonly Node[]): OnixSalesRestriction[] {
  return all(parents, "SalesRestriction").map((node) => ({
    type: textOf(node, "SalesRestrictionType"),
    outlets: all(node, "SalesOutlet").map((outlet) => ({
      name: textOf(outlet, "SalesOutletName"),
      identifiers: identifiersOf(outlet, "SalesOutlet"),
    })),
    notes: textsOf(node, "SalesRestrictionNote"),
    startDate: textOf(node, "StartDate"),
    endDate: textOf(node, "EndDate"),
  }));
}
