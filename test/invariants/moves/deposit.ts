import { depositTree } from "../../../server/domain/merkle.ts";
import { ZERO } from "../../contracts/support/documents.ts";
import {
  type Context,
  type Move,
  signedDocument,
  someDeadline,
  someNonce,
  someSender,
  someWork,
} from "../context.ts";
import { hasDeposit, signatureFaults, spend } from "../model.ts";
import { depositKey } from "../state.ts";

const MOST_COMMITMENTS = 6;

/** Somebody deposits commitments, or tries to with a root that was seen before. */
export async function deposit(context: Context): Promise<Move> {
  const { random, model, ledger, deposits } = context;
  const copied = deposits.length > 0 && random.oneIn(3) ? random.pick(deposits) : undefined;
  const depositor = copied && random.oneIn(2) ? copied.depositor : random.pick(context.actors).address;
  const sender = someSender(context, depositor);
  const commitments = Array.from({ length: random.int(1, MOST_COMMITMENTS) }, () => ({
    fingerprint: random.oneIn(8) ? someWork(context) : random.word(),
    salt: random.word(),
  }));
  const known = copied ?? { depositor, commitments, tree: depositTree(depositor, commitments) };
  const root = random.oneIn(25) ? ZERO : known.tree.root;
  const count = random.oneIn(25) ? 0 : known.tree.size;
  const nonce = String(someNonce(context, "evidence", depositor));
  const deadline = someDeadline(context);
  const message = { depositor, root, count: String(count), manifest: random.word(), nonce, deadline };
  const header = { place: "evidence", signer: depositor, nonce, deadline } as const;
  const { signature, signed } = await signedDocument(context, "Deposit", message, header, sender);
  return {
    name: `${depositor} deposits ${root}`,
    once: true,
    sender,
    to: await ledger.evidence.getAddress(),
    data: ledger.evidence.interface.encodeFunctionData("deposit", [message, signature]),
    faults: [
      ...(root === ZERO ? ["EvidenceRegistry__RootMissing"] : []),
      ...(count === 0 ? ["EvidenceRegistry__CountMissing"] : []),
      ...(hasDeposit(model, root, depositor) ? ["EvidenceRegistry__DepositTaken"] : []),
      ...signatureFaults(model, "evidence", signed, sender.address, await context.now()),
    ],
    apply(at) {
      spend(model, "evidence", depositor, BigInt(nonce));
      model.deposits[depositKey(root, depositor)] = { at, count };
      if (known !== copied) deposits.push(known);
    },
  };
}
