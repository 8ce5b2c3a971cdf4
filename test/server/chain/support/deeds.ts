import type { DocumentMessage } from "../../../../server/domain/documents.ts";
import { institutionDeeds } from "./institution-deeds.ts";
import { addressOf, type Role } from "./ledger.ts";
import { type Act, type KnownWork, nextNonce, type Tools, type World } from "./world.ts";

/** Something to do with the ledger; null where it is not possible. */
export type Deed = (world: World, tools: Tools) => Promise<Act | null>;

const PEOPLE = ["publisher", "licensee", "co-owner"] as const satisfies Role[];
const FROZEN = 4;
const SETTERS = ["setPledged", "setDisputed", "setFrozen"] as const;

const workDeeds: Readonly<Record<string, Deed>> = {
  async Registration(world, { random, pick, word, digest, document }) {
    const holder = pick(PEOPLE) ?? "publisher";
    const two = [holder, otherThan(holder)];
    const coOwners = random() < 0.3 ? byAccount(random() < 0.5 ? PEOPLE : two) : [];
    const sources = existing(world).slice(-2);
    const derivedFrom = random() < 0.3 ? sources.map(({ id }) => id).sort() : [];
    const protectedUntil = random() < 0.5 ? "unknown" : "2075-12-31";
    const work = {
      ...{ title: `詩 ${world.works.length + 1}`, fingerprint: word(), metadata: digest() },
      ...{ legalClass: "written", tradeClass: "P03", protectedUntil },
    };
    const message = { registrant: addressOf(holder), work, coOwners: shares(coOwners), derivedFrom };
    const known = { id: work.fingerprint, holder, coOwners, protectedUntil, encumbrances: 0, revoked: false };
    const others = coOwners.filter((role) => role !== holder);
    return document(world, { type: "Registration", signer: holder, message }, others, (after) => ({
      ...after,
      works: [...after.works, known],
    }));
  },

  async Correction(world, { random, pick, digest, document }) {
    const work = pick(existing(world).filter(({ encumbrances }) => (encumbrances & FROZEN) === 0));
    if (!work) return null;
    const { id, holder, coOwners } = work;
    const becomesKnown = work.protectedUntil === "unknown" && random() < 0.5;
    const protectedUntil = becomesKnown ? "2080-12-31" : work.protectedUntil;
    const message = { holder: addressOf(holder), work: id, metadata: digest(), protectedUntil };
    const others = coOwners.filter((role) => role !== holder);
    return document(world, { type: "Correction", signer: holder, message }, others, (after) =>
      changed(after, id, { protectedUntil }),
    );
  },

  async Assignment(world, { random, pick, word, document }) {
    const work = pick(existing(world).filter(({ encumbrances }) => encumbrances === 0));
    if (!work) return null;
    const assignee = otherThan(work.holder);
    const coOwners = random() < 0.3 ? byAccount(PEOPLE) : [];
    const message: DocumentMessage = {
      ...{ assignor: addressOf(work.holder), assignee: addressOf(assignee), work: work.id },
      ...{ coOwners: shares(coOwners), agreement: word() },
    };
    const parties = [...new Set([...work.coOwners, assignee, ...coOwners])];
    const others = parties.filter((role) => role !== work.holder);
    return document(world, { type: "Assignment", signer: work.holder, message }, others, (after) =>
      changed(after, work.id, { holder: assignee, coOwners }),
    );
  },

  async Deposit(world, { pick, word, document }) {
    const signer = pick(PEOPLE) ?? "publisher";
    const message = { depositor: addressOf(signer), root: word(), count: "7", manifest: word() };
    return document(world, { type: "Deposit", signer, message }, []);
  },

  async Encumbrance(world, { random, pick, ledger }) {
    const work = pick(existing(world));
    if (!work) return null;
    const bit = Math.floor(random() * SETTERS.length);
    const encumbrances = work.encumbrances ^ (1 << bit);
    const sets = (encumbrances & (1 << bit)) !== 0;
    const data = ledger.works.interface.encodeFunctionData((SETTERS[bit] ?? "setFrozen") as "setFrozen", [
      work.id,
      sets,
    ]);
    return byModule(
      "Encumbrance",
      ledger.deployment.contracts.works,
      data,
      changed(world, work.id, { encumbrances }),
    );
  },

  async Revocation(world, { pick, word, ledger }) {
    const work = pick(existing(world).slice(0, -3));
    if (!work) return null;
    const data = ledger.works.interface.encodeFunctionData("revoke", [work.id, word()]);
    return byModule(
      "Revocation",
      ledger.deployment.contracts.works,
      data,
      changed(world, work.id, { revoked: true }),
    );
  },
};

const documentDeeds: Readonly<Record<string, Deed>> = {
  async Cancellation(world, { pick, document }) {
    const signer = pick(PEOPLE) ?? "publisher";
    const contract = pick(["works", "evidence"] as const) ?? "works";
    const { world: after, nonce: cancelled } = nextNonce(world, contract, signer);
    const message = { signer: addressOf(signer), cancelled };
    return document(after, { type: "Cancellation", signer, message, contract }, []);
  },

  async CancellationOfAll(world, { pick, document }) {
    const signer = pick(PEOPLE) ?? "publisher";
    const key = `works ${signer}`;
    const fields = { type: "CancellationOfAll", signer, message: { signer: addressOf(signer) } } as const;
    return document(world, { ...fields, contract: "works" }, [], (after) => ({
      ...after,
      nonces: { ...after.nonces, [key]: 0 },
      epochs: { ...after.epochs, [key]: (after.epochs[key] ?? 0) + 1 },
    }));
  },
};

/** All there is to do, by name. */
export const deeds: Readonly<Record<string, Deed>> = { ...workDeeds, ...institutionDeeds, ...documentDeeds };

/** Works that are registered. */
export function existing(world: World): KnownWork[] {
  return world.works.filter(({ revoked }) => !revoked);
}

function changed(world: World, id: string, change: Partial<KnownWork>): World {
  return { ...world, works: world.works.map((work) => (work.id === id ? { ...work, ...change } : work)) };
}

/** The agent stands in for the modules that encumber and revoke. */
function byModule(name: string, to: string, data: string, world: World): Act {
  return { name, sender: "agent", call: { to, data }, world };
}

function otherThan(role: Role): Role {
  return PEOPLE.find((person) => person !== role) ?? "licensee";
}

function byAccount(roles: readonly Role[]): Role[] {
  return [...roles].sort((a, b) => (BigInt(addressOf(a)) < BigInt(addressOf(b)) ? -1 : 1));
}

function shares(roles: readonly Role[]): { account: string; shares: string }[] {
  return roles.map((role, index) => ({ account: addressOf(role), shares: String(index + 1) }));
}
