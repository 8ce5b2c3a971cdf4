/** The codes of JSON-RPC 2.0 and EIP-1474 that come from here. The engine adds 3, a revert, and -32000. */
export const RPC_CODE = {
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  parse: -32700,
  unavailable: -32002,
  unsupported: -32004,
} as const;

/** An error as JSON-RPC 2.0 and EIP-1193 shape it. */
export class RpcError extends Error {
  override readonly name = "RpcError";
  readonly code: number;
  /** What a reverted call returned, 0x hex; undefined for every other error. */
  readonly data: string | undefined;

  constructor(code: number, message: string, data?: string) {
    super(message);
    this.code = code;
    this.data = data;
  }

  /** The `error` member of a JSON-RPC answer. */
  toJSON(): { code: number; message: string; data?: string } {
    const { code, message, data } = this;
    return data === undefined ? { code, message } : { code, message, data };
  }
}

/** Whatever the engine threw, as an RpcError; the bytes of a revert are kept. */
export function toRpcError(error: unknown): RpcError {
  if (error instanceof RpcError) return error;
  if (!(error instanceof Error)) return new RpcError(RPC_CODE.internal, String(error));
  const code = "code" in error && Number.isInteger(error.code) ? Number(error.code) : RPC_CODE.internal;
  // The engine's messages may go on with advice about its own settings, which nobody can follow here.
  const message = error.message.trim().split("\n", 1)[0] ?? "";
  // Its code for a crash inside is -1, which JSON-RPC does not know.
  return new RpcError(code === -1 ? RPC_CODE.internal : code, message, revertData(error));
}

function revertData(error: Error): string | undefined {
  const data = "data" in error ? error.data : undefined;
  return typeof data === "string" && /^0x[0-9a-f]*$/i.test(data) ? data : undefined;
}

/** Why a method that is in no list is not answered. */
export function methodRefused(method: string): RpcError {
  if (/^(?:eth_sendTransaction|eth_sign.*|personal_.*)$/.test(method)) {
    return new RpcError(
      RPC_CODE.unsupported,
      `The embedded chain signs for nobody, so it does not support ${method}: sign in a wallet, and send the ` +
        "signed transaction with eth_sendRawTransaction.",
    );
  }
  return new RpcError(
    RPC_CODE.methodNotFound,
    `The embedded chain does not offer ${method.slice(0, 64)}: it offers the eth_, net_ and web3_ methods that ` +
      "read, eth_sendRawTransaction, evm_mine and evm_increaseTime.",
  );
}
