import { z } from "zod";
import { asOf, timeOf } from "../../http/schemas.ts";
import type { Reader } from "../../reader.ts";
import { type StoredDocument, typedFor } from "./store.ts";

const typedData = z
  .object({
    domain: z.object({
      name: z.string(),
      version: z.string(),
      chainId: z.int(),
      verifyingContract: z.string(),
    }),
    types: z.record(z.string(), z.array(z.object({ name: z.string(), type: z.string() }))),
    primaryType: z.string(),
    message: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "TypedData", description: "What a wallet signs by eth_signTypedData_v4." });

export const documentView = z
  .object({
    id: z.string(),
    type: z.string(),
    state: z.enum(["prepared", "accepted", "executed", "failed"]),
    finality: z.enum(["none", "pending", "final"]),
    transaction: z.string().nullable(),
    block: z.int().nullable(),
    deadline: z.string(),
    createdAt: z.string(),
    parties: z.array(
      z.object({
        account: z.string(),
        role: z.enum(["signer", "consent"]),
        signed: z.boolean(),
        typedData,
      }),
    ),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
    asOf,
  })
  .meta({ id: "Document" });

/** A document as callers see it, with where the chain has it. */
export async function viewOf(
  document: StoredDocument,
  reader: Reader,
): Promise<z.input<typeof documentView>> {
  return reader.read(async (db, at) => {
    const executed = await db
      .selectFrom("executed_documents")
      .select(["block", "transaction_hash"])
      .where("document", "=", document.id)
      .executeTakeFirst();
    const signed = await db
      .selectFrom("signatures")
      .select("party")
      .where("document_id", "=", document.id)
      .execute();
    const parties = new Set(signed.map(({ party }) => party));
    const [signer] = document.parties;
    return {
      id: document.id,
      type: document.type,
      state: stateOf(document, executed !== undefined),
      finality: executed ? reader.finalityOf(executed.block) : "none",
      transaction: executed?.transaction_hash ?? document.transaction,
      block: executed?.block ?? null,
      deadline: timeOf(Number(signer?.deadline ?? 0)),
      createdAt: timeOf(document.createdAt),
      parties: document.parties.map((party) => ({
        account: party.account,
        role: party.role,
        signed: parties.has(party.account),
        typedData: typedFor(document, party, reader.place(document.contract)) as z.input<typeof typedData>,
      })),
      // What failed here may have been executed without this gateway.
      error: executed
        ? null
        : document.error && { code: document.error.code, message: document.error.message },
      asOf: at,
    };
  });
}

/**
 * The chain has the last word: somebody else may have submitted a document, and a block may have vanished. A
 * catalogue's document leaves no single trace there: it is executed from its first batch on.
 */
function stateOf({ type, state }: StoredDocument, executed: boolean): StoredDocument["state"] {
  if (executed) return "executed";
  return state === "executed" && type !== "Catalogue" ? "accepted" : state;
}
