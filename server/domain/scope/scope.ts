import { parseFormats, writeFormats } from "./formats.ts";
import { parseLanguages, writeLanguages } from "./languages.ts";
import { parseRights, writeRights } from "./rights.ts";
import { parseTerm, type Term, writeTerm } from "./term.ts";
import { type GroupUse, parseTerritories, writeTerritories } from "./territories.ts";

/** What a licence covers: rights x formats x territories x languages x time. Masks are of the frozen tables. */
export interface Scope {
  readonly rights: bigint;
  readonly formats: bigint;
  readonly territories: bigint;
  readonly languages: bigint;
  readonly term: Term;
}

/** A scope in words, axis by axis, as it stands in a document that people sign. */
export type ScopeWords = Readonly<Record<keyof Scope, string>>;

export interface ScopeReading {
  readonly scope: Scope;
  /** The groups among the territories' words. */
  readonly groups: readonly GroupUse[];
}

/** @param legalClass of the work, if it is known @throws InvalidInput */
export function parseScope(words: ScopeWords, legalClass?: string): ScopeReading {
  const { mask, groups } = parseTerritories(words.territories);
  const scope = {
    rights: parseRights(words.rights, legalClass),
    formats: parseFormats(words.formats),
    territories: mask,
    languages: parseLanguages(words.languages),
    term: parseTerm(words.term),
  };
  return { scope, groups };
}

/** The one way to write a scope: reading it again gives the same scope. */
export function writeScope({ rights, formats, territories, languages, term }: Scope): ScopeWords {
  return {
    rights: writeRights(rights),
    formats: writeFormats(formats),
    territories: writeTerritories(territories),
    languages: writeLanguages(languages),
    term: writeTerm(term),
  };
}
