import { formats } from "./formats.ts";
import { languages } from "./languages.ts";
import { legalClasses } from "./legal-classes.ts";
import { rights } from "./rights.ts";
import { territories } from "./territories.ts";
import { tradeClasses } from "./trade-classes.ts";

/** The frozen code tables. Solidity's constants (contracts/libraries/Codes.sol) are generated from them. */
export const tables = { territories, languages, rights, formats, legalClasses, tradeClasses } as const;

/** Name and hash of each table, as deployments record them and `/network` shows them. */
export function tableHashes(): Record<keyof typeof tables, { id: string; hash: `0x${string}` }> {
  const entries = Object.entries(tables).map(([name, { id, hash }]) => [name, { id, hash }]);
  return Object.fromEntries(entries) as ReturnType<typeof tableHashes>;
}
