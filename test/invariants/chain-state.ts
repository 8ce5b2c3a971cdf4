import type { BaseContract } from "ethers";
import type { Context } from "./context.ts";
import { depositKey, type LedgerState, nonceKey, places, signerKey, type WorkState } from "./state.ts";

const statuses = [null, "registered", "revoked"] as const;
const standings = [null, "accredited", "suspended", "revoked"] as const;

/** Everything that the contracts say of the works, accounts and nonces that were ever tried. */
export async function stateOnChain(context: Context, probe: BaseContract): Promise<LedgerState> {
  const works = await worksOnChain(context, probe);
  const accounts = [...new Set([...context.actors, ...context.officials].map(({ address }) => address))];
  const { ledger } = context;
  const counts = await probe.getFunction("balances")(ledger.works, accounts);
  const balances = Object.fromEntries(accounts.map((account, i) => [account, Number(counts[i])]));
  const members = await probe.getFunction("members")(ledger.access, 1, accounts);
  return {
    works,
    balances: Object.fromEntries(Object.entries(balances).filter(([, count]) => count > 0)),
    deposits: await depositsOnChain(context),
    accreditors: accounts.filter((_, i) => members[i]).sort(),
    institutions: await institutionsOnChain(context, probe, accounts),
    attestations: await attestationsOnChain(context, probe),
    epochs: await epochsOnChain(context, probe, accounts),
    spent: await spentOnChain(context, probe),
  };
}

async function worksOnChain({ ledger, model }: Context, probe: BaseContract): Promise<LedgerState["works"]> {
  const ids = [...model.works.keys()];
  const found = await probe.getFunction("works")(ledger.works, ids);
  const works: LedgerState["works"] = {};
  for (const [i, id] of ids.entries()) {
    const { title, metadata, priorityAt, coOwners, sources } = found[i];
    const status = statuses[Number(title.status)];
    if (!status) continue;
    const work: WorkState = {
      holder: title.holder,
      status,
      registeredAt: Number(title.registeredAt),
      priorityAt: Number(priorityAt),
      lastProtectedYear: Number(title.lastProtectedYear),
      legalClass: Number(title.legalClass),
      tradeClass: Number(title.tradeClass),
      encumbrances: Number(title.encumbrances),
      metadata,
      coOwners: coOwners.map(({ account, shares }: { account: string; shares: bigint }) => [
        account,
        String(shares),
      ]),
      sources: [...sources],
    };
    const traits =
      (work.coOwners.length > 0 ? 1 : 0) +
      (work.sources.length > 0 ? 2 : 0) +
      (work.priorityAt !== work.registeredAt ? 4 : 0);
    if (traits !== Number(title.traits))
      throw new Error(`The traits of ${id} are ${title.traits}, not ${traits}.`);
    works[id] = work;
  }
  return works;
}

async function depositsOnChain({ ledger, deposits, actors }: Context): Promise<LedgerState["deposits"]> {
  const found: LedgerState["deposits"] = {};
  for (const root of new Set(deposits.map(({ tree }) => tree.root))) {
    for (const { address } of actors) {
      const { depositedAt, count } = await ledger.evidence.depositOf(root, address);
      if (depositedAt !== 0n)
        found[depositKey(root, address)] = { at: Number(depositedAt), count: Number(count) };
    }
  }
  return found;
}

async function institutionsOnChain({ ledger }: Context, probe: BaseContract, accounts: string[]) {
  const found = await probe.getFunction("institutions")(ledger.institutions, accounts);
  const institutions: LedgerState["institutions"] = {};
  for (const [i, account] of accounts.entries()) {
    const { profile, since, capacities, standing } = found[i];
    const word = standings[Number(standing)];
    if (!word) continue;
    institutions[account] = {
      profile,
      since: Number(since),
      capacities: Number(capacities),
      standing: word,
    };
  }
  return institutions;
}

async function attestationsOnChain({ ledger, model }: Context, probe: BaseContract) {
  const ids = Object.keys(model.attestations);
  const found = await probe.getFunction("attestations")(ledger.institutions, ids);
  const attestations: LedgerState["attestations"] = {};
  for (const [i, id] of ids.entries()) {
    const { subject, institution, issuedAt, revokedAt, kind, validFrom, validUntil, currency, amount } =
      found[i];
    attestations[id] = {
      subject,
      institution,
      issuedAt: Number(issuedAt),
      revokedAt: Number(revokedAt),
      kind: Number(kind),
      validFrom: Number(validFrom),
      validUntil: Number(validUntil),
      currency,
      amount: String(amount),
    };
  }
  return attestations;
}

async function epochsOnChain({ ledger }: Context, probe: BaseContract, accounts: string[]) {
  const epochs: LedgerState["epochs"] = {};
  for (const place of places) {
    const numbers = await probe.getFunction("epochs")(ledger[place], accounts);
    for (const [i, account] of accounts.entries()) {
      if (numbers[i] !== 0n) epochs[signerKey(place, account)] = Number(numbers[i]);
    }
  }
  return epochs;
}

async function spentOnChain({ ledger, nonces }: Context, probe: BaseContract): Promise<string[]> {
  const spent: string[] = [];
  for (const place of places) {
    const own = [...nonces.values()].filter(([where]) => where === place);
    const answers = await probe.getFunction("spent")(
      ledger[place],
      own.map(([, signer]) => signer),
      own.map(([, , nonce]) => nonce),
    );
    for (const [i, [where, signer, nonce]] of own.entries()) {
      if (answers[i]) spent.push(nonceKey(where, signer, nonce));
    }
  }
  return spent.sort();
}
