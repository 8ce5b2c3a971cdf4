/** Writes XML by nested calls: `element("b203", "Tao")`, `element("TitleDetail", [element(…), …])`. */
export function element(name: string, content: string | readonly string[]): string {
  if (typeof content === "string") return `<${name}>${escaped(content)}</${name}>\n`;
  return `<${name}>\n${content.join("")}</${name}>\n`;
}

/** A text as character data: one line, without what XML 1.0 cannot carry. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\ufffe\uffff]+/gu, " ")
    .trim()
    .replace(/[&<>]/g, (sign) => ESCAPES[sign] ?? sign);
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
