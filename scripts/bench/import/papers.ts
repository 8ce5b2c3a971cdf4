import { Wallet } from "ethers";
import { DEMO_ACCOUNTS } from "../../../server/chain/embedded/accounts.ts";
import { signCall } from "../../../server/chain/relayer/signing.ts";
import { catalogueTree, depositTree } from "../../../server/domain/merkle.ts";
import { encodeBatch } from "../../../server/features/documents/calldata.ts";
import { timed } from "../support/measure.ts";
import type { PreparedWork } from "./content.ts";

/** About as many works as the gas of a batch lets in. */
const BATCH = 125;
const DIGEST = `0x${"11".repeat(32)}`;

/** @returns seconds for the trees over all works, and for proving, encoding and signing them batch by batch */
export async function papersAlone(works: readonly PreparedWork[]): Promise<number> {
  const wallet = new Wallet(DEMO_ACCOUNTS[0]?.privateKey ?? "");
  const { address } = wallet;
  const { seconds } = await timed(() => {
    const catalogue = catalogueTree(works.map(({ hash }) => hash));
    const deposit = depositTree(
      address,
      works.map(({ entry }) => ({ fingerprint: entry.fingerprint, salt: DIGEST })),
    );
    const message = {
      ...{ registrant: address, name: "poems", works: String(works.length), root: catalogue.root },
      ...{ deposit: deposit.root, nonce: "0", deadline: "9999999999" },
    };
    for (let start = 0; start < works.length; start += BATCH) {
      const end = Math.min(works.length, start + BATCH);
      const entries = works.slice(start, end).map(({ entry }) => entry);
      const [proof, citation] = [catalogue.prove(start, end), deposit.cite(start, end)];
      const data = encodeBatch(message, `0x${"22".repeat(65)}`, entries, proof, citation);
      const fees = { maxFeePerGas: 0n, maxPriorityFeePerGas: 0n };
      signCall(wallet, { chainId: 31337, nonce: start, to: address, data, gasLimit: 16_000_000n, ...fees });
    }
  });
  return seconds;
}
