import type { Reason } from "../../domain/catalogue-record.ts";
import type { CreatorRole } from "../../domain/roles.ts";
import type { GroupUse } from "../../domain/scope/territories.ts";
import type { TradeCategoryCode } from "../../domain/scope/trade-categories.ts";

/** A category of rights that a catalogue offers, in the words of the ledger. */
export interface RightsOffered {
  readonly category: TradeCategoryCode;
  /** What the category comes to: `5 6 15`. */
  readonly rights: string;
  readonly formats: string;
  readonly alternatives: readonly {
    readonly territories: string;
    readonly languages: string;
    /** The groups that were written, with the day of their membership. */
    readonly groups: readonly GroupUse[];
  }[];
}

/** What the cells of a row have said so far. */
export interface Draft {
  /** Fields of the work that one cell says. */
  readonly fields: Record<string, unknown>;
  readonly creators: { readonly name: string; readonly role: CreatorRole }[];
  readonly identifiers: { readonly scheme: string; readonly value: string }[];
  /** Years from which the term of protection may be counted. */
  readonly years: { death?: (number | null)[]; publication?: number; completion?: number };
  basis: string | null;
  /** Cells with rights on offer, by category. */
  readonly offered: {
    readonly category: TradeCategoryCode;
    readonly header: string;
    readonly text: string;
  }[];
  readonly notes: Reason[];
}

export function emptyDraft(): Draft {
  return { fields: {}, creators: [], identifiers: [], years: {}, basis: null, offered: [], notes: [] };
}
