import { AbiCoder, type EventFragment, Interface, ParamType, type Result } from "ethers";
import {
  EvidenceRegistry__factory,
  InstitutionRegistry__factory,
  WorkRegistry__factory,
} from "../../../typechain-types/index.ts";
import { positionOf } from "../../database/index-schema.ts";
import type { DocumentContract } from "../../domain/documents.ts";
import type { LedgerContracts } from "../deployment.ts";
import type { LogFilter } from "./source.ts";

/** A log as a node gives it. */
export interface RawLog {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
  readonly blockNumber: string;
  readonly blockHash: string;
  readonly transactionHash: string;
  readonly logIndex: string;
  /** Some nodes give it; it spares the look at the block. */
  readonly blockTimestamp?: string | null;
}

/** A block's header, its time in unix seconds. */
export interface Header {
  readonly number: number;
  readonly hash: string;
  readonly parent_hash: string;
  readonly timestamp: number;
}

/** An event of a contract of the ledger, with its values by name. */
export interface LedgerEvent {
  readonly contract: DocumentContract;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly block: number;
  readonly blockHash: string;
  readonly transactionHash: string;
  readonly logIndex: number;
  /** Orders all events. */
  readonly position: number;
  /** Time of the block, unix seconds. */
  readonly at: number;
}

interface Decoder {
  readonly name: string;
  readonly indexed: readonly ParamType[];
  readonly plain: readonly ParamType[];
  /** `plain` with bytes for every string. */
  readonly coded: readonly ParamType[];
}

const coder = AbiCoder.defaultAbiCoder();

const factories = {
  works: WorkRegistry__factory,
  evidence: EvidenceRegistry__factory,
  institutions: InstitutionRegistry__factory,
} as const satisfies Record<DocumentContract, unknown>;

/** Reads a log of a block with this time; null if it is no event of these contracts. */
export type EventReader = (log: RawLog, at: number) => LedgerEvent | null;

/** The filter for events of these names; the index needs no others. */
export function filterFor(contracts: LedgerContracts, names: readonly string[]): LogFilter {
  const known = Object.keys(factories) as DocumentContract[];
  const topics = known.flatMap((contract) =>
    eventsOf(contract).flatMap(({ name, topicHash }) => (names.includes(name) ? [topicHash] : [])),
  );
  return { address: known.map((contract) => contracts[contract]), topics: [[...new Set(topics)]] };
}

/** The events that a contract declares. */
export function eventsOf(contract: DocumentContract): EventFragment[] {
  const { fragments } = new Interface(factories[contract].abi);
  return fragments.filter((fragment): fragment is EventFragment => fragment.type === "event");
}

/**
 * Reads logs of the contracts at these addresses. The parameter types are parsed once: that is several times
 * faster than ethers' parseLog.
 */
export function eventReader(contracts: LedgerContracts): EventReader {
  const byAddress = new Map(
    (Object.keys(factories) as DocumentContract[]).map((contract) => [
      contracts[contract].toLowerCase(),
      { contract, decoders: decodersOf(contract) },
    ]),
  );
  return (log, at) => {
    const known = byAddress.get(log.address.toLowerCase());
    const decoder = known?.decoders.get(log.topics[0] ?? "");
    if (!known || !decoder) return null;
    const block = Number(log.blockNumber);
    const logIndex = Number(log.logIndex);
    return {
      contract: known.contract,
      name: decoder.name,
      args: decode(decoder, log),
      block,
      blockHash: log.blockHash,
      transactionHash: log.transactionHash,
      logIndex,
      position: positionOf(block, logIndex),
      at,
    };
  };
}

function decodersOf(contract: DocumentContract): Map<string, Decoder> {
  return new Map(
    eventsOf(contract).map((event) => {
      const plain = event.inputs.filter(({ indexed }) => !indexed);
      const indexed = event.inputs.filter((input) => input.indexed);
      return [event.topicHash, { name: event.name, indexed, plain, coded: plain.map(textAsBytes) }];
    }),
  );
}

/**
 * A contract takes any bytes for a string, and anybody can send them, while ethers refuses what is no UTF-8: read
 * as bytes, no event can stop the index.
 */
function textAsBytes(type: ParamType): ParamType {
  return ParamType.from(
    JSON.parse(type.format("json"), (key, value) => {
      if (key === "indexed") return undefined;
      return key === "type" && typeof value === "string" ? value.replace(/^string(?=$|\[)/, "bytes") : value;
    }),
  );
}

function decode({ indexed, plain, coded }: Decoder, log: RawLog): Record<string, unknown> {
  const args: Record<string, unknown> = {};
  for (const [index, type] of indexed.entries()) {
    args[type.name] = coder.decode([type], log.topics[index + 1] ?? "0x")[0];
  }
  const values = coder.decode(coded, log.data);
  for (const [index, type] of plain.entries()) args[type.name] = toPlain(values[index], type);
  return args;
}

/** Structs by field name, lists as arrays and texts as strings, however deep: without ethers' own containers. */
function toPlain(value: unknown, type: ParamType): unknown {
  if (type.arrayChildren) {
    const child = type.arrayChildren;
    return [...(value as Result)].map((item) => toPlain(item, child));
  }
  if (type.components) {
    return Object.fromEntries(
      type.components.map((component, index) => [
        component.name,
        toPlain((value as Result)[index], component),
      ]),
    );
  }
  // What is no UTF-8 becomes U+FFFD.
  return type.baseType === "string" ? Buffer.from(String(value).slice(2), "hex").toString("utf8") : value;
}
