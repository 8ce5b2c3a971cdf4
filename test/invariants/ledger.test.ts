import { expect } from "chai";
import { Interface } from "ethers";
import { describe, it } from "mocha";
import {
  EvidenceRegistry__factory,
  InstitutionRegistry__factory,
  LedgerAccess__factory,
  WorkRegistry__factory,
} from "../../typechain-types/index.ts";
import { ethers, now } from "../contracts/support/chain.ts";
import { freshLedger } from "../contracts/support/ledger.ts";
import { randomFrom } from "../contracts/support/random.ts";
import { stateOnChain } from "./chain-state.ts";
import { type Context, type Move, newContext } from "./context.ts";
import { historyOf } from "./history.ts";
import { stateOf } from "./model.ts";
import { nextMove } from "./moves/index.ts";

/** How many acts are made in all, and with which seed the first sequence of them begins. */
const CALLS = Number(process.env.INVARIANT_CALLS ?? 120);
const SEED = Number(process.env.INVARIANT_SEED ?? 1);
/** Acts of one sequence. A new one begins with an empty ledger: what is compared after each act stays small. */
const IN_SEQUENCE = 120;
const GAS_LIMIT = 8_000_000;

const factories = [
  WorkRegistry__factory,
  EvidenceRegistry__factory,
  InstitutionRegistry__factory,
  LedgerAccess__factory,
];
const errors = new Interface(
  factories.flatMap(({ abi }): { type: string }[] => [...abi]).filter(({ type }) => type === "error"),
);

/** The name of the error by which a move is refused, or null if it passes. */
async function refusalOf({ sender, to, data }: Move): Promise<string | null> {
  try {
    await ethers.provider.call({ from: sender.address, to, data, gasLimit: GAS_LIMIT });
    return null;
  } catch (error) {
    const { data: thrown = "0x" } = error as { data?: string };
    return errors.parseError(thrown)?.name ?? thrown;
  }
}

/** Roots of the storage of the contracts. */
async function storageOf({ ledger }: Context): Promise<string[]> {
  const { contracts } = ledger.deployment;
  const proofs = await Promise.all(
    Object.values(contracts).map((address) => ethers.provider.send("eth_getProof", [address, [], "latest"])),
  );
  return proofs.map(({ storageHash }: { storageHash: string }) => storageHash);
}

/** Sends a move that the contracts refuse; it is mined all the same, and changes nothing. */
async function tryInVain(context: Context, { sender, to, data }: Move): Promise<void> {
  const before = await storageOf(context);
  const sending = sender.sendTransaction({ to, data, gasLimit: GAS_LIMIT });
  await sending.then(
    () => expect.fail("A move that a call refuses passed as a transaction."),
    () => undefined,
  );
  expect(await storageOf(context)).to.deep.equal(before);
}

async function make(context: Context, move: Move): Promise<boolean> {
  const refusal = await refusalOf(move);
  if (refusal !== null) {
    const expected = move.faults.includes("any") || move.faults.includes(refusal);
    expect(
      expected,
      `refused by ${refusal}, where right were: ${move.faults.join(", ") || "nothing"}`,
    ).to.equal(true);
    await tryInVain(context, move);
    return false;
  }
  expect(move.faults, "passed with these faults").to.deep.equal([]);
  const { sender, to, data } = move;
  const sent = await sender.sendTransaction({ to, data, gasLimit: GAS_LIMIT });
  const block = await sent.getBlock();
  move.apply(block?.timestamp ?? 0);
  if (move.once) context.passed.push(move);
  return true;
}

describe("The ledger, under any sequence of acts", function () {
  this.timeout(0);
  for (let made = 0; made < CALLS; made += IN_SEQUENCE) {
    const seed = SEED + made / IN_SEQUENCE;
    const calls = Math.min(IN_SEQUENCE, CALLS - made);
    it(`is what the model says after each of ${calls} acts (seed ${seed})`, async () => {
      const context = newContext(await freshLedger(), randomFrom(seed), now);
      const probe = await ethers.deployContract("StateProbe");
      let passed = 0;
      for (let i = 0; i < calls; i += 1) {
        const move = await nextMove(context);
        const trail = `act ${i} of seed ${seed}: ${move.name}`;
        try {
          if (await make(context, move)) passed += 1;
          expect(await stateOnChain(context, probe)).to.deep.equal(stateOf(context.model, context.nonces));
        } catch (error) {
          throw new Error(`${trail}: ${(error as Error).message}`, { cause: error });
        }
      }
      // I9 and I7: events alone tell the same state, and no nonce was spent twice.
      const history = await historyOf(context);
      expect(history.state).to.deep.equal(stateOf(context.model, context.nonces));
      expect(history.spentTwice).to.deep.equal([]);
      // The sequence is worth something only if much passes and much is refused.
      expect(passed).to.be.greaterThan(calls / 5);
      expect(passed).to.be.lessThan((calls * 9) / 10);
    });
  }
});
