import { InvalidInput } from "../errors.ts";
import { legalClasses } from "../tables/legal-classes.ts";
import { ECONOMIC_RIGHTS, RELATED_RIGHTS, rights } from "../tables/rights.ts";
import { nonEmpty, readList } from "./list.ts";
import { passage } from "./passage.ts";
import { type Item, type Vocabulary, wordIndex } from "./vocabulary.ts";

/** Rights that can be licensed, assigned and pledged: Art. 10 items 5 to 17 and the related rights of Ch. IV. */
export const LICENSABLE_RIGHTS: bigint = ECONOMIC_RIGHTS | RELATED_RIGHTS;

interface Refused {
  readonly code: string;
  readonly message: string;
}

/** Why a right cannot be licensed in a work of such a class, with the article; undefined if it can. */
function objection(code: string, legalClass: string | undefined): Refused | undefined {
  const name = `${rights.name(code, "en")} (right ${code}, Copyright Law ${rights.article(code)})`;
  if (rights.kind(code) === "moral") {
    const message = `${name} is a moral right and stays with the author: only items 5 to 17 of Art. 10 can be licensed`;
    return { code: "moral-right", message };
  }
  if (legalClass === undefined || rights.fits(code, legalClass)) return undefined;
  const subject = `legal class "${legalClass}" (Copyright Law ${legalClasses.article(legalClass)})`;
  return {
    code: "right-does-not-fit",
    message: `${name} does not exist for ${subject}: leave it out`,
  };
}

const names = rights.codes.flatMap((code): [string, string][] => [
  [rights.name(code, "en"), code],
  [rights.name(code, "zh-CN"), code],
]);
const ITEM = /^(?:art\.?\s*)?10\((\d{1,2})\)$/i;
let index: ReturnType<typeof wordIndex<string>> | undefined;

function vocabulary(legalClass: string | undefined): Vocabulary {
  index ??= wordIndex(
    rights.codes.map((code) => [code, code]),
    names,
  );
  const { find, mostWords } = index;
  return {
    one: "a right",
    allowed: "the numbers 5 to 17 of Copyright Law Art. 10, or 18 to 31 for related rights, one by one",
    mostWords,
    excludes: false,
    find(words): Item | undefined {
      const code = find(ITEM.exec(words)?.[1] ?? words);
      if (code === undefined) return undefined;
      const refused = objection(code, legalClass);
      return { mask: rights.mask([code]), ...(refused ? { refused } : {}) };
    },
  };
}

const vocabularies = new Map<string | undefined, Vocabulary>();

/**
 * Reads `15 5 6`, `translation`, `翻译权`, `Art. 10(15)`. Rights are named one by one: what is not named is not granted
 * (Copyright Law Art. 29).
 * @param legalClass of the work, if it is known: a right that cannot exist in such a work is refused
 * @throws InvalidInput `moral-right` or `right-does-not-fit` with the article, or what {@link readList} refuses
 */
export function parseRights(text: string, legalClass?: string): bigint {
  const known = vocabularies.get(legalClass);
  const words = known ?? vocabulary(legalClass === undefined ? undefined : legalClasses.parse(legalClass));
  if (!known) vocabularies.set(legalClass, words);
  return readList(passage(text), words).mask;
}

/** The numbers of a mask, in their order: `5 6 15`. InvalidInput if one of them cannot be licensed. */
export function writeRights(mask: bigint): string {
  requireRights(mask);
  return rights.codesIn(mask).join(" ");
}

/** @throws InvalidInput for a mask with a moral right, or with one that a work of the class cannot have */
export function requireRights(mask: bigint, legalClass?: string): void {
  nonEmpty(mask, "rights");
  for (const code of rights.codesIn(mask)) {
    const refused = objection(code, legalClass);
    if (refused) throw new InvalidInput(refused.code, refused.message);
  }
}
