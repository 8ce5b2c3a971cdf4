import { randomUUID } from "node:crypto";
import { CHAIN, type Engine } from "./engine.ts";
import { JournalError, startAnew } from "./journal-error.ts";
import { JOURNAL_FORMAT, JOURNAL_VERSION, type JournalHeader } from "./journal-format.ts";

/** What the journal of a new chain says first. The engine stands at its genesis block. */
export async function newHeader(engine: Engine, genesisTime: number): Promise<JournalHeader> {
  return {
    format: JOURNAL_FORMAT,
    version: JOURNAL_VERSION,
    instance: randomUUID(),
    ...CHAIN,
    genesisTime,
    genesisHash: (await engine.head()).hash,
    engine: engine.version,
  };
}

/**
 * Compares what a journal was made for with what this release has.
 * @throws JournalError
 */
export function checkParameters(header: JournalHeader, path: string): void {
  for (const name of ["chainId", "hardfork", "blockGasLimit"] as const) {
    if (header[name] === CHAIN[name]) continue;
    throw new JournalError(
      `The chain's journal ${path} was made for ${name} ${header[name]}, and this release has ${CHAIN[name]}: ` +
        `use the release that wrote it, or ${startAnew(path)}.`,
    );
  }
}
