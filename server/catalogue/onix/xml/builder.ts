import type { Problems } from "../problems.ts";
import { markedUp, type Shape, shapes } from "../shapes.ts";
import { isKnownName } from "../tags.ts";
import type { Node } from "./tree.ts";

/** Builds the tree of one record, keeping no more than its shapes name. */
export interface Builder {
  open(name: string, foreign: boolean, attributes: Readonly<Record<string, string>>, line: number): void;
  text(piece: string): void;
  /** @returns the record, when this closes it */
  close(): Node | undefined;
  /** Elements kept so far. */
  readonly elements: number;
}

type OpenNode = Node & { children: Node[]; leftOut: string[] };

interface Composite {
  readonly node: OpenNode;
  readonly shape: Shape;
  /** Order of the last child. */
  last: number;
}

/** Stands for the end of a paragraph; XML cannot carry it. */
const BREAK = "\u0001";
const BLOCKS = /^(p|br|div|li|ul|ol|dl|dt|dd|tr|h[1-6]|blockquote|table)$/i;

export function recordBuilder(name: string, line: number, problems: Problems, attributes = {}): Builder {
  const open: Composite[] = [composite(name, line, attributes)];
  /** The text that is being read. */
  let leaf: OpenNode | undefined;
  /** Elements open inside the text that is read. */
  let inside = 0;
  /** Elements open inside one that is passed over, itself included. */
  let skipped = 0;
  let elements = 1;

  return {
    get elements() {
      return elements;
    },
    open(child, foreign, childAttributes, childLine) {
      if (skipped > 0) skipped += 1;
      else if (leaf) openInside(leaf, child, childLine);
      else if (attaches(child, foreign, childLine)) attach(child, childAttributes, childLine);
      else skipped = 1;
    },
    text(piece) {
      if (leaf && skipped === 0) leaf.text += piece;
    },
    close() {
      if (skipped > 0) skipped -= 1;
      else if (inside > 0) inside -= 1;
      else if (leaf) {
        leaf.text = tidy(leaf.text);
        leaf = undefined;
      } else return closeComposite();
      return undefined;
    },
  };

  /** Marked-up text keeps its words and paragraphs; another text has no elements inside. */
  function openInside(text: OpenNode, child: string, childLine: number): void {
    if (markedUp.has(text.name)) {
      inside += 1;
      if (BLOCKS.test(child)) text.text += BREAK;
      return;
    }
    const at = { line: childLine, name: child };
    problems.report("unexpected-element", `${child} does not belong inside ${text.name}: left out`, at);
    text.leftOut.push(child);
    skipped = 1;
  }

  /** Whether the child is read; says what is wrong with its place. */
  function attaches(child: string, foreign: boolean, childLine: number): boolean {
    const parent = open.at(-1) as Composite;
    const at = { line: childLine, name: child };
    const slot = foreign ? undefined : parent.shape.slots.get(child);
    if (!slot) {
      if (parent.shape.open || foreign) return false;
      const known = isKnownName(child) ? "does not belong" : "is not known";
      problems.report("unexpected-element", `${child} ${known} in ${parent.node.name}: left out`, at);
      parent.node.leftOut.push(child);
      return false;
    }
    if (parent.shape.open) return slot.read;
    if (slot.order < parent.last) {
      problems.report("out-of-order", `${child} stands too late in ${parent.node.name}`, at);
    } else if (slot.order === parent.last && !slot.many) {
      problems.report("repeated-element", `${child} stands more than once in ${parent.node.name}`, at);
    }
    parent.last = Math.max(parent.last, slot.order);
    return slot.read;
  }

  function attach(child: string, childAttributes: Node["attributes"], childLine: number): void {
    elements += 1;
    const siblings = (open.at(-1) as Composite).node.children;
    if (shapes.has(child)) {
      const next = composite(child, childLine, childAttributes);
      siblings.push(next.node);
      open.push(next);
      return;
    }
    leaf = emptyNode(child, childLine, childAttributes);
    siblings.push(leaf);
  }

  function closeComposite(): Node | undefined {
    const { node, shape } = open.pop() as Composite;
    for (const required of shape.required) {
      if (node.children.some((child) => child.name === required)) continue;
      problems.report("missing-element", `${node.name} has no ${required}`, node);
    }
    return open.length === 0 ? node : undefined;
  }
}

function composite(name: string, line: number, attributes: Node["attributes"]): Composite {
  const shape = shapes.get(name) as Shape;
  return { node: emptyNode(name, line, attributes), shape, last: -1 };
}

function emptyNode(name: string, line: number, attributes: Node["attributes"]): OpenNode {
  return { name, line, attributes, text: "", children: [], leftOut: [] };
}

/** XML's four spaces only: an ideographic space may be part of a title. */
function tidy(text: string): string {
  const flat = text.replace(/[ \t\r\n]+/g, " ");
  if (!flat.includes(BREAK)) return flat.trim();
  const lines = flat.split(BREAK).map((line) => line.trim());
  return lines.filter((line) => line !== "").join("\n");
}
