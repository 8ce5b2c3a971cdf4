import type { Problems } from "./problems.ts";
import { identifiersOf } from "./product/identifiers.ts";
import type { OnixRelease } from "./release.ts";
import type { OnixHeader, OnixHeaderItem } from "./types.ts";
import { all, type Node, one, textOf } from "./xml/tree.ts";

type Message = Pick<OnixHeader, "release" | "flavour" | "namespace" | "encoding">;

function standardNamespace(release: OnixRelease, flavour: OnixHeader["flavour"]): string {
  return `http://ns.editeur.org/onix/${release}/${flavour}`;
}

/** Says what is wrong with what the root says of the message. */
export function announced(
  flavour: OnixHeader["flavour"],
  attribute: string | undefined,
  release: OnixRelease | undefined,
  namespace: string | null,
  report: (code: string, message: string) => void,
): void {
  const from = release === undefined ? "its elements show it" : `its namespace says ${release}`;
  if (!attribute) report("release-missing", `the message does not say its release; ${from}`);
  const expected = standardNamespace(release ?? "3.0", flavour);
  if (namespace === null) {
    report("namespace-missing", `the message has no namespace: it should be ${expected}`);
  } else if (release !== undefined && namespace !== expected) {
    report("namespace-not-standard", `the namespace is ${namespace.slice(0, 100)}: it should be ${expected}`);
  }
}

/** The header of a message; `node` is null if it has none. */
export function readHeader(node: Node | null, message: Message, problems: Problems): OnixHeaderItem {
  const namespaceAsStandard = message.namespace === standardNamespace(message.release, message.flavour);
  const empty = { sender: null, messageNumber: null, sentDateTime: null, defaultLanguageOfText: null };
  if (!node) {
    problems.report("missing-element", "the message has no Header", { line: 1, name: "Header" });
    return { kind: "header", header: { ...message, namespaceAsStandard, ...empty }, problems: problems.list };
  }
  const header: OnixHeader = {
    ...message,
    namespaceAsStandard,
    sender: senderOf(node, problems),
    messageNumber: textOf(node, "MessageNumber"),
    sentDateTime: textOf(node, "SentDateTime"),
    defaultLanguageOfText: textOf(node, "DefaultLanguageOfText"),
  };
  return { kind: "header", header, problems: problems.list };
}

/** Of several senders, the only one that says who it is. */
function senderOf(header: Node, problems: Problems): OnixHeader["sender"] {
  const senders = all(header, "Sender");
  for (const sender of senders) {
    if (sender.children.length > 0) continue;
    problems.report("missing-element", "Sender has neither SenderName nor SenderIdentifier", sender);
  }
  const named = senders.filter(({ children }) => children.length > 0);
  const [sender, ...others] = named;
  if (!sender || others.length > 0) return null;
  return { name: one(sender, "SenderName")?.text || null, identifiers: identifiersOf(sender, "Sender") };
}
