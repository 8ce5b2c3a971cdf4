import type { Problems } from "../problems.ts";
import { shown } from "../problems.ts";
import type { OnixContributor, OnixName } from "../types.ts";
import { all, type Node, textOf, textsOf } from "../xml/tree.ts";
import { identifiersOf } from "./identifiers.ts";
import { isContributorRole } from "./roles.ts";
import { datesOf, wholeNumber } from "./values.ts";

/** Parts of a name in the order in which they are said. */
const PARTS = [
  "TitlesBeforeNames",
  "NamesBeforeKey",
  "PrefixToKey",
  "KeyNames",
  "NamesAfterKey",
  "SuffixToKey",
  "LettersAfterNames",
  "TitlesAfterNames",
] as const;
const WHOLES = ["PersonName", "PersonNameInverted", "CorporateName", "CorporateNameInverted"] as const;

/** A name; `kind` is what stands before Identifier in the name of its identifiers. */
export function nameOf(node: Node, kind = "Name"): OnixName {
  const parts: Record<string, string> = {};
  for (const part of [...WHOLES, ...PARTS]) {
    const text = textsOf(node, part)[0];
    if (text !== undefined) parts[part] = text;
  }
  const pieces = PARTS.flatMap((part) => parts[part] ?? []);
  const display =
    parts.PersonName ??
    (pieces.length > 0 ? pieces.reduce(joinedNames) : undefined) ??
    parts.PersonNameInverted ??
    parts.CorporateName ??
    parts.CorporateNameInverted ??
    null;
  return { display, parts, identifiers: identifiersOf(node, kind) };
}

/** 鲁 and 迅 are 鲁迅. */
function joinedNames(name: string, part: string): string {
  const together = /\p{Script=Han}$/u.test(name) && /^\p{Script=Han}/u.test(part);
  return together ? name + part : `${name} ${part}`;
}

export function contributorsOf(detail: readonly Node[], problems: Problems): OnixContributor[] {
  return all(detail, "Contributor").map((node) => {
    const roles = textsOf(node, "ContributorRole");
    for (const role of roles) {
      if (isContributorRole(role)) continue;
      problems.report("unknown-code", `${shown(role)} is no role of a contributor (list 17)`, node);
    }
    return {
      ...nameOf(node),
      sequence: wholeNumber(textOf(node, "SequenceNumber")),
      roles,
      fromLanguages: textsOf(node, "FromLanguage"),
      toLanguages: textsOf(node, "ToLanguage"),
      unnamed: textOf(node, "UnnamedPersons"),
      alternativeNames: all(node, "AlternativeName").map((alternative) => ({
        ...nameOf(alternative),
        nameType: textOf(alternative, "NameType"),
      })),
      dates: datesOf(node, "ContributorDate", problems),
    };
  });
}

/** Contributors by their sequence numbers; those without one stay in the message's order, after the others. */
export function inSequence(contributors: readonly OnixContributor[]): OnixContributor[] {
  const place = ({ sequence }: OnixContributor) => sequence ?? Number.POSITIVE_INFINITY;
  // Infinity minus Infinity is no number: equal places keep their order.
  return [...contributors].sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}
