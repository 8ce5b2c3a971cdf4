import { z } from "zod";
import type { Database } from "../../database/connection.ts";
import type { CatalogueRecordRow } from "../../database/schema.ts";
import { legalClasses } from "../../domain/tables/legal-classes.ts";
import { tradeClasses } from "../../domain/tables/trade-classes.ts";
import { streamedBody } from "../../http/body.ts";
import { sendEvents } from "../../http/events.ts";
import { fromCursor, pageQuery, toCursor } from "../../http/lists.ts";
import { Problem } from "../../http/problem.ts";
import { type Route, route } from "../../http/route.ts";
import { account, digest, nextCursor, timeOf } from "../../http/schemas.ts";
import type { Signal } from "../../signal.ts";
import { csvRow } from "./csv.ts";
import { papersPage } from "./papers-page.ts";
import type { CatalogueService } from "./service.ts";
import { type Catalogue, countsOf } from "./store.ts";

export interface CatalogueRouteDependencies {
  readonly catalogues: CatalogueService;
  readonly database: Database;
  readonly moved: Signal;
}

const outcomes = ["pending", "taken", "skipped", "refused"] as const;
const params = z.strictObject({ id: z.uuid() });
const LOOK_AGAIN_MILLISECONDS = 1_000;

const formats = ["ndjson", "onix", "csv"] as const;

const contentTypes = {
  ndjson: ["application/x-ndjson"],
  onix: ["application/xml", "text/xml"],
  csv: ["text/csv"],
} as const;

export const catalogueSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    registrant: z.string(),
    format: z.enum(formats),
    state: z.enum(["receiving", "awaiting-signature", "registering", "done", "refused", "cancelled"]),
    received: z.int().meta({ description: "Records in so far" }),
    problem: z.object({ code: z.string(), message: z.string() }).nullable().meta({
      description: "Why the file was refused as a whole",
    }),
    counts: z.object({ pending: z.int(), taken: z.int(), skipped: z.int(), refused: z.int() }),
    createdAt: z.string(),
  })
  .meta({ id: "Catalogue" });

export const recordSchema = z.object({
  line: z.int(),
  ref: z.string(),
  outcome: z.enum(outcomes),
  workId: z.string().nullable(),
  reasons: z.array(z.object({ code: z.string(), message: z.string() })),
});

const paperSchema = z.object({ id: z.string(), type: z.string(), signed: z.boolean() });

const opening = z.strictObject({
  name: z.string().trim().min(1).max(200),
  registrant: account,
  format: z.enum(formats).default("ndjson"),
  source: digest.optional().meta({
    description: "SHA-256 of the file. A transfer of the same file that broke off is taken up again.",
  }),
  defaults: z
    .strictObject({
      legalClass: z.enum(legalClasses.codes as [string, ...string[]]).default("written"),
      tradeClass: z.enum(tradeClasses.codes as [string, ...string[]]).default("X99"),
      language: z.string().max(35).optional(),
    })
    .prefault({})
    .meta({ description: "For records that do not say it themselves." }),
});

export function catalogueRoutes({ catalogues, database, moved }: CatalogueRouteDependencies): Route[] {
  const view = async (catalogue: Catalogue): Promise<z.output<typeof catalogueSchema>> => ({
    id: catalogue.id,
    name: catalogue.name,
    registrant: catalogue.registrant,
    format: catalogue.format,
    state: catalogue.state,
    received: catalogue.received,
    problem: catalogue.problem,
    counts: await countsOf(database.db, catalogue.id),
    createdAt: timeOf(catalogue.createdAt),
  });
  const problems = ["catalogue-not-found"];
  return [
    route(
      {
        method: "post",
        path: "/catalogues",
        tag: "catalogues",
        summary: "Open a catalogue",
        description: "Then send its records, sign its document, and follow it until it is done.",
        body: opening,
        response: catalogueSchema,
        status: 201,
      },
      async ({ body: { source, ...wish } }) =>
        view(await catalogues.open({ ...wish, source: source ?? null })),
    ),
    route(
      {
        method: "put",
        path: "/catalogues/{id}/records",
        tag: "catalogues",
        summary: "Send the file, also gzipped",
        description:
          "NDJSON: a record is a work as POST /documents takes it, or has its whole `text` in place of `fingerprint`; " +
          "the text is hashed and forgotten. ONIX for Books 3.0 or 3.1. CSV with a header line. A transfer that broke " +
          "off is sent again from its beginning; what had come in is passed over.",
        params,
        stream: Object.values(contentTypes).flat(),
        response: catalogueSchema,
        problems: [...problems, "catalogue-closed"],
      },
      async ({ params: { id }, request }) => {
        const { format } = await catalogues.get(id);
        if (!request.is([...contentTypes[format]])) {
          throw new Problem(
            415,
            "content-type-unsupported",
            `Send ${contentTypes[format][0]}, as the catalogue says.`,
          );
        }
        return view(await catalogues.receive(id, streamedBody(request)));
      },
    ),
    route(
      {
        method: "get",
        path: "/catalogues/{id}",
        tag: "catalogues",
        summary: "A catalogue and how far it is",
        params,
        response: catalogueSchema,
        problems,
      },
      async ({ params: { id } }) => view(await catalogues.get(id)),
    ),
    route(
      {
        method: "get",
        path: "/catalogues/{id}/events",
        tag: "catalogues",
        summary: "Follow a catalogue by server-sent events, until it is done, refused or cancelled",
        params,
        response: "text/event-stream",
        problems,
      },
      ({ params: { id }, request, response }) =>
        sendEvents(request, response, {
          read: async () => {
            const value = await view(await catalogues.get(id));
            return { value, last: ["done", "refused", "cancelled"].includes(value.state) };
          },
          changed: (signal) => moved.wait(LOOK_AGAIN_MILLISECONDS, signal),
        }),
    ),
    route(
      {
        method: "delete",
        path: "/catalogues/{id}",
        tag: "catalogues",
        summary: "Stop a catalogue; what is on the ledger stays there",
        params,
        response: catalogueSchema,
        problems: [...problems, "catalogue-closed"],
      },
      async ({ params: { id } }) => view(await catalogues.cancel(id)),
    ),
    route(
      {
        method: "get",
        path: "/catalogues/{id}/documents",
        tag: "catalogues",
        summary: "The documents to sign",
        description:
          "For up to 50,000 works a deposit, which fixes their priority, and a catalogue, which registers them; for " +
          "each work that is on the ledger with other metadata, a correction.",
        params,
        query: z.strictObject(pageQuery),
        response: z.object({ items: z.array(paperSchema), next: nextCursor }),
        problems,
      },
      async ({ params: { id }, query: { limit, cursor } }) => {
        await catalogues.get(id);
        return papersPage(database, id, limit, fromCursor(cursor));
      },
    ),
    route(
      {
        method: "get",
        path: "/catalogues/{id}/records",
        tag: "catalogues",
        summary: "What became of each record, in their order",
        params,
        query: z.strictObject({ ...pageQuery, outcome: z.enum(outcomes).optional() }),
        response: z.object({ items: z.array(recordSchema), next: nextCursor }),
        problems,
      },
      async ({ params: { id }, query: { limit, cursor, outcome } }) => {
        await catalogues.get(id);
        const rows = await recordsAfter(database, id, fromCursor(cursor) ?? 0, limit + 1, outcome);
        const items = rows.slice(0, limit).map(recordView);
        return { items, next: toCursor(rows.length > limit ? (items.at(-1)?.line ?? null) : null) };
      },
    ),
    route(
      {
        method: "get",
        path: "/catalogues/{id}/report.csv",
        tag: "catalogues",
        summary: "What became of each record, whole, as CSV",
        params,
        response: "text/csv",
        problems,
      },
      async ({ params: { id }, response }) => {
        await catalogues.get(id);
        response.type("text/csv; charset=utf-8");
        response.set("content-disposition", 'attachment; filename="report.csv"');
        response.write(csvRow(["line", "ref", "outcome", "workId", "reasons"]));
        let after = 0;
        for (;;) {
          const rows = await recordsAfter(database, id, after, 1_000);
          if (rows.length === 0 || response.destroyed) break;
          for (const { line, ref, outcome, workId, reasons } of rows.map(recordView)) {
            const told = reasons.map(({ message }) => message).join("; ");
            response.write(csvRow([String(line), ref, outcome, workId ?? "", told]));
          }
          after = rows.at(-1)?.line ?? after;
        }
        response.end();
      },
    ),
  ];
}

async function recordsAfter(
  { db }: Database,
  id: string,
  line: number,
  limit: number,
  outcome?: string,
): Promise<CatalogueRecordRow[]> {
  let query = db
    .selectFrom("catalogue_records")
    .selectAll()
    .where("catalogue_id", "=", id)
    .where("line", ">", line)
    .orderBy("line")
    .limit(limit);
  if (outcome) query = query.where("outcome", "=", outcome);
  return query.execute();
}

function recordView(row: CatalogueRecordRow): z.output<typeof recordSchema> {
  return {
    line: row.line,
    ref: row.ref,
    outcome: row.outcome as (typeof outcomes)[number],
    workId: row.work_id,
    reasons: JSON.parse(row.reasons_json) as z.output<typeof recordSchema>["reasons"],
  };
}
