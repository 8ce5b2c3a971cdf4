import { announced, readHeader } from "./header.ts";
import { type Problems, problemList } from "./problems.ts";
import { readProduct } from "./product/read-product.ts";
import { type OnixRelease, type ReleaseSign, releaseOfRoot, releaseShownBy } from "./release.ts";
import { referenceName } from "./tags.ts";
import type { OnixItem } from "./types.ts";
import { type Builder, recordBuilder } from "./xml/builder.ts";
import type { OnixLimits } from "./xml/limits.ts";
import type { OnixRefusal, OnixRefusalCode } from "./xml/refusal.ts";
import { type Scanner, xmlScanner } from "./xml/scanner.ts";
import type { Node } from "./xml/tree.ts";

/** Reads the text of one message as it comes, and gives its records as they are complete. */
export interface MessageParser extends Pick<Scanner, "write" | "close" | "refusal"> {
  /** The records read since the last call. */
  take(): OnixItem[];
}

interface OpenRecord {
  readonly kind: "Header" | "Product";
  readonly builder: Builder;
  readonly problems: Problems;
  /** Characters before it. */
  readonly start: number;
  readonly line: number;
}

const ROOTS: ReadonlyMap<string, "reference" | "short"> = new Map([
  ["ONIXMessage", "reference"],
  ["ONIXmessage", "short"],
]);

/** `encoding` names the message's; `messageProblems` are told with the header. */
export function messageParser(
  limits: OnixLimits,
  messageProblems: Problems,
  encoding: () => string,
): MessageParser {
  let items: OnixItem[] = [];
  let flavour: "reference" | "short" = "reference";
  let release: OnixRelease | undefined;
  /** Whether the message names its release; else its elements have to show it. */
  let stated = false;
  let header: Node | null = null;
  let headerTold = false;
  let record: OpenRecord | undefined;
  /** Items there were before the last record was complete. */
  let before = 0;
  let products = 0;

  const scanner = xmlScanner(limits, {
    doctype: ({ onix2 }) => {
      if (onix2) throw old("its DOCTYPE names a DTD of 2.1");
    },
    open(local, foreign, attributes, depth) {
      if (depth === 1) return openRoot(local, attributes);
      const name = referenceName(local);
      if (depth === 2) return openRecord(name, attributes);
      if (!record) return;
      if (depth === 3 && !foreign) settle(releaseShownBy(local, record.kind, stated));
      record.builder.open(name, foreign, attributes, scanner.line);
    },
    text: (piece) => record?.builder.text(piece),
    close(depth) {
      before = items.length;
      const node = record?.builder.close();
      if (node) closeRecord(node);
      else if (depth === 1) tellHeader();
    },
    misclosed: () => void items.splice(before),
    token: withinLimits,
  });

  return {
    write: scanner.write,
    close: scanner.close,
    refusal: scanner.refusal,
    take() {
      const taken = items;
      items = [];
      return taken;
    },
  };

  function withinLimits(position: number): void {
    if (!record) return;
    if (position - record.start > limits.productCharacters) {
      throw scanner.refusal("too-large", `a record has more than ${limits.productCharacters} characters`);
    }
    if (record.builder.elements > limits.productElements) {
      throw scanner.refusal("too-large", `a record has more than ${limits.productElements} elements`);
    }
  }

  function openRoot(name: string, { release: attribute }: Readonly<Record<string, string>>): void {
    const found = ROOTS.get(name);
    if (!found) {
      const reason = `the root is ${name.slice(0, 60)}: an ONIX for Books message begins with ONIXMessage`;
      throw scanner.refusal("not-onix", reason);
    }
    flavour = found;
    const sign = releaseOfRoot(attribute, scanner.namespace);
    settle(sign);
    stated = release !== undefined;
    const report = (code: string, message: string) =>
      messageProblems.report(code, message, { line: scanner.line, name });
    announced(flavour, attribute?.trim(), release, scanner.namespace, report);
  }

  function settle(sign: ReleaseSign): void {
    if (sign.kind === "old") throw old(sign.why);
    if (sign.kind === "other") {
      const reason = `it calls itself ONIX ${sign.release}: send it as ONIX 3.0 or 3.1`;
      throw scanner.refusal("unsupported-release", reason);
    }
    if (sign.kind === "release") release ??= sign.release;
  }

  function old(why: string): OnixRefusal {
    const code: OnixRefusalCode = "onix-2.1";
    return scanner.refusal(code, `this is an ONIX 2.1 message (${why}): send it as ONIX 3.0 or 3.1`);
  }

  function openRecord(name: string, attributes: Readonly<Record<string, string>>): void {
    const { line } = scanner;
    if (name !== "Product" && (name !== "Header" || header !== null || headerTold)) {
      if (name === "NoProduct") return;
      const message = `${name} does not belong there in a message: left out`;
      messageProblems.report("unexpected-element", message, { line, name });
      return;
    }
    const problems = name === "Header" ? messageProblems : problemList(limits.problems);
    const builder = recordBuilder(name, line, problems, attributes);
    record = { kind: name, builder, problems, start: scanner.position, line };
  }

  function closeRecord(node: Node): void {
    const { kind, problems, line } = record as OpenRecord;
    record = undefined;
    if (kind === "Header") {
      header = node;
      if (release) tellHeader();
      return;
    }
    tellHeader();
    before = items.length;
    const product = readProduct(node, problems);
    items.push({
      kind: "product",
      index: products,
      line,
      product,
      problems: problems.list,
      supersedes: null,
    });
    products += 1;
  }

  function tellHeader(): void {
    if (headerTold) return;
    if (!release) throw old("it names no release, and nothing in it is of 3.0 or 3.1");
    headerTold = true;
    const { namespace } = scanner;
    const message = { release, flavour, namespace, encoding: encoding() };
    items.push(readHeader(header, message, messageProblems));
  }
}
