import type { Ledger } from "../../../../server/chain/ledger.ts";
import { type DocumentContract, documentKinds } from "../../../../server/domain/documents.ts";
import { randomFrom } from "../../database/support.ts";
import { deeds } from "./deeds.ts";
import { type Call, type DocumentFields, type Role, signDocument } from "./ledger.ts";

/**
 * A random life of the ledger: each act is one that the contracts take, and every event comes up. The same seed gives
 * the same life. What has been done is a value, so a world goes back with its chain.
 */

export interface KnownWork {
  readonly id: string;
  readonly holder: Role;
  readonly coOwners: readonly Role[];
  readonly protectedUntil: string;
  readonly encumbrances: number;
  readonly revoked: boolean;
}

/** What has been done so far. */
export interface World {
  readonly works: readonly KnownWork[];
  readonly attestations: readonly { id: string; revoked: boolean }[];
  readonly standings: Readonly<Partial<Record<Role, string>>>;
  /** Nonces used, by contract and role; and epochs, which begin them anew. */
  readonly nonces: Readonly<Record<string, number>>;
  readonly epochs: Readonly<Record<string, number>>;
}

export const newWorld: World = { works: [], attestations: [], standings: {}, nonces: {}, epochs: {} };

/** A call, who sends it, and the world after it. */
export interface Act {
  readonly name: string;
  readonly sender: Role;
  readonly call: Call;
  readonly world: World;
}

/** What deeds are done with. */
export interface Tools {
  readonly ledger: Ledger;
  random(): number;
  pick<T>(items: readonly T[]): T | undefined;
  /** 32 bytes. */
  word(): string;
  /** The digest of a metadata document. */
  digest(): string;
  /** Signs a document in the name of its signer and of all who consent; the operator relays it. */
  document(
    world: World,
    fields: Omit<DocumentFields, "nonce" | "consents">,
    others: readonly Role[],
    change?: (world: World, id: string) => World,
  ): Promise<Act>;
}

export interface Life {
  /** A random act that is possible in this world. */
  act(world: World): Promise<Act>;
  /** An act of this name; a registration if that is not possible. */
  actNamed(world: World, name: string): Promise<Act>;
}

/** @param digests of metadata documents, from which works take theirs */
export function createLife(ledger: Ledger, seed: number, digests: readonly string[]): Life {
  const random = randomFrom(seed);
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];
  const word = (): string =>
    `0x${Array.from({ length: 64 }, () => Math.floor(random() * 16).toString(16)).join("")}`;
  const tools: Tools = {
    ...{ ledger, random, pick, word, digest: () => pick(digests) ?? word() },
    document: (world, fields, others, change = (after) => after) =>
      relayed(ledger, world, fields, others, change),
  };

  async function actNamed(world: World, name: string): Promise<Act> {
    const act = (await deeds[name]?.(world, tools)) ?? (await deeds.Registration?.(world, tools));
    if (!act) throw new Error(`There is no deed ${name}.`);
    return act;
  }

  return {
    actNamed,
    // A registration every other time: without works there is little to do.
    act: (world) => actNamed(world, random() < 0.4 ? "Registration" : (pick(Object.keys(deeds)) ?? "")),
  };
}

async function relayed(
  ledger: Ledger,
  before: World,
  fields: Omit<DocumentFields, "nonce" | "consents">,
  others: readonly Role[],
  change: (world: World, id: string) => World,
): Promise<Act> {
  const contract = fields.contract ?? documentKinds[fields.type].contract ?? "works";
  let { world, nonce } = nextNonce(before, contract, fields.signer);
  const consents: { role: Role; nonce: string }[] = [];
  for (const role of others) {
    const own = nextNonce(world, contract, role);
    world = own.world;
    consents.push({ role, nonce: own.nonce });
  }
  const { id, ...call } = await signDocument(ledger, { ...fields, contract, nonce, consents });
  return { name: fields.type, sender: "operator", call, world: change(world, id) };
}

/** Takes the next nonce of an account at a contract. */
export function nextNonce(
  world: World,
  contract: DocumentContract,
  role: Role,
): { world: World; nonce: string } {
  const key = `${contract} ${role}`;
  const count = world.nonces[key] ?? 0;
  const nonce = (BigInt(world.epochs[key] ?? 0) << 192n) | BigInt(count);
  return { world: { ...world, nonces: { ...world.nonces, [key]: count + 1 } }, nonce: String(nonce) };
}
