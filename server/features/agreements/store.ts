import type { AgreementReaderRow, AgreementRow, Executor } from "../../database/schema.ts";

export async function insertAgreement(trx: Executor, row: AgreementRow): Promise<void> {
  await trx.insertInto("agreements").values(row).execute();
}

export async function findAgreement(db: Executor, digest: string): Promise<AgreementRow | undefined> {
  return db.selectFrom("agreements").selectAll().where("digest", "=", digest).executeTakeFirst();
}

/** Who may read an agreement, parties first. */
export async function readersOf(db: Executor, digest: string): Promise<AgreementReaderRow[]> {
  return db
    .selectFrom("agreement_readers")
    .selectAll()
    .where("digest", "=", digest)
    .orderBy("role")
    .orderBy("granted_at")
    .orderBy("account")
    .execute();
}

/** An account that may read already keeps its role. */
export async function addReader(db: Executor, row: AgreementReaderRow): Promise<void> {
  await db
    .insertInto("agreement_readers")
    .values(row)
    .onConflict((conflict) => conflict.columns(["digest", "account"]).doNothing())
    .execute();
}

/** @returns whether the account was a reader, and no party */
export async function removeReader(db: Executor, digest: string, account: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("agreement_readers")
    .where("digest", "=", digest)
    .where("account", "=", account)
    .where("role", "=", "reader")
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
