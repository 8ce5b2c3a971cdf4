import { z } from "zod";
import { type Encumbrance, encumbranceNames } from "../../chain/indexer/work-handlers.ts";
import { contentIdOf } from "../../content/cid.ts";
import type { WorkRow } from "../../database/index-schema.ts";
import { listOf, timeOf } from "../../http/schemas.ts";

export const workSchema = z
  .object({
    workId: z.string(),
    title: z.string(),
    originalTitle: z.string().nullable(),
    creators: z.array(z.object({ name: z.string(), role: z.string() })),
    language: z.string().nullable().meta({ description: "BCP 47" }),
    legalClass: z.string().meta({ description: "Code of table legalClasses@1" }),
    tradeClass: z.string().meta({ description: "Code of table tradeClasses@1" }),
    genre: z.string().nullable(),
    identifiers: z.array(z.object({ scheme: z.string(), value: z.string() })),
    holder: z
      .string()
      .meta({ description: "Holder of the title; the last one if the registration was revoked" }),
    status: z.enum(["registered", "revoked"]),
    encumbrances: z.array(z.enum(["pledged", "disputed", "frozen"])),
    protectedUntil: z.string().nullable().meta({ description: "Last protected day; null if unknown" }),
    registeredAt: z.string(),
    priorityAt: z.string().meta({ description: "Time of the deposit it cited, else of the registration" }),
    metadata: z.object({ cid: z.string(), uri: z.string(), digest: z.string() }),
    metadataAvailable: z.boolean().meta({ description: "Whether the metadata document could be read" }),
  })
  .meta({ id: "Work" });

export type WorkView = z.output<typeof workSchema>;

export const worksSchema = listOf(workSchema);

/** A row of the index as callers see it. */
export function workView(row: WorkRow): WorkView {
  return {
    workId: row.work_id,
    title: row.title,
    originalTitle: row.original_title,
    creators: JSON.parse(row.creators_json) as WorkView["creators"],
    language: row.language,
    legalClass: row.legal_class,
    tradeClass: row.trade_class,
    genre: row.genre,
    identifiers: JSON.parse(row.identifiers_json) as WorkView["identifiers"],
    holder: row.holder,
    status: row.status as WorkView["status"],
    encumbrances: encumbranceNames(row.encumbrances) as Encumbrance[],
    protectedUntil: row.protected_until,
    registeredAt: timeOf(row.registered_at),
    priorityAt: timeOf(row.priority_at),
    metadata: contentView(row.metadata_digest),
    metadataAvailable: row.metadata_available === 1,
  };
}

/** The names of a document on IPFS. */
export function contentView(digest: string): { cid: string; uri: string; digest: string } {
  const { cid, uri } = contentIdOf(digest);
  return { cid, uri, digest };
}
