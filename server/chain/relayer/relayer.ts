import type { Wallet } from "ethers";
import type { Database } from "../../database/connection.ts";
import type { Executor } from "../../database/schema.ts";
import type { Chain } from "../connection.ts";
import type { Revert } from "../reverts.ts";
import { createBroadcaster } from "./broadcaster.ts";
import type { OutboxRow } from "./outbox.ts";
import { createSender } from "./sender.ts";
import { createSettler } from "./settler.ts";

/** A receipt, as far as the relayer needs it. */
export interface Receipt {
  readonly transactionHash: string;
  readonly status: string;
  readonly blockNumber: string;
  readonly gasUsed: string;
  readonly logs: readonly { address: string; topics: string[]; data: string; logIndex: string }[];
}

/** What others do in the transaction in which a row's fate is written. Each may come more than once for a row. */
export interface RelayerEvents {
  /** It was executed in a block that may still vanish: then it will be mined anew. */
  mined(trx: Executor, row: OutboxRow, receipt: Receipt): Promise<void>;
  /** The contracts refused it, for good. */
  failed(trx: Executor, row: OutboxRow, revert: Revert): Promise<void>;
}

export interface Relayer {
  readonly address: string;
  /** Takes up what another process, or this one before a crash, has left. */
  begin(): Promise<void>;
  /** Sends, looks for receipts, settles. @returns whether anything moved */
  round(): Promise<boolean>;
}

export interface RelayerOptions {
  readonly chain: Chain;
  readonly wallet: Wallet;
  readonly database: Database;
  readonly events: RelayerEvents;
  readonly logger?: { warn(details: object, message: string): void } | undefined;
  /** Seconds since 1970; the machine's clock unless given. */
  readonly wallClock?: () => number;
}

/** What its parts share. */
export type RelayerParts = RelayerOptions & Required<Pick<RelayerOptions, "wallClock">>;

/**
 * Carries the outbox to the chain. Every step may be the last one before a crash: a transaction is kept before it is
 * broadcast, all that were signed for a row stay with it, and receipts alone decide.
 */
export function createRelayer(options: RelayerOptions): Relayer {
  const parts: RelayerParts = { wallClock: () => Math.floor(Date.now() / 1000), ...options };
  const broadcaster = createBroadcaster(parts);
  const sender = createSender(parts, broadcaster);
  const settler = createSettler(parts, broadcaster);
  return {
    address: options.wallet.address,
    async begin() {
      await sender.begin();
      await broadcaster.begin();
    },
    async round() {
      const sent = await sender.round();
      const settled = await settler.round();
      return sent || settled;
    },
  };
}
