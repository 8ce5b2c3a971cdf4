/** What a DOCTYPE says. Nothing of it is fetched, and nothing that it declares is used. */
export interface Doctype {
  /** It names a DTD elsewhere. */
  readonly external: boolean;
  /** It names a DTD of ONIX 2.1. */
  readonly onix2: boolean;
  /** What it declares that is refused, in words; or null. */
  readonly refused: string | null;
}

/** `text` is what stands between `<!DOCTYPE` and its `>`. */
export function readDoctype(text: string): Doctype {
  const bracket = outsideQuotes(text, "[");
  const head = bracket === -1 ? text : text.slice(0, bracket);
  return {
    external: /\s(SYSTEM|PUBLIC)\s/.test(head),
    onix2: /(?<![\d.])[12]\.\d/.test(head) && !/(?<![\d.])3\.\d/.test(head),
    refused: bracket === -1 ? null : refusedIn(text.slice(bracket)),
  };
}

/** Entities and references to parameter entities; declarations of elements and attributes do no harm. */
function refusedIn(subset: string): string | null {
  if (subset.includes("<!ENTITY")) return "declares an entity";
  return /%[^\s;'"<>%]+;/.test(subset) ? "refers to a parameter entity" : null;
}

function outsideQuotes(text: string, sign: string): number {
  let quote = "";
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? "";
    if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === sign) return index;
  }
  return -1;
}
