/** A node's own answer that something is wrong, as JSON-RPC shapes it. */
export interface NodeError {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

/**
 * What the node answered, out of an error of ethers; undefined when no answer came (it is down, slow, or something
 * between says so). The first will be the same for the same request, the second is worth another try.
 */
export function nodeError(error: unknown): NodeError | undefined {
  const { error: direct, info } = fieldsOf(error);
  return [direct, fieldsOf(info).error].find(isNodeError);
}

/** One line about an error for a log: ethers' messages hold the address of the node, and keys with it. */
export function reasonOf(error: unknown): string {
  const answer = nodeError(error);
  if (answer) return answer.message;
  if (!(error instanceof Error)) return String(error);
  const { shortMessage, code } = fieldsOf(error);
  return typeof shortMessage === "string" ? shortMessage : error.message || String(code ?? error.name);
}

/** Says what to do about a node that does not answer, or not as it should; without its address, for anybody to read. */
export function explainNode(error: unknown): Error {
  const answer = nodeError(error);
  const { code } = fieldsOf(error);
  const what = answer
    ? `answers with an error (${answer.message})`
    : `does not answer (${code ?? "no reason"})`;
  return new Error(
    `The chain's node ${what}: see to the node that RPC_URL names; the gateway goes on by itself.`,
    { cause: error },
  );
}

function isNodeError(value: unknown): value is NodeError {
  const { code, message } = fieldsOf(value);
  return typeof code === "number" && typeof message === "string";
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
