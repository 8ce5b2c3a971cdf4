import type { Ledger } from "../../../../server/chain/ledger.ts";
import type { Database } from "../../../../server/database/connection.ts";
import type { World } from "../support/world.ts";

/** What the contracts and the index both know, in the same shape. */
export interface State {
  readonly works: readonly object[];
  readonly institutions: readonly object[];
  readonly attestations: readonly object[];
}

const STANDINGS = ["none", "accredited", "suspended", "revoked"];
const UNKNOWN_END = 65_535n;

/** Asked of the contracts, one call for each fact. */
export async function stateOnChain(
  { works, institutions }: Ledger,
  world: World,
  accounts: readonly string[],
): Promise<State> {
  const ofWork = async ({ id }: { id: string }) => {
    const title = await works.titleOf(id);
    return {
      id,
      // A registration that was revoked has no holder any more; the index names the last one.
      holder: Number(title.status) === 1 ? title.holder : "",
      revoked: Number(title.status) === 2,
      encumbrances: Number(title.encumbrances),
      protectedUntil: title.lastProtectedYear === UNKNOWN_END ? null : `${title.lastProtectedYear}-12-31`,
      registeredAt: Number(title.registeredAt),
      priorityAt: Number(await works.priorityOf(id)),
      metadata: await works.metadataOf(id),
      coOwners: (await works.coOwnersOf(id)).map(({ account, shares }) => `${account} ${shares}`),
      sources: [...(await works.sourcesOf(id))],
    };
  };
  const ofInstitution = async (account: string) => {
    const { profile, since, capacities, standing } = await institutions.institutionOf(account);
    const status = STANDINGS[Number(standing)];
    return { account, profile, since: Number(since), kinds: Number(capacities), status };
  };
  const ofAttestation = async ({ id }: { id: string }) => {
    const { institution, subject, issuedAt, revokedAt } = await institutions.attestationOf(id);
    return { id, institution, subject, issuedAt: Number(issuedAt), revokedAt: Number(revokedAt) };
  };
  return sorted({
    works: await Promise.all(world.works.map(ofWork)),
    institutions: await Promise.all(accounts.map(ofInstitution)),
    attestations: await Promise.all(world.attestations.map(ofAttestation)),
  });
}

/** Read from the index's tables. */
export async function stateOfIndex({ db }: Database): Promise<State> {
  const coOwners = await db.selectFrom("co_owners").selectAll().orderBy("place").execute();
  const derivations = await db.selectFrom("derivations").selectAll().orderBy("source_id").execute();
  const works = await db.selectFrom("works").selectAll().execute();
  const institutions = await db.selectFrom("institutions").selectAll().execute();
  const attestations = await db.selectFrom("attestations").selectAll().execute();
  return sorted({
    works: works.map((work) => ({
      id: work.work_id,
      holder: work.status === "revoked" ? "" : work.holder,
      revoked: work.status === "revoked",
      encumbrances: work.encumbrances,
      protectedUntil: work.protected_until,
      registeredAt: work.registered_at,
      priorityAt: work.priority_at,
      metadata: work.metadata_digest,
      coOwners: coOwners
        .filter(({ work_id }) => work_id === work.work_id)
        .map(({ account, shares }) => `${account} ${shares}`),
      sources: derivations
        .filter(({ work_id }) => work_id === work.work_id)
        .map(({ source_id }) => source_id),
    })),
    institutions: institutions.map(({ account, profile_digest, since, kinds, status }) => {
      return { account, profile: profile_digest, since, kinds, status };
    }),
    attestations: attestations.map(({ id, institution, subject_id, issued_at, revoked_at }) => {
      return { id, institution, subject: subject_id, issuedAt: issued_at, revokedAt: revoked_at ?? 0 };
    }),
  });
}

function sorted({ works, institutions, attestations }: State): State {
  const inOrder = (items: readonly object[]) =>
    [...items].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return {
    works: inOrder(works),
    institutions: inOrder(institutions),
    attestations: inOrder(attestations),
  };
}
