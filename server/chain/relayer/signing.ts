import { keccak256, type Wallet } from "ethers";

/** A call as a transaction of EIP-1559, ready to be signed. */
export interface UnsignedCall {
  readonly chainId: bigint | number;
  readonly nonce: number;
  readonly to: string;
  readonly data: string;
  readonly gasLimit: bigint;
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
}

const TYPE = Buffer.from([2]);

/**
 * Signs a call. ethers gives the same bytes, but it encodes them several times and number by number, which takes a
 * batch of works longer than it takes the chain to execute it.
 */
export function signCall(wallet: Wallet, call: UnsignedCall): string {
  const fields = [
    ...[call.chainId, call.nonce, call.maxPriorityFeePerGas, call.maxFeePerGas, call.gasLimit].map(integer),
    text(fromHex(call.to)),
    integer(0),
    text(fromHex(call.data)),
    list([]),
  ];
  const { yParity, r, s } = wallet.signingKey.sign(keccak256(Buffer.concat([TYPE, list(fields)])));
  const signature = [yParity, BigInt(r), BigInt(s)].map(integer);
  return `0x${Buffer.concat([TYPE, list([...fields, ...signature])]).toString("hex")}`;
}

function integer(value: bigint | number): Buffer {
  const digits = value.toString(16);
  return text(BigInt(value) === 0n ? Buffer.alloc(0) : Buffer.from(evenly(digits), "hex"));
}

/** RLP of a string of bytes. */
function text(bytes: Buffer): Buffer {
  const [first = 0] = bytes;
  return bytes.length === 1 && first < 0x80 ? bytes : Buffer.concat([prefix(0x80, bytes.length), bytes]);
}

/** RLP of a list of what is encoded already. */
function list(items: readonly Buffer[]): Buffer {
  const bytes = Buffer.concat(items);
  return Buffer.concat([prefix(0xc0, bytes.length), bytes]);
}

/** Up to 55 bytes the length stands in the first byte; above, the first byte tells how long the length is. */
function prefix(kind: number, length: number): Buffer {
  if (length <= 55) return Buffer.from([kind + length]);
  const size = Buffer.from(evenly(length.toString(16)), "hex");
  return Buffer.concat([Buffer.from([kind + 55 + size.length]), size]);
}

function fromHex(value: string): Buffer {
  return Buffer.from(value.slice(2), "hex");
}

function evenly(digits: string): string {
  return digits.length % 2 === 0 ? digits : `0${digits}`;
}
