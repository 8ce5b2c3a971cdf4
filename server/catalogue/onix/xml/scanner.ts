import { SaxesParser } from "saxes";
import { type Doctype, readDoctype } from "./doctype.ts";
import type { OnixLimits } from "./limits.ts";
import { namespaceScopes } from "./namespaces.ts";
import { OnixRefusal, type OnixRefusalCode } from "./refusal.ts";
import { wording } from "./wording.ts";

/** What a document is made of. Depth counts from 1, the root. */
export interface ScannerEvents {
  doctype(doctype: Doctype): void;
  /** `foreign`: of some other vocabulary than ONIX. */
  open(local: string, foreign: boolean, attributes: Readonly<Record<string, string>>, depth: number): void;
  text(piece: string): void;
  close(depth: number): void;
  /** The last `close` was no close: the end tag was another element's. A refusal follows. */
  misclosed(): void;
  /** After each tag and text, with the characters read so far. */
  token(position: number): void;
}

export interface Scanner {
  /** @throws OnixRefusal */
  write(text: string): void;
  /** @throws OnixRefusal if the document is not whole */
  close(): void;
  /** A refusal at the place where reading stands. */
  refusal(code: OnixRefusalCode, reason: string): OnixRefusal;
  readonly line: number;
  /** Characters read. */
  readonly position: number;
  /** The namespace of the root; null if it has none. */
  readonly namespace: string | null;
}

/** Reads a document strictly, within bounds, fetching nothing and knowing no entities but XML's own five. */
export function xmlScanner(limits: OnixLimits, events: ScannerEvents): Scanner {
  const parser = new SaxesParser({ xmlns: false, forceXMLVersion: true, defaultXMLVersion: "1.0" });
  const namespaces = namespaceScopes();
  let depth = 0;
  let lastToken = 0;
  let lastClose = -1;
  let externalDtd = false;
  let text = "";
  let textStart = 0;

  // Six handlers and no more: with one or two beside them, V8 makes a slow dictionary of the parser (a fifth of the
  // speed). Comments and instructions are told from one another by the text between them.
  parser.on("error", ({ message }) => {
    // Saxes closes an element before it compares the names.
    if (parser.position === lastClose) events.misclosed();
    const { code, reason } = wording(message, text, parser.position - textStart - 1, externalDtd);
    throw refusal(code, reason);
  });
  parser.on("doctype", onDoctype);
  parser.on("opentag", ({ name, attributes }) => {
    token();
    depth += 1;
    if (depth > limits.depth) throw refusal("too-deep", `elements are nested more than ${limits.depth} deep`);
    const { local, foreign } = namespaces.enter(name, attributes);
    events.open(local, foreign, attributes, depth);
  });
  parser.on("closetag", () => {
    token();
    lastClose = parser.position;
    namespaces.leave();
    events.close(depth);
    depth -= 1;
  });
  parser.on("text", onText);
  parser.on("cdata", onText);

  return {
    write(piece) {
      textStart = parser.position;
      text = piece;
      parser.write(piece);
      if (parser.position - lastToken > limits.tokenCharacters) {
        throw refusal(
          "too-large",
          `a tag, text or comment has more than ${limits.tokenCharacters} characters`,
        );
      }
    },
    close: () => void parser.close(),
    refusal,
    get line() {
      return parser.line;
    },
    get position() {
      return parser.position;
    },
    get namespace() {
      return namespaces.root;
    },
  };

  function refusal(code: OnixRefusalCode, reason: string): OnixRefusal {
    return new OnixRefusal(code, parser.line, Math.max(parser.column, 1), reason);
  }

  function token(): void {
    lastToken = parser.position;
    events.token(lastToken);
  }

  function onText(piece: string): void {
    token();
    events.text(piece);
  }

  function onDoctype(content: string): void {
    token();
    const doctype = readDoctype(content);
    externalDtd = doctype.external;
    if (doctype.refused) {
      const reason = `the DOCTYPE ${doctype.refused}: entities are not taken, write the characters themselves`;
      throw refusal("entity-refused", reason);
    }
    events.doctype(doctype);
  }
}
