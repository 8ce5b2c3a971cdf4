import type { Edition } from "../../../domain/edition.ts";
import { languages } from "../../../domain/tables/languages.ts";
import { territories } from "../../../domain/tables/territories.ts";
import { element } from "./xml.ts";

/** A BCP 47 tag as a Language composite: zh-Hans gives chi and Hans. None if list 74 has no code for it. */
export function languageElements(tag: string | null): string[] {
  const [language = "", ...subtags] = tag?.split("-") ?? [];
  const code = languages.has(language) ? languages.iso6392b(language) : language;
  if (code === undefined || !/^[a-z]{3}$/.test(code)) return [];
  const script = subtags.find((subtag) => /^[A-Z][a-z]{3}$/.test(subtag));
  const country = subtags.find((subtag) => /^[A-Z]{2}$/.test(subtag) && territories.has(subtag));
  return [
    element("Language", [
      element("LanguageRole", "01"),
      element("LanguageCode", code),
      ...(country === undefined ? [] : [element("CountryCode", country)]),
      ...(script === undefined ? [] : [element("ScriptCode", script)]),
    ]),
  ];
}

/** A language as a catalogue record stated it. */
export function statedLanguage({ role, code, script, country }: Edition["languages"][number]): string[] {
  if (role === null) return [];
  return [
    element("Language", [
      element("LanguageRole", role),
      element("LanguageCode", code),
      ...(country === null ? [] : [element("CountryCode", country)]),
      ...(script === null ? [] : [element("ScriptCode", script)]),
    ]),
  ];
}
