import { fold } from "../../domain/fold.ts";
import { type IdentifierScheme, schemeName, workSchemes } from "../../domain/identifiers.ts";
import { type CreatorRole, creatorRoles, roleName } from "../../domain/roles.ts";
import { tradeCategories } from "../../domain/scope/trade-categories.ts";
import { legalClasses } from "../../domain/tables/legal-classes.ts";
import { tradeClasses } from "../../domain/tables/trade-classes.ts";
import { FileRefusal } from "../reader.ts";
import { codeOf, deathYearsOf, keywordsOf, languageOf, listOf, peopleOf, yearOf } from "./cells.ts";
import type { Draft } from "./draft.ts";
import { BASES, CATEGORY_HEADERS, FIELD_HEADERS, ROLE_HEADERS, SCHEME_HEADERS } from "./headers.ts";

/** What a column holds, by its name. */

/** Puts a cell that is not empty into the draft. @throws InvalidInput */
type Put = (draft: Draft, cell: string, header: string) => void;

interface Meaning {
  /** The name that is said in errors. */
  readonly name: string;
  readonly put: Put;
}

export interface Column {
  /** As the file has it. */
  readonly header: string;
  /** Null for a column that no work has. */
  readonly meaning: Meaning | null;
}

const field =
  (name: keyof typeof FIELD_HEADERS, read: (cell: string) => unknown = (cell) => cell): Put =>
  (draft, cell) => {
    draft.fields[name] = read(cell);
  };

const people =
  (role: CreatorRole): Put =>
  ({ creators }, cell) => {
    creators.push(...peopleOf(cell).map((name) => ({ name, role })));
  };

const identifiersOf =
  (scheme: IdentifierScheme): Put =>
  ({ identifiers }, cell) => {
    identifiers.push(...listOf(cell).map((value) => ({ scheme, value })));
  };

const year =
  (name: "publication" | "completion"): Put =>
  ({ years }, cell) => {
    years[name] = yearOf(cell);
  };

const PUTS: Readonly<Record<keyof typeof FIELD_HEADERS, Put>> = {
  ref: field("ref"),
  title: field("title"),
  originalTitle: field("originalTitle"),
  alternateTitles: field("alternateTitles", listOf),
  language: field("language", languageOf),
  legalClass: field("legalClass", (cell) => codeOf(legalClasses, cell)),
  tradeClass: field("tradeClass", (cell) => codeOf(tradeClasses, cell)),
  genre: field("genre"),
  description: field("description"),
  keywords: field("keywords", keywordsOf),
  fingerprint: field("fingerprint"),
  fingerprintOf: field("fingerprintOf", (cell) => cell.toLowerCase()),
  record: field("record"),
  /** `doi:10.1000/182; isbn:9787020002207` */
  identifiers({ identifiers }, cell) {
    for (const part of listOf(cell)) {
      const [scheme = "", ...rest] = part.split(/[:：]/);
      identifiers.push({ scheme: scheme.trim().toLowerCase(), value: rest.join(":").trim() });
    }
  },
  deathYear({ years }, cell) {
    years.death = deathYearsOf(cell);
  },
  publicationYear: year("publication"),
  completionYear: year("completion"),
  protectionBasis(draft, cell) {
    draft.basis = BASES[cell] ?? cell.toLowerCase();
  },
};

/** Names as they are compared: letters and digits alone. */
function keyOf(name: string): string {
  return fold(name).replace(/[^\p{L}\p{N}]+/gu, "");
}

function meanings(): Map<string, Meaning> {
  const byKey = new Map<string, Meaning>();
  const add = (names: readonly string[], put: Put): void => {
    const meaning = { name: names[0] ?? "", put };
    for (const name of names) byKey.set(keyOf(name), meaning);
  };
  for (const { code, name } of tradeCategories) {
    const names = [name.en, code, name["zh-CN"], ...listed(CATEGORY_HEADERS[code])];
    const put: Put = ({ offered }, text, header) => void offered.push({ category: code, header, text });
    add([...names, ...names.flatMap((one) => [`${one} rights`, `${one}权`])], put);
  }
  // "other" alone says too little to be a person.
  for (const role of creatorRoles.filter((one) => one !== "other")) {
    add([role, roleName(role, "en"), roleName(role, "zh-CN"), ...listed(ROLE_HEADERS[role])], people(role));
  }
  for (const scheme of workSchemes) {
    const names = [scheme, schemeName(scheme, "en"), schemeName(scheme, "zh-CN")];
    add([...names, ...listed(SCHEME_HEADERS[scheme])], identifiersOf(scheme));
  }
  for (const [name, put] of Object.entries(PUTS)) {
    add(listed(FIELD_HEADERS[name as keyof typeof FIELD_HEADERS]), put);
  }
  return byKey;
}

function listed(names: string | undefined): string[] {
  return names?.split(" | ") ?? [];
}

let known: Map<string, Meaning> | undefined;

function meaningOf(header: string): Meaning | null {
  known ??= meanings();
  return known.get(keyOf(header)) ?? null;
}

export function isColumn(header: string): boolean {
  return meaningOf(header) !== null;
}

/** The columns of a header. @throws FileRefusal if two mean the same, or none is the title */
export function columnsOf(headers: readonly string[]): Column[] {
  const seen = new Map<Meaning, string>();
  const columns = headers.map((header) => {
    const meaning = meaningOf(header);
    const before = meaning && seen.get(meaning);
    if (before) {
      const message = `The columns "${before}" and "${header}" hold the same, the ${meaning.name}: keep one of them.`;
      throw new FileRefusal("duplicate-column", message);
    }
    if (meaning) seen.set(meaning, header);
    return { header, meaning };
  });
  if (![...seen.keys()].some(({ put }) => put === PUTS.title)) {
    const shown = headers.map((header) => `"${header.slice(0, 40)}"`).join(", ");
    const message = `No column is called title (题名, 书名): the first row has to name the columns, and holds`;
    throw new FileRefusal("no-title-column", `${message} ${shown.slice(0, 400)}.`);
  }
  return columns;
}
