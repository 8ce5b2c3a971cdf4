import type { OnixRefusalCode } from "./refusal.ts";

/** What a parser's error is called here: `text` is what was being read, `at` the character it stopped at. */
export function wording(
  message: string,
  text: string,
  at: number,
  externalDtd: boolean,
): { code: OnixRefusalCode; reason: string } {
  const plain = message.replace(/^\d+:\d+: /, "").replace(/\.$/, "");
  if (plain === "disallowed character") {
    return { code: "not-well-formed", reason: `${characterName(text, at)} may not stand there` };
  }
  if (plain === "undefined entity") {
    const name = text.slice(text.lastIndexOf("&", at), at + 1).slice(0, 40);
    const reason = `the entity ${name} is not declared in the message: write the character itself`;
    return { code: externalDtd ? "entity-refused" : "not-well-formed", reason };
  }
  return { code: "not-well-formed", reason: `not well-formed XML: ${plain}` };
}

function characterName(text: string, at: number): string {
  const code = text.codePointAt(at);
  if (code === undefined) return "a character";
  const name = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return code < 0x20 ? `the control character ${name}` : `the character ${name}`;
}
