import { z } from "zod";
import type { InstitutionRow } from "../../database/index-schema.ts";
import { fromCursor, pageOf, pageQuery } from "../../http/lists.ts";
import { Refusal } from "../../http/problem.ts";
import { type Route, route } from "../../http/route.ts";
import { account, asOf, digest, listOf, timeOf } from "../../http/schemas.ts";
import type { Reader } from "../../reader.ts";
import { attestationKinds, capacities } from "../documents/contents.ts";
import { contentView } from "../works/view.ts";
import { attestationById, attestationPage, attestationSchema, attestationView } from "./attestations.ts";

export const institutionSchema = z
  .object({
    account: z.string(),
    name: z.string(),
    kinds: z.array(z.enum(capacities)),
    status: z.enum(["accredited", "suspended", "revoked"]),
    profile: z.object({ cid: z.string(), uri: z.string(), digest: z.string() }),
    since: z.string(),
  })
  .meta({ id: "Institution" });

function institutionView(row: InstitutionRow): z.output<typeof institutionSchema> {
  return {
    account: row.account,
    name: row.name,
    kinds: capacities.filter((_, bit) => (row.kinds & (1 << bit)) !== 0),
    status: row.status as z.output<typeof institutionSchema>["status"],
    profile: contentView(row.profile_digest),
    since: timeOf(row.since),
  };
}

const institutionQuery = z.strictObject({
  ...pageQuery,
  kind: z.enum(capacities).optional(),
  status: z.enum(["accredited", "suspended", "revoked"]).optional(),
});

const attestationQuery = z.strictObject({
  ...pageQuery,
  institution: account.optional(),
  kind: z.enum(attestationKinds).optional(),
  subject: digest.optional().meta({ description: "Id of the work that it is about." }),
});

export function institutionRoutes({ reader }: { reader: Reader }): Route[] {
  return [
    route(
      {
        method: "get",
        path: "/institutions",
        tag: "institutions",
        summary: "Accredited institutions, newest first",
        query: institutionQuery,
        response: listOf(institutionSchema),
      },
      ({ query: { limit, cursor, kind, status } }) =>
        reader.read(async (db, at) => {
          const before = fromCursor(cursor);
          let query = db
            .selectFrom("institutions")
            .selectAll()
            .orderBy("position", "desc")
            .limit(limit + 1);
          if (status) query = query.where("status", "=", status);
          if (kind) {
            const bit = 1 << capacities.indexOf(kind);
            query = query.where((eb) => eb(eb("kinds", "&" as never, bit as never), "!=", 0 as never));
          }
          if (before !== undefined) query = query.where("position", "<", before);
          return pageOf(await query.execute(), limit, institutionView, at);
        }),
    ),
    route(
      {
        method: "get",
        path: "/institutions/{account}",
        tag: "institutions",
        summary: "An institution",
        params: z.strictObject({ account }),
        response: institutionSchema.extend({ asOf }),
        problems: ["institution-not-found"],
      },
      ({ params: { account } }) =>
        reader.read(async (db, at) => {
          const row = await db
            .selectFrom("institutions")
            .selectAll()
            .where("account", "=", account)
            .executeTakeFirst();
          if (row) return { ...institutionView(row), asOf: at };
          throw new Refusal("not-found", "institution-not-found", "This account was never accredited.");
        }),
    ),
    route(
      {
        method: "get",
        path: "/attestations",
        tag: "attestations",
        summary: "Attestations, newest first",
        query: attestationQuery,
        response: listOf(attestationSchema),
      },
      ({ query: { limit, cursor, institution, kind, subject } }) =>
        reader.read(async (db, at) => {
          const about = subject === undefined ? undefined : { kind: "work", id: subject };
          const filter = { institution, kind, subject: about };
          const rows = await attestationPage(db, filter, fromCursor(cursor), limit + 1);
          return pageOf(rows, limit, attestationView, at);
        }),
    ),
    route(
      {
        method: "get",
        path: "/attestations/{id}",
        tag: "attestations",
        summary: "An attestation",
        params: z.strictObject({ id: digest }),
        response: attestationSchema.extend({ asOf }),
        problems: ["attestation-not-found"],
      },
      ({ params: { id } }) =>
        reader.read(async (db, at) => {
          const row = await attestationById(db, id);
          if (row) return { ...attestationView(row), asOf: at };
          throw new Refusal("not-found", "attestation-not-found", "There is no attestation with this id.");
        }),
    ),
  ];
}
