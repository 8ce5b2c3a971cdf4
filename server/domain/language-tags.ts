import { InvalidInput } from "./errors.ts";

/* BCP 47: language, extended language, script, region, variants. Extensions and private use are not taken. */
const TAG =
  /^(?<language>[a-z]{2,3}(-[a-z]{3}){0,3})(-(?<script>[a-z]{4}))?(-(?<region>[a-z]{2}|\d{3}))?(?<variants>(-([a-z\d]{5,8}|\d[a-z\d]{3}))*)$/i;

/**
 * A language tag in its customary case: `zh-hans-cn` gives `zh-Hans-CN`. Only the form is checked, so the answer
 * does not depend on which registry a browser or a server carries.
 * @throws InvalidInput with examples
 */
export function parseLanguageTag(text: string): string {
  const parts = TAG.exec(text.trim().replaceAll("_", "-"))?.groups;
  if (!parts?.language) {
    const shown = text.slice(0, 40);
    throw new InvalidInput(
      "not-a-language-tag",
      `"${shown}" is not a BCP 47 language tag: use zh, zh-Hans, ja or pt-BR`,
    );
  }
  const script = parts.script && `-${parts.script[0]?.toUpperCase()}${parts.script.slice(1).toLowerCase()}`;
  const region = parts.region && `-${parts.region.toUpperCase()}`;
  return `${parts.language.toLowerCase()}${script ?? ""}${region ?? ""}${parts.variants?.toLowerCase() ?? ""}`;
}
