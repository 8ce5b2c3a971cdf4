import { languages } from "../../../domain/tables/languages.ts";
import { lookup } from "../lookup.ts";
import type { OnixLanguage, OnixProduct } from "../types.ts";
import type { Notes } from "./notes.ts";

/** Codes of list 74 that were replaced. */
const former = lookup({ scr: "hr", scc: "sr", mol: "ro" });
/** Many, undetermined, none, some other: no language. */
const NO_LANGUAGE: ReadonlySet<string> = new Set(["mul", "und", "zxx", "mis"]);
/** qaa to qtz mean what a community agrees they mean. */
const LOCAL = /^q[a-t][a-z]$/;

/** BCP 47 for a language of ONIX: chi and Hans give zh-Hans. Null if there is none for it. */
export function languageTag({ code, script, country }: OnixLanguage): string | null {
  const written = code?.toLowerCase() ?? "";
  if (!/^[a-z]{2,3}$/.test(written) || NO_LANGUAGE.has(written) || LOCAL.test(written)) return null;
  const known = former(written) ?? languages.fromIso6392(written);
  if (written.length === 2 && !languages.has(written)) return null;
  const language = known ?? written;
  // A script or a country is part of the name where it makes another market, as in the ledger's table.
  const variants = [`${language}-${script}`, `${language}-${country}`];
  return variants.find((variant) => languages.has(variant)) ?? language;
}

/** Language of text, and of an audio track where there is none. */
const TEXT = ["01", "08"];

/** The language of the work; of several the first, and the others are told. */
export function languageOf(product: OnixProduct, notes: Notes): string | null {
  const [first, ...others] = tagsOf(product, TEXT);
  if (first === undefined) return null;
  if (others.length > 0) {
    notes.add("more-languages", `the work is taken as ${first}; it is in ${others.join(", ")} too`);
  }
  return first;
}

function tagsOf({ languages }: OnixProduct, roles: readonly string[]): string[] {
  for (const role of roles) {
    const tags = languages.filter((language) => language.role === role).map(languageTag);
    const certain = [...new Set(tags.filter((tag) => tag !== null))];
    if (certain.length > 0) return certain;
  }
  return [];
}
