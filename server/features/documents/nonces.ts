import type { Ledger } from "../../chain/ledger.ts";
import type { Database } from "../../database/connection.ts";
import { type DocumentContract, nonceOf } from "../../domain/documents.ts";

/**
 * Hands out nonces: each once, in sequence, so that 256 documents of a signer share a storage word on chain.
 * Nonces that were used without this gateway are passed over, in steps that double: a signer may have used
 * thousands of them.
 */
export async function takeNonce(
  database: Database,
  ledger: Ledger,
  contract: DocumentContract,
  signer: string,
): Promise<bigint> {
  const registry = ledger[contract];
  const epoch = await registry.epochOf(signer);
  for (let step = 1; ; step *= 2) {
    const index = await lastOf(database, { contract, signer, epoch: String(epoch) }, step);
    const nonce = nonceOf(epoch, BigInt(index));
    if (!(await registry.isNonceSpent(signer, nonce))) return nonce;
  }
}

/** Takes as many numbers as `step` says, and gives the last of them. */
async function lastOf(
  database: Database,
  whose: { contract: string; signer: string; epoch: string },
  step: number,
): Promise<number> {
  const { next } = await database.db
    .insertInto("document_nonces")
    .values({ ...whose, next: step })
    .onConflict((conflict) =>
      conflict.columns(["contract", "signer", "epoch"]).doUpdateSet((eb) => ({
        next: eb("document_nonces.next", "+", step),
      })),
    )
    .returning("next")
    .executeTakeFirstOrThrow();
  return next - 1;
}
