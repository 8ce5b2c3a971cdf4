import { type Commitment, type DepositTree, depositTree } from "../../../server/domain/merkle.ts";
import { type Account, timeOf } from "./chain.ts";
import { FAR, freshNonce, freshWord, ZERO } from "./documents.ts";
import type { Ledger } from "./ledger.ts";

export interface Deposited {
  readonly tree: DepositTree;
  readonly commitments: readonly Commitment[];
  /** Time of the deposit's block, Unix time. */
  readonly at: number;
}

/** Deposits salted commitments to fingerprints. */
export async function deposited(
  ledger: Ledger,
  depositor: Account,
  fingerprints: readonly string[],
): Promise<Deposited> {
  const commitments = fingerprints.map((fingerprint) => ({ fingerprint, salt: freshWord() }));
  const tree = depositTree(depositor.address, commitments);
  const document = {
    depositor: depositor.address,
    root: tree.root,
    count: String(tree.size),
    manifest: ZERO,
    nonce: freshNonce(),
    deadline: FAR,
  };
  const at = await timeOf(ledger.evidence.connect(depositor).deposit(document, "0x"));
  return { tree, commitments, at };
}
