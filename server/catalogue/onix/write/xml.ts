/** Writes XML by nested calls: `element("b203", "Tao")`, `element("TitleDetail", [element(…), …])`. */
export function element(
  name: string,
  content: string | readonly string[],
  attributes: Readonly<Record<string, string>> = {},
): string {
  const start = Object.entries(attributes).reduce(
    (tag, [key, code]) => `${tag} ${key}="${escaped(code)}"`,
    name,
  );
  if (typeof content === "string") return `<${start}>${escaped(content)}</${name}>\n`;
  return `<${start}>\n${content.join("")}</${name}>\n`;
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
