import { Interface, type JsonRpcApiProvider, recoverAddress, TypedDataEncoder } from "ethers";
import { nodeError } from "../../chain/node-error.ts";
import type { TypedDocument } from "../../domain/documents.ts";

const erc1271 = new Interface([
  "function isValidSignature(bytes32 hash, bytes signature) view returns (bytes4)",
]);
/** The whole word that says yes; the contracts read it as strictly. */
const YES = `0x1626ba7e${"0".repeat(56)}`;
/** What a contract wallet may spend on its answer: a wallet of many keys needs a tenth of it. */
const MOST_ANSWER_GAS = "0x400000";

/** Whether a signature is the party's over the typed data. */
export function isSignedBy(
  provider: JsonRpcApiProvider,
  party: string,
  { domain, types, message }: TypedDocument,
  signature: string,
): Promise<boolean> {
  return isSignatureOver(provider, party, TypedDataEncoder.hash(domain, types, { ...message }), signature);
}

/**
 * Whether a signature is an account's over a hash: ECDSA in its one canonical form of 65 bytes, or what the contract
 * wallet at the account's address accepts (ERC-1271).
 */
export async function isSignatureOver(
  provider: JsonRpcApiProvider,
  account: string,
  hash: string,
  signature: string,
): Promise<boolean> {
  if (recovered(hash, signature) === account) return true;
  if ((await provider.getCode(account)) === "0x") return false;
  const data = erc1271.encodeFunctionData("isValidSignature", [hash, signature]);
  try {
    const call = { to: account, data, gas: MOST_ANSWER_GAS };
    const answer = (await provider.send("eth_call", [call, "latest"])) as string;
    return answer.slice(0, YES.length) === YES;
  } catch (error) {
    if (nodeError(error)) return false;
    throw error;
  }
}

function recovered(hash: string, signature: string): string | undefined {
  // As the contracts do: 65 bytes alone, v as 27 or 28. Of the two forms of a signature ethers takes the one with
  // the lower s.
  if (!/^0x[0-9a-f]{128}1[bc]$/i.test(signature)) return undefined;
  try {
    return recoverAddress(hash, signature);
  } catch {
    return undefined;
  }
}
