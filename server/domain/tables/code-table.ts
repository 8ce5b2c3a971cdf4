import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { canonicalBytes } from "../canonical.ts";
import { InvalidInput } from "../errors.ts";

/** The two languages that names are kept in. */
export type Locale = "en" | "zh-CN";

/** A row as the table files write it: the frozen code, then names that may be corrected at any time. */
export type Row<C extends string = string> = readonly [code: C, en: string, zh: string, ...facts: unknown[]];

type Base<C extends string> = {
  /** Name and version: `territories@1`. A code that is added, or an expansion that changes, makes a new version. */
  readonly id: string;
  /**
   * keccak256 of the canonical JSON (RFC 8785) of the frozen part alone: `[id, [[code, number], ...]]`, followed
   * by the expansions where a table has them. Names, articles and notes are outside, so that a spelling can be
   * corrected without a new version; a code or a bit cannot be.
   */
  readonly hash: `0x${string}`;
  /** All codes, in the order of their numbers. */
  readonly codes: readonly C[];
  has(text: string): text is C;
  /** The text as a code of this table, or InvalidInput that says what is allowed. */
  parse(text: string): C;
  /** The name for people. */
  name(code: string, locale: Locale): string;
};

/** Codes that are bits of a mask. */
export type SetTable<C extends string> = Base<C> & {
  bit(code: string): number;
  code(bit: number): C;
  /** The mask of some codes; a macro code sets its leaves. */
  mask(codes: Iterable<string>): bigint;
  /** The codes of a mask, in the order of their bits. InvalidInput if it has a bit that stands for nothing. */
  codesIn(mask: bigint): C[];
  /** Every bit that may be set. */
  readonly all: bigint;
};

/** Codes of which a work has exactly one; 0 stands for none. */
export type EnumTable<C extends string> = Base<C> & {
  index(code: string): number;
  code(index: number): C;
};

type Definition<C extends string> = {
  id: string;
  /** What one code is called in an error, with its article: "a territory". */
  one: string;
  /** What is allowed, for errors. */
  allowed: string;
  rows: readonly Row<C>[];
  /** The number of the row at `position`; without it, the position. */
  numberOf?: (code: C, position: number) => number;
  /** Macro codes: never set themselves, they stand for their leaves. Part of the hash. */
  expansions?: Readonly<Record<string, readonly string[]>>;
};

function baseTable<C extends string>(definition: Definition<C>) {
  const { id, one, allowed, rows, expansions } = definition;
  const numbers = new Map<string, number>();
  const byNumber = new Map<number, C>();
  const rowOf = new Map<string, Row<C>>();
  for (const [position, row] of rows.entries()) {
    const number = definition.numberOf?.(row[0], position) ?? position;
    if (rowOf.has(row[0]) || byNumber.has(number)) throw new Error(`${id}: ${row[0]} is there twice`);
    rowOf.set(row[0], row);
    numbers.set(row[0], number);
    byNumber.set(number, row[0]);
  }
  const frozen: unknown[] = [id, rows.map(([code]) => [code, numbers.get(code)])];
  if (expansions) frozen.push(expansions);

  const parse = (text: string): C => {
    const row = rowOf.get(text);
    if (row) return row[0];
    const near = rows.find(([code]) => code.toLowerCase() === text.trim().toLowerCase());
    const hint = near ? `; did you mean "${near[0]}"?` : "";
    throw new InvalidInput(
      "unknown-code",
      `"${text.slice(0, 40)}" is not ${one}: use ${allowed} (${id})${hint}`,
    );
  };
  const numberOf = (code: string): number => numbers.get(parse(code)) as number;
  const codeOf = (number: number): C => {
    const code = byNumber.get(number);
    if (code === undefined) throw new InvalidInput("unknown-code", `number ${number} is not ${one} in ${id}`);
    return code;
  };
  const base: Base<C> = {
    id,
    hash: `0x${bytesToHex(keccak_256(canonicalBytes(frozen)))}`,
    codes: [...byNumber].sort(([a], [b]) => a - b).map(([, code]) => code),
    has: (text): text is C => rowOf.has(text),
    parse,
    name: (code, locale) => (rowOf.get(parse(code)) as Row<C>)[locale === "en" ? 1 : 2],
  };
  return { base, numberOf, codeOf };
}

/** Builds a table of bits. */
export function setTable<C extends string>(definition: Definition<C>): SetTable<C> {
  const { base, numberOf, codeOf } = baseTable(definition);
  const { expansions = {} } = definition;
  const leavesOf = (code: string): readonly string[] => expansions[base.parse(code)] ?? [code];
  const mask = (codes: Iterable<string>): bigint => {
    let bits = 0n;
    for (const code of codes) for (const leaf of leavesOf(code)) bits |= 1n << BigInt(numberOf(leaf));
    return bits;
  };
  const all = mask(base.codes);
  const codesIn = (bits: bigint): C[] => {
    const strange = bits & ~all;
    if (bits < 0n || strange !== 0n) {
      throw new InvalidInput(
        "unknown-code",
        `the mask 0x${bits.toString(16)} has bits that ${base.id} does not assign`,
      );
    }
    return base.codes.filter((code) => (bits >> BigInt(numberOf(code))) & 1n);
  };
  return { ...base, bit: numberOf, code: codeOf, mask, codesIn, all };
}

/** Builds a table of which one code is chosen. Numbers start at 1. */
export function enumTable<C extends string>(definition: Definition<C>): EnumTable<C> {
  const { base, numberOf, codeOf } = baseTable({ ...definition, numberOf: (_, position) => position + 1 });
  return { ...base, index: numberOf, code: codeOf };
}
