import type { JsonRpcApiProvider } from "ethers";
import { nodeError } from "../../chain/node-error.ts";
import { MOST_TRANSACTION_GAS } from "../../chain/relayer/transactions.ts";
import { decodeRevert, revertData } from "../../chain/reverts.ts";
import { Refusal } from "../../http/problem.ts";

/** Nodes take transactions of at most 128 KiB; some room is left for what is around the call. */
const MOST_CALL_BYTES = 120 * 1024;

/**
 * Runs a call without a trace, within the gas of one transaction, so that what the chain would refuse is refused
 * before it is accepted.
 * @throws Refusal with the contract's own code, `document-too-large`, or `not-executable`
 */
export async function rehearse(
  provider: JsonRpcApiProvider,
  call: { from: string; to: string; data: string },
): Promise<void> {
  const bytes = (call.data.length - 2) / 2;
  if (bytes > MOST_CALL_BYTES) {
    throw new Refusal(
      "invalid",
      "document-too-large",
      `The document and its signatures take ${bytes} bytes, and a transaction carries ${MOST_CALL_BYTES}: ` +
        "prepare it with fewer parties, or with wallets whose signatures are shorter.",
    );
  }
  const gas = `0x${MOST_TRANSACTION_GAS.toString(16)}`;
  try {
    await provider.send("eth_call", [{ ...call, gas }, "pending"]);
  } catch (error) {
    throw refusalOf(error) ?? error;
  }
}

function refusalOf(error: unknown): Refusal | undefined {
  const data = revertData(error);
  // A call that runs out of gas or of stack says nothing in the words of a contract.
  if (data !== undefined && data !== "0x") {
    const { code, message } = decodeRevert(data);
    return new Refusal("conflict", code, message);
  }
  const answer = nodeError(error);
  return (
    answer &&
    new Refusal(
      "conflict",
      "not-executable",
      `The chain would not execute the document (${answer.message.slice(0, 200)}): prepare another one.`,
    )
  );
}
