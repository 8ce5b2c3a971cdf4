import { z } from "zod";
import { parseWorkId } from "../../domain/fingerprint.ts";
import { type Route, route } from "../../http/route.ts";
import { asOf, read } from "../../http/schemas.ts";
import type { Reader } from "../../reader.ts";
import { workSchema, workView } from "../works/view.ts";

const sha256 = read(parseWorkId, { description: "SHA-256 of a file: 64 hex digits, with or without 0x." });

export function verifyRoutes({ reader }: { reader: Reader }): Route[] {
  return [
    route(
      {
        method: "get",
        path: "/verify/{sha256}",
        tag: "verify",
        summary: "Whether a file is registered, and by whom",
        params: z.strictObject({ sha256 }),
        response: z
          .object({ fingerprint: z.string(), registered: z.boolean(), work: workSchema.nullable(), asOf })
          .meta({ id: "Verification" }),
      },
      ({ params: { sha256: fingerprint } }) =>
        reader.read(async (db, at) => {
          const row = await db
            .selectFrom("works")
            .selectAll()
            .where("work_id", "=", fingerprint)
            .executeTakeFirst();
          const registered = row?.status === "registered";
          return { fingerprint, registered, work: row ? workView(row) : null, asOf: at };
        }),
    ),
  ];
}
