import { isIdentifierScheme, schemeName } from "../server/domain/identifiers.ts";
import { isCreatorRole, roleName } from "../server/domain/roles.ts";
import type { EnumTable, SetTable } from "../server/domain/tables/code-table.ts";
import { languages } from "../server/domain/tables/languages.ts";
import { legalClasses } from "../server/domain/tables/legal-classes.ts";
import { tradeClasses } from "../server/domain/tables/trade-classes.ts";
import type { Language } from "./language.ts";

/** A code and its name, as a list of choices shows them. */
export interface Option {
  value: string;
  name: string;
}

type Table = Pick<EnumTable<string> | SetTable<string>, "codes" | "name"> & { has(text: string): boolean };

/** The name of a code, or the code itself when a newer server uses one that these pages do not know yet. */
function nameIn(table: Table, code: string, language: Language): string {
  return table.has(code) ? table.name(code, language) : code;
}

function optionsOf(table: Table, language: Language): Option[] {
  return table.codes.map((code) => ({ value: code, name: table.name(code, language) }));
}

export function legalClassName(code: string, language: Language): string {
  return nameIn(legalClasses, code, language);
}

/** Where the Copyright Law names a legal class, by numbers, so that each language can write it its own way. */
export function legalClassArticle(code: string): { article: string; item: string | null } | null {
  const [, article, item] =
    /^Art\. (\d+)(?:\((\d+)\))?$/.exec(legalClasses.has(code) ? legalClasses.article(code) : "") ?? [];
  return article === undefined ? null : { article, item: item ?? null };
}

export function tradeClassName(code: string, language: Language): string {
  return nameIn(tradeClasses, code, language);
}

/** What a person or an organisation did for a work. */
export function creatorRoleName(role: string, language: Language): string {
  return isCreatorRole(role) ? roleName(role, language) : role;
}

export function identifierSchemeName(scheme: string, language: Language): string {
  return isIdentifierScheme(scheme) ? schemeName(scheme, language) : scheme;
}

/** The name of a BCP 47 language: the table's own, else the browser's, else the tag. */
export function languageName(tag: string, language: Language): string {
  if (languages.has(tag)) return languages.name(tag, language);
  try {
    return new Intl.DisplayNames([language], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

export function legalClassOptions(language: Language): Option[] {
  return optionsOf(legalClasses, language);
}

export function tradeClassOptions(language: Language): Option[] {
  return optionsOf(tradeClasses, language);
}

/** All languages in the order of their names, for a list that is read and not computed with. */
export function languageOptions(language: Language): Option[] {
  const { compare } = new Intl.Collator(language);
  return optionsOf(languages, language).sort((a, b) => compare(a.name, b.name));
}
