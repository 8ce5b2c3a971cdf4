import { createHmac } from "node:crypto";
import type { Database } from "../../database/connection.ts";
import { type CatalogueTree, catalogueTree, type DepositTree, depositTree } from "../../domain/merkle.ts";
import { type Catalogue, worksAt } from "./store.ts";

/** Works under one signature: more would make a tree that memory should not hold. */
export const MOST_WORKS_OF_PART = 50_000;

/** The two trees of a part: of what is registered, and of the commitments that are deposited before. */
export interface PartTrees {
  readonly catalogue: CatalogueTree;
  readonly deposit: DepositTree;
}

export async function treesOf(
  database: Database,
  { id, registrant, seed }: Pick<Catalogue, "id" | "registrant" | "seed">,
  firstPlace: number,
  works: number,
): Promise<PartTrees> {
  const placed = await worksAt(database, id, firstPlace, firstPlace + works);
  const commitments = placed.map(({ place, entry }) => {
    return { fingerprint: entry.fingerprint, salt: saltOf(seed, place) };
  });
  return {
    catalogue: catalogueTree(placed.map(({ hash }) => hash)),
    deposit: depositTree(registrant, commitments),
  };
}

/** The salt of a commitment: nobody guesses it without the seed, and the seed gives it again. */
function saltOf(seed: string, place: number): string {
  return `0x${createHmac("sha256", seed).update(String(place)).digest("hex")}`;
}
