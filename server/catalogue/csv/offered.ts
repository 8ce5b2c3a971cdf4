import type { Reason } from "../../domain/catalogue-record.ts";
import { InvalidInput } from "../../domain/errors.ts";
import { writeFormats } from "../../domain/scope/formats.ts";
import { type AlternativeReading, parseRightsGrammar } from "../../domain/scope/grammar.ts";
import { writeLanguages } from "../../domain/scope/languages.ts";
import { requireRights, writeRights } from "../../domain/scope/rights.ts";
import { writeTerritories } from "../../domain/scope/territories.ts";
import { tradeCategory } from "../../domain/scope/trade-categories.ts";
import { legalClasses } from "../../domain/tables/legal-classes.ts";
import type { Draft, RightsOffered } from "./draft.ts";

const NOTHING = /^(-+|—+|–|\/|none|no|n\/a|无)$/i;
/** Cells of a catalogue say the same over and over. */
const MOST_REMEMBERED = 500;

type Alternatives = RightsOffered["alternatives"];
type Offers = { readonly offered: RightsOffered[]; readonly notes: Reason[] };

/**
 * Reads the columns of rights on offer. Nothing about rights is guessed: a cell that is not understood is told and
 * gives no offer, and the work is taken without it.
 */
export function offerReader(): (draft: Draft, legalClass: string | undefined) => Offers {
  const alternativesOf = remembering((text) => parseRightsGrammar(text).map(inWords));
  const wordsOf = remembering((text) => {
    const [code = "", legalClass = ""] = text.split(" ");
    const { rights, formats } = tradeCategory(code);
    requireRights(rights, legalClasses.has(legalClass) ? legalClass : undefined);
    return { rights: writeRights(rights), formats: writeFormats(formats) };
  });

  return (draft, legalClass = "") => {
    const offered: RightsOffered[] = [];
    const notes: Reason[] = [];
    for (const { category, header, text } of draft.offered) {
      if (NOTHING.test(text)) continue;
      try {
        const words = wordsOf(`${category} ${legalClass}`);
        offered.push({ category, ...words, alternatives: alternativesOf(text) });
      } catch (error) {
        if (!(error instanceof InvalidInput)) throw error;
        notes.push({
          code: "rights-not-read",
          message: `column "${header}" gives no offer: ${error.message}`,
        });
      }
    }
    return { offered, notes };
  };
}

/** A function that keeps its latest answers. */
function remembering<T>(read: (text: string) => T): (text: string) => T {
  const answers = new Map<string, T>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = read(text);
    if (answers.size === MOST_REMEMBERED) answers.clear();
    answers.set(text, answer);
    return answer;
  };
}

function inWords({ territories, languages, groups }: AlternativeReading): Alternatives[number] {
  return { territories: writeTerritories(territories), languages: writeLanguages(languages), groups };
}
