import { z } from "zod";
import { decodeUtf8 } from "../../content/canonical.ts";
import type { ContentStore } from "../../content/store.ts";
import type { Database } from "../../database/connection.ts";
import { MAX_QUERY_CHARACTERS } from "../../database/search/search.ts";
import { parseLanguageTag } from "../../domain/language-tags.ts";
import { legalClasses } from "../../domain/tables/legal-classes.ts";
import { tradeClasses } from "../../domain/tables/trade-classes.ts";
import { fromCursor, pageOf, pageQuery, toCursor } from "../../http/lists.ts";
import { Refusal } from "../../http/problem.ts";
import { type Route, route } from "../../http/route.ts";
import { account, asOf, listOf, read, workId } from "../../http/schemas.ts";
import type { Reader } from "../../reader.ts";
import { attestationSchema } from "../institutions/attestations.ts";
import { EXPORTED_AT_ONCE, exportOf, sendOnix } from "./onix.ts";
import { derivativesOf, eventView, historyOf, isKnown, workPage } from "./queries.ts";
import { workSchema, worksSchema, workView } from "./view.ts";

export interface WorkRouteDependencies {
  readonly database: Database;
  readonly reader: Reader;
  readonly content: ContentStore;
}

/** Each part costs a look into the search index. */
const MOST_QUERY_PARTS = 16;

const filters = z.strictObject({
  query: z
    .string()
    .max(MAX_QUERY_CHARACTERS)
    .refine(
      (text) => text.trim().split(/\s+/u).length <= MOST_QUERY_PARTS,
      `has more than ${MOST_QUERY_PARTS} parts: search for fewer`,
    )
    .optional()
    .meta({
      description:
        "Parts by spaces; each occurs in the title, original title, a creator's name or an identifier.",
    }),
  legalClass: z.enum(legalClasses.codes as [string, ...string[]]).optional(),
  tradeClass: z.enum(tradeClasses.codes as [string, ...string[]]).optional(),
  language: read(parseLanguageTag, { description: "BCP 47, as the work states it." }).optional(),
  holder: account.optional(),
  status: z.enum(["registered", "revoked"]).optional(),
});
const query = filters.extend(pageQuery);

function wantedOf({ query, legalClass, tradeClass, language, holder, status }: z.output<typeof filters>) {
  const filters = { legal_class: legalClass, trade_class: tradeClass, language, holder, status };
  return { query, filters };
}

const historyEntry = z.object({
  kind: z.string(),
  at: z.string(),
  block: z.int(),
  transaction: z.string(),
  logIndex: z.int(),
  data: z.record(z.string(), z.unknown()),
});

export const workPageSchema = workSchema
  .extend({
    record: z.string().nullable().meta({
      description: "Of a file: the work of the same holder that stands for its catalogue record.",
    }),
    files: z.array(z.string()).meta({
      description: "Of a catalogue record: works of the same holder that are its files, the newest 100.",
    }),
    coOwners: z.array(z.object({ account: z.string(), shares: z.string() })),
    derivedFrom: z.array(z.string()),
    derivatives: z.array(z.string()),
    attestations: z.array(attestationSchema),
    history: z.array(historyEntry),
    more: z.object({ derivatives: z.boolean(), attestations: z.boolean(), history: z.boolean() }).meta({
      description: "Which of these lists show the newest alone: the rest stands in lists of its own.",
    }),
    document: z.unknown().meta({ description: "The metadata document; null if it could not be read." }),
    asOf,
  })
  .meta({ id: "WorkPage" });

const params = z.strictObject({ workId });
const listQuery = z.strictObject(pageQuery);
const listProblems = ["work-not-found", "invalid-cursor"];

export function workRoutes({ database, reader, content }: WorkRouteDependencies): Route[] {
  return [
    route(
      {
        method: "get",
        path: "/works",
        tag: "works",
        summary: "Search works, newest first",
        query,
        response: worksSchema,
        problems: ["invalid-cursor"],
      },
      async ({ query: { limit, cursor, ...wanted } }) =>
        reader.read(async (db, at) => {
          const before = fromCursor(cursor);
          const page = await database.search.find(db, { ...wantedOf(wanted), before, limit });
          return { items: page.works.map(workView), next: toCursor(page.next), asOf: at };
        }),
    ),
    route(
      {
        method: "get",
        path: "/works.onix",
        tag: "works",
        summary: "Works as an ONIX for Books 3.1 message, newest first, all of them",
        description:
          "A ledger that imports it gets the same works. Rights on the ledger are not in it; sales rights are, where " +
          "a work's own catalogue record said them.",
        query: filters,
        response: "application/xml",
      },
      async ({ query, response }) => {
        const wanted = wantedOf(query);
        const pageOf = (before: number | undefined) =>
          reader.read((db) => database.search.find(db, { ...wanted, before, limit: EXPORTED_AT_ONCE }));
        await sendOnix(response, exportOf(pageOf, content), "works.onix.xml");
      },
    ),
    route(
      {
        method: "get",
        path: "/works/{workId}/onix",
        tag: "works",
        summary: "A work as an ONIX for Books 3.1 message",
        params,
        response: "application/xml",
        problems: ["work-not-found"],
      },
      async ({ params: { workId }, response }) => {
        const row = await reader.read((db) =>
          db.selectFrom("works").selectAll().where("work_id", "=", workId).executeTakeFirst(),
        );
        if (!row) throw notFound();
        const only = async () => ({ works: [row], next: null });
        await sendOnix(response, exportOf(only, content), `${workId}.onix.xml`);
      },
    ),
    route(
      {
        method: "get",
        path: "/works/{workId}",
        tag: "works",
        summary: "A work with its owners, sources, attestations and history",
        params,
        response: workPageSchema,
        problems: ["work-not-found"],
      },
      async ({ params: { workId } }) => {
        const page = await reader.read(async (db, at) => {
          const found = await workPage(db, workId);
          return found && { ...found, asOf: at };
        });
        if (!page) throw notFound();
        return { ...page, document: await documentOf(content, page.metadata.digest) };
      },
    ),
    route(
      {
        method: "get",
        path: "/works/{workId}/derivatives",
        tag: "works",
        summary: "Works that derive from a work, newest first",
        params,
        query: listQuery,
        response: worksSchema,
        problems: listProblems,
      },
      async ({ params: { workId }, query: { limit, cursor } }) =>
        reader.read(async (db, at) => {
          if (!(await isKnown(db, workId))) throw notFound();
          return pageOf(await derivativesOf(db, workId, fromCursor(cursor), limit + 1), limit, workView, at);
        }),
    ),
    route(
      {
        method: "get",
        path: "/works/{workId}/history",
        tag: "works",
        summary: "What happened to a work, newest first",
        params,
        query: listQuery,
        response: listOf(historyEntry),
        problems: listProblems,
      },
      async ({ params: { workId }, query: { limit, cursor } }) =>
        reader.read(async (db, at) => {
          if (!(await isKnown(db, workId))) throw notFound();
          return pageOf(await historyOf(db, workId, fromCursor(cursor), limit + 1), limit, eventView, at);
        }),
    ),
    route(
      {
        method: "get",
        path: "/works/{workId}/metadata",
        tag: "works",
        summary: "The metadata document, byte for byte",
        params,
        response: "application/json",
        problems: ["work-not-found", "metadata-not-found"],
      },
      async ({ params: { workId }, response }) => {
        const digest = await reader.read(async (db) => {
          const row = await db
            .selectFrom("works")
            .select("metadata_digest")
            .where("work_id", "=", workId)
            .executeTakeFirst();
          return row?.metadata_digest;
        });
        if (digest === undefined) throw notFound();
        const bytes = await content.get(digest);
        if (!bytes)
          throw new Refusal("not-found", "metadata-not-found", "The content store does not have it.");
        response.type("application/json").send(Buffer.from(bytes));
      },
    ),
  ];
}

function notFound(): Refusal {
  return new Refusal("not-found", "work-not-found", "No work with this fingerprint is on the ledger.");
}

/** The metadata document, or null: the facts on chain stand without it. */
async function documentOf(content: ContentStore, digest: string): Promise<unknown> {
  try {
    const bytes = await content.get(digest);
    return bytes ? JSON.parse(decodeUtf8(bytes)) : null;
  } catch {
    return null;
  }
}
