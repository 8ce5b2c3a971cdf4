import { Interface } from "ethers";
import { WorkRegistry__factory } from "../../../typechain-types/index.ts";
import type { Account } from "../../contracts/support/chain.ts";
import { type Context, type Move, someWork } from "../context.ts";
import { registeredWork } from "../model.ts";
import type { WorkState } from "../state.ts";

const works = new Interface(WorkRegistry__factory.abi);

const marks: readonly { method: string; bit: number; module: "pledgeModule" | "disputeModule" }[] = [
  { method: "setPledged", bit: 1, module: "pledgeModule" },
  { method: "setDisputed", bit: 2, module: "disputeModule" },
  { method: "setFrozen", bit: 4, module: "disputeModule" },
];

/** Mostly the module, sometimes the other one, an owner, the administrator or a stranger. */
function someCaller({ random, ledger }: Context, module: Account): Account {
  const { pledgeModule, disputeModule, administrator, publisher, stranger } = ledger;
  return random.oneIn(4)
    ? random.pick([pledgeModule, disputeModule, administrator, publisher, stranger])
    : module;
}

/** Somebody marks a work, or lifts a mark from it. */
export async function encumbrance(context: Context): Promise<Move> {
  const { random, model, ledger } = context;
  const { method, bit, module } = random.pick(marks);
  const sender = someCaller(context, ledger[module]);
  const workId = someWork(context);
  const work = registeredWork(model, workId);
  const before = work?.encumbrances ?? 0;
  // Lifted more often than set, or the works of a long sequence would all end encumbered.
  const value = (before & bit) === 0 ? !random.oneIn(10) : random.oneIn(10);
  const after = value ? before | bit : before & ~bit;
  const faults = sender === ledger[module] ? [] : ["AccessManagedUnauthorized"];
  if (!work) faults.push("WorkRegistry__UnknownWork");
  if (work && after === before) faults.push("WorkRegistry__EncumbranceUnchanged");
  return {
    name: `${method} ${value} on ${workId} by ${sender.address}`,
    sender,
    to: await ledger.works.getAddress(),
    data: works.encodeFunctionData(method, [workId, value]),
    faults,
    apply: () => void model.works.set(workId, { ...(work as WorkState), encumbrances: after }),
  };
}

/** Somebody revokes a registration. */
export async function revocation(context: Context): Promise<Move> {
  const { random, model, ledger } = context;
  const sender = someCaller(context, ledger.disputeModule);
  const workId = someWork(context);
  const work = registeredWork(model, workId);
  const faults = sender === ledger.disputeModule ? [] : ["AccessManagedUnauthorized"];
  if (!work) faults.push("WorkRegistry__UnknownWork");
  const holder = `0x${"0".repeat(40)}`;
  return {
    name: `${sender.address} revokes ${workId}`,
    sender,
    to: await ledger.works.getAddress(),
    data: works.encodeFunctionData("revoke", [workId, random.word()]),
    faults,
    apply: () => void model.works.set(workId, { ...(work as WorkState), holder, status: "revoked" }),
  };
}

/** Somebody, the holder included, tries the ways of ERC-721, which are all closed. */
export async function transfer(context: Context): Promise<Move> {
  const { random, actors, ledger } = context;
  const workId = someWork(context);
  const holder = registeredWork(context.model, workId)?.holder ?? ledger.stranger.address;
  const to = random.pick(actors).address;
  const calls = [
    works.encodeFunctionData("transferFrom", [holder, to, workId]),
    works.encodeFunctionData("safeTransferFrom(address,address,uint256)", [holder, to, workId]),
    works.encodeFunctionData("approve", [to, workId]),
    works.encodeFunctionData("setApprovalForAll", [to, true]),
  ];
  return {
    name: `a transfer of ${workId} to ${to}`,
    sender: random.pick(actors),
    to: await ledger.works.getAddress(),
    data: random.pick(calls),
    faults: ["WorkRegistry__AssignByDocument"],
    apply: () => undefined,
  };
}

/** Somebody sends again what passed before. */
export async function replay(context: Context): Promise<Move | null> {
  const { random, passed, ledger } = context;
  if (passed.length === 0) return null;
  const move = random.pick(passed);
  const sender = random.oneIn(2) ? move.sender : ledger.stranger;
  return { ...move, name: `again: ${move.name}`, sender, faults: ["any"], apply: () => undefined };
}
