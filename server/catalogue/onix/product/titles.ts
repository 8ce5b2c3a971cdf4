import type { Problems } from "../problems.ts";
import { shown } from "../problems.ts";
import type { OnixTitle, OnixTitleElement } from "../types.ts";
import { all, type Node, textOf } from "../xml/tree.ts";
import { wholeNumber } from "./values.ts";

/** Title types of list 15. */
const TYPES: ReadonlySet<string> = new Set("00 01 02 03 04 05 06 07 08 10 11 12 13 14 15 16".split(" "));
const PRODUCT_LEVEL = "01";

/** The titles that stand in a product or a collection. */
export function titlesOf(parents: Node | readonly Node[], problems: Problems): OnixTitle[] {
  return all(parents, "TitleDetail").map((detail) => {
    const type = textOf(detail, "TitleType");
    if (type !== null && !TYPES.has(type)) {
      problems.report("unknown-code", `${shown(type)} is no type of title (list 15)`, detail);
    }
    const elements = all(detail, "TitleElement").map(elementOf);
    const own = elements.find(({ level, text }) => level === PRODUCT_LEVEL && text !== null);
    return {
      type,
      text: own?.text ?? joinedText(elements),
      subtitle: own?.subtitle ?? null,
      statement: textOf(detail, "TitleStatement"),
      elements,
    };
  });
}

function elementOf(element: Node): OnixTitleElement {
  const prefix = textOf(element, "TitlePrefix");
  const withoutPrefix = textOf(element, "TitleWithoutPrefix");
  return {
    level: textOf(element, "TitleElementLevel"),
    sequence: wholeNumber(textOf(element, "SequenceNumber")),
    text: textOf(element, "TitleText") ?? withPrefix(prefix, withoutPrefix),
    prefix,
    withoutPrefix,
    partNumber: textOf(element, "PartNumber"),
    year: textOf(element, "YearOfAnnual"),
    subtitle: textOf(element, "Subtitle"),
  };
}

/** "The" and "Iliad", but "L'" and "Étranger". */
function withPrefix(prefix: string | null, rest: string | null): string | null {
  if (rest === null || prefix === null) return rest;
  return /['’ʼ-]$/.test(prefix) ? prefix + rest : `${prefix} ${rest}`;
}

/** A product that has only a number in its collection is called by both. */
function joinedText(elements: readonly OnixTitleElement[]): string | null {
  const ordered = [...elements].sort((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0));
  const pieces = ordered.flatMap(({ text, partNumber, year }) =>
    [text, partNumber, year].filter((piece) => piece !== null),
  );
  return pieces.length === 0 ? null : pieces.join(", ");
}
