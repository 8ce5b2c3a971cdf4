import { ALL_FORMATS } from "./formats.ts";
import { tables } from "./index.ts";
import { ALL_LANGUAGES } from "./languages.ts";
import { type LegalClass, legalClasses } from "./legal-classes.ts";
import { ECONOMIC_RIGHTS, RELATED_RIGHTS } from "./rights.ts";
import { WORLD } from "./territories.ts";
import { tradeClasses } from "./trade-classes.ts";

/**
 * The Solidity of contracts/libraries/Codes.sol: the hashes and masks of the tables, and the lookups of the two
 * classes that a registration carries in words. Not formatted; the same tables always give the same text.
 */
export function codesSolidity(): string {
  return `// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

// Generated from server/domain/tables by scripts/generate-codes.ts: change the tables, then run it again.

/// @dev The frozen code tables: their hashes, their masks, and the numbers of legal and trade classes.
library Codes {
${Object.values(tables)
  .map(
    ({ id, hash }) =>
      `    /// Hash of ${inWords(id)}.\n    bytes32 internal constant ${constantName(id)} = ${hash};`,
  )
  .join("\n")}

    /// Every territory: bits 0 to 248 (ISO 3166-1), 254 (XK) and 255 (those that no code names).
    uint256 internal constant WORLD = ${hex(WORLD, 64)};
    /// Every language that is no macro language, and bit 255 (those that no code names).
    uint256 internal constant ALL_LANGUAGES = ${hex(ALL_LANGUAGES, 64)};
    /// Every format, and bit 31 (those that no code names).
    uint32 internal constant ALL_FORMATS = ${hex(ALL_FORMATS, 8)};
    /// Copyright Law Art. 10 items 5 to 17, item n at bit n - 1: the rights that can be licensed and assigned.
    uint32 internal constant ECONOMIC_RIGHTS = ${hex(ECONOMIC_RIGHTS, 8)};
    /// Related rights of Copyright Law Ch. IV: 18 to 31.
    uint32 internal constant RELATED_RIGHTS = ${hex(RELATED_RIGHTS, 8)};

${legalClassLookup()}

${tradeClassLookup()}
}
`;
}

/** legalClasses@1 gives LEGAL_CLASSES. */
function constantName(id: string): string {
  return (id.split("@")[0] as string).replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

/** legalClasses@1 gives "legalClasses, version 1": NatSpec takes an @ for a tag. */
function inWords(id: string): string {
  return id.replace("@", ", version ");
}

function hex(value: bigint, digits: number): string {
  return `0x${value.toString(16).padStart(digits, "0")}`;
}

/** How often each class is met, roughly; a class that is not named counts 1. Frequent ones are found sooner. */
const FREQUENCY: Readonly<Partial<Record<LegalClass, number>>> = {
  written: 20,
  "fine-art": 16,
  photographic: 12,
  audiovisual: 6,
  musical: 4,
  software: 4,
};
const weight = (codes: readonly LegalClass[]) => codes.reduce((sum, code) => sum + (FREQUENCY[code] ?? 1), 0);
const head = (code: string) => code.slice(0, 4);

function legalClassLookup(): string {
  const codes = [...legalClasses.codes].sort();
  if (codes.some((code) => code.length > 15)) throw new Error("a legal class has more than 15 characters");
  if (new Set(codes.map(head)).size < codes.length) throw new Error("two legal classes begin alike");
  return `    /// @notice The number of a legal class, from 1; 0 if the text is none.
    function legalClass(string calldata code) internal pure returns (uint8 index) {
        // The text, with its length in the last byte: of another length, it is another key.
        bytes32 key;
        assembly ("memory-safe") {
            key := or(and(calldataload(code.offset), not(shr(shl(3, code.length), not(0)))), code.length)
        }
        // No two classes begin with the same four letters; what follows them is compared at the end.
        uint256 head = uint256(key) >> 224;
${search(codes)}
    }`;
}

/** Binary search, split where both sides are met equally often. */
function search(codes: readonly LegalClass[]): string {
  const [only, ...others] = codes;
  if (only !== undefined && others.length === 0) {
    return `return key == bytes32("${only}") | bytes32(uint256(${only.length})) ? ${legalClasses.index(only)} : 0;`;
  }
  const imbalance = (at: number) => Math.abs(weight(codes.slice(0, at)) - weight(codes.slice(at)));
  const cuts = codes.map((_, at) => at).slice(1);
  const at = cuts.reduce((best, cut) => (imbalance(cut) < imbalance(best) ? cut : best));
  const pivot = head(codes[at] as string);
  return `if (head >= uint32(bytes4("${pivot}"))) { ${search(codes.slice(at))} } ${search(codes.slice(0, at))}`;
}

/** A trade class is a letter and two digits; numbers run on from the lowest of each letter. */
function tradeClassLookup(): string {
  const first = new Uint8Array(32);
  const lowest = new Uint8Array(32);
  const count = new Uint8Array(32);
  for (const code of tradeClasses.codes) {
    const letter = code.charCodeAt(0) - 65;
    const expected = (first[letter] as number) + (count[letter] as number);
    if (count[letter] === 0) {
      first[letter] = tradeClasses.index(code);
      lowest[letter] = Number(code.slice(1));
    } else if (expected !== tradeClasses.index(code)) {
      throw new Error(`trade class ${code} does not follow the one before it`);
    }
    count[letter] = (count[letter] as number) + 1;
  }
  const constant = (bytes: Uint8Array) =>
    `0x${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  return `    // Byte n is about the trade classes of the n-th letter, A being 0.
    uint256 private constant FIRST_INDEX = ${constant(first)};
    uint256 private constant LOWEST_DIGITS = ${constant(lowest)};
    uint256 private constant CLASS_COUNT = ${constant(count)};

    /// @notice The number of a trade class, from 1; 0 if the text is none.
    function tradeClass(string calldata code) internal pure returns (uint8 index) {
        // Whatever is no letter or digit wraps to a large number, which no class has.
        assembly ("memory-safe") {
            let word := calldataload(code.offset)
            let letter := sub(byte(0, word), 65)
            let ones := sub(byte(2, word), 48)
            let digits := add(mul(sub(byte(1, word), 48), 10), ones)
            let place := sub(digits, byte(letter, LOWEST_DIGITS))
            let known := and(lt(ones, 10), lt(place, byte(letter, CLASS_COUNT)))
            index := mul(add(byte(letter, FIRST_INDEX), place), and(known, eq(code.length, 3)))
        }
    }`;
}
