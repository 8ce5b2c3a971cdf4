/** An element that was read, with the children that its shape names. */
export interface Node {
  /** Its reference name. */
  readonly name: string;
  /** Line of its start tag. */
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
  /** Its text: runs of spaces are one space, and paragraphs of marked-up text are lines. Empty for composites. */
  text: string;
  readonly children: readonly Node[];
  /** Names of elements in it that were not expected there, so that it may say more than was read. */
  readonly leftOut: readonly string[];
}

type Parents = Node | readonly Node[];

const NONE: readonly Node[] = [];

/** Calls for each child of that name; a product is asked a hundred times, so nothing is allocated for it. */
function each(parents: Parents, name: string, visit: (child: Node) => void): void {
  if ("children" in parents) {
    for (const child of parents.children) if (child.name === name) visit(child);
  } else {
    for (const parent of parents) each(parent, name, visit);
  }
}

/** The children of that name, of one element or of several. */
export function all(parents: Parents, name: string): readonly Node[] {
  let found: Node[] | undefined;
  each(parents, name, (child) => {
    if (found) found.push(child);
    else found = [child];
  });
  return found ?? NONE;
}

/**
 * The only child of that name: undefined if there is none, and if there are several that differ, as then it is not
 * certain which one is meant.
 */
export function one(parents: Parents, name: string): Node | undefined {
  let first: Node | undefined;
  let certain = true;
  each(parents, name, (child) => {
    if (!first) first = child;
    else certain &&= child.text === first.text && child.children.length === 0;
  });
  return certain ? first : undefined;
}

/** The text of the only child of that name; null if there is none, or an empty one. */
export function textOf(parents: Parents, name: string): string | null {
  return one(parents, name)?.text || null;
}

/** The texts of all children of that name that have one. */
export function textsOf(parents: Parents, name: string): string[] {
  const texts: string[] = [];
  each(parents, name, ({ text }) => {
    if (text !== "") texts.push(text);
  });
  return texts;
}
