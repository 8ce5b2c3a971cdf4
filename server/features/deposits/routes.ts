import { z } from "zod";
import type { Ledger } from "../../chain/ledger.ts";
import { revertData } from "../../chain/reverts.ts";
import type { DepositRow } from "../../database/index-schema.ts";
import { fromCursor, pageOf, pageQuery } from "../../http/lists.ts";
import { Refusal } from "../../http/problem.ts";
import { type Route, route } from "../../http/route.ts";
import { account, asOf, digest, listOf, timeOf, workId } from "../../http/schemas.ts";
import type { Reader } from "../../reader.ts";

const depositSchema = z
  .object({
    root: z.string(),
    depositor: z.string(),
    count: z.int().meta({ description: "Commitments under the root" }),
    manifest: z.string().nullable(),
    depositedAt: z.string(),
    block: z.int(),
    transaction: z.string(),
  })
  .meta({ id: "Deposit" });

const NONE = `0x${"0".repeat(64)}`;

function depositView(row: DepositRow): z.output<typeof depositSchema> {
  return {
    root: row.root,
    depositor: row.depositor,
    count: row.count,
    manifest: row.manifest === NONE ? null : row.manifest,
    depositedAt: timeOf(row.at),
    block: row.block,
    transaction: row.transaction_hash,
  };
}

const proof = z.strictObject({
  depositor: account,
  fingerprint: workId,
  salt: digest,
  proof: z.array(digest).max(64).meta({ description: "Merkle proof, from the leaf up." }),
});

export function depositRoutes({ reader, ledger }: { reader: Reader; ledger: Ledger }): Route[] {
  return [
    route(
      {
        method: "get",
        path: "/deposits",
        tag: "deposits",
        summary: "Deposits of commitments, newest first",
        query: z.strictObject({ ...pageQuery, depositor: account.optional(), root: digest.optional() }),
        response: listOf(depositSchema),
      },
      ({ query: { limit, cursor, depositor, root } }) =>
        reader.read(async (db, at) => {
          const before = fromCursor(cursor);
          let query = db
            .selectFrom("deposits")
            .selectAll()
            .orderBy("position", "desc")
            .limit(limit + 1);
          if (depositor) query = query.where("depositor", "=", depositor);
          if (root) query = query.where("root", "=", root);
          if (before !== undefined) query = query.where("position", "<", before);
          return pageOf(await query.execute(), limit, depositView, at);
        }),
    ),
    route(
      {
        method: "post",
        path: "/deposits/{root}/verify",
        tag: "deposits",
        summary: "Check that a fingerprint stands in a deposit",
        description: "Asks the contract itself. Who asks reveals the salt to this gateway.",
        params: z.strictObject({ root: digest }),
        body: proof,
        response: z.object({ included: z.boolean(), depositedAt: z.string().nullable(), asOf }),
        problems: ["deposit-not-found"],
      },
      async ({ params: { root }, body: { depositor, fingerprint, salt, proof } }) => {
        const at = await reader.read(async (_, asOf) => asOf);
        const blockTag = at.block;
        const [depositedAt] = await ledger.evidence.depositOf(root, depositor, { blockTag });
        if (depositedAt === 0n) {
          throw new Refusal(
            "not-found",
            "deposit-not-found",
            "The depositor has made no deposit with this root.",
          );
        }
        const citation = { root, salts: [salt], proof, proofFlags: proof.map(() => false) };
        const included = await isIncluded(ledger, citation, depositor, fingerprint, blockTag);
        return { included, depositedAt: included ? timeOf(Number(depositedAt)) : null, asOf: at };
      },
    ),
  ];
}

async function isIncluded(
  ledger: Ledger,
  citation: { root: string; salts: string[]; proof: string[]; proofFlags: boolean[] },
  depositor: string,
  fingerprint: string,
  blockTag: number,
): Promise<boolean> {
  try {
    await ledger.evidence.priorityOf(citation, depositor, [fingerprint], { blockTag });
    return true;
  } catch (error) {
    if (revertData(error) === undefined) throw error;
    return false;
  }
}
