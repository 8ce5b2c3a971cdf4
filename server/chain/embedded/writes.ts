import type { Engine } from "./engine.ts";
import { RPC_CODE, RpcError } from "./rpc-error.ts";
import { LAST_SECOND, type Timeline } from "./timeline.ts";
import type { Write } from "./writer.ts";

type WriteMethod = (params: readonly unknown[]) => Write;

/** What go-ethereum takes as well, in bytes; it bounds a line of the journal. */
const MAX_TRANSACTION_BYTES = 128 * 1024;

/**
 * The methods that change the chain. Each checks its parameters at once and gives the write to be queued.
 * @throws RpcError invalidParams
 */
export function writeMethods(engine: Engine, timeline: Timeline): ReadonlyMap<string, WriteMethod> {
  return new Map<string, WriteMethod>([
    ["eth_sendRawTransaction", (params) => sendRawTransaction(engine, timeline, params)],
    ["evm_mine", (params) => mine(engine, timeline, params)],
    ["evm_increaseTime", (params) => increaseTime(timeline, params)],
  ]);
}

function sendRawTransaction(engine: Engine, timeline: Timeline, params: readonly unknown[]): Write {
  const [raw, ...others] = params;
  const isHex = typeof raw === "string" && raw.length % 2 === 0 && /^0x[0-9a-f]+$/i.test(raw);
  if (!isHex || others.length > 0) {
    throw invalid("eth_sendRawTransaction takes one parameter, the signed transaction as 0x and hex digits.");
  }
  if (raw.length > 2 + 2 * MAX_TRANSACTION_BYTES) {
    throw invalid(`A transaction has at most ${MAX_TRANSACTION_BYTES} bytes: split it into several.`);
  }
  const tx = raw.toLowerCase();
  return {
    size: tx.length,
    async execute() {
      const at = timeline.next();
      const result = await engine.transact(tx, at);
      timeline.mined(at);
      return { entries: [{ at, tx }], result };
    },
  };
}

/** An empty block, at the chain's time or at the one given, from which time then goes on. */
function mine(engine: Engine, timeline: Timeline, params: readonly unknown[]): Write {
  const wanted = params[0] === undefined ? undefined : toSeconds("evm_mine", params);
  return {
    size: 0,
    async execute() {
      const at = wanted ?? timeline.next();
      if (at < timeline.last) {
        throw invalid(`evm_mine takes a time that is not before the last block's, ${timeline.last}.`);
      }
      await engine.mine(at);
      const shift = wanted === undefined ? 0 : at - timeline.now();
      timeline.shift(shift);
      timeline.mined(at);
      return { entries: shift === 0 ? [{ at }] : [{ shift }, { at }], result: "0x0" };
    },
  };
}

/** Moves the chain's time forward for good. The answer is the sum of all moves, as Hardhat answers it. */
function increaseTime(timeline: Timeline, params: readonly unknown[]): Write {
  const shift = toSeconds("evm_increaseTime", params);
  return {
    size: 0,
    async execute() {
      if (timeline.next() + shift > LAST_SECOND) {
        throw invalid("evm_increaseTime moves no further than to the end of the year 9999.");
      }
      timeline.shift(shift);
      return { entries: [{ shift }], result: String(timeline.offset) };
    },
  };
}

function toSeconds(method: string, params: readonly unknown[]): number {
  const [value, ...others] = params;
  const seconds = typeof value === "string" && /^0x[0-9a-f]{1,12}$/i.test(value) ? Number(value) : value;
  const whole = typeof seconds === "number" && Number.isSafeInteger(seconds);
  if (!whole || seconds < 0 || seconds > LAST_SECOND || others.length > 0) {
    throw invalid(`${method} takes one parameter, a whole number of seconds from 0 to ${LAST_SECOND}.`);
  }
  return seconds;
}

function invalid(message: string): RpcError {
  return new RpcError(RPC_CODE.invalidParams, message);
}
