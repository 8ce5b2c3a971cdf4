import type { Request } from "express";
import { z } from "zod";
import { bearerToken } from "../../http/body.ts";
import { type Route, route } from "../../http/route.ts";
import { account, digest, timeOf } from "../../http/schemas.ts";
import type { AuthService } from "../auth/service.ts";
import { type AgreementService, MOST_AGREEMENT_BYTES, MOST_READERS } from "./service.ts";

export interface AgreementRouteDependencies {
  readonly agreements: AgreementService;
  readonly auth: AuthService;
}

const params = z.strictObject({ digest });
const readerParams = z.strictObject({ digest, account });

const contentSchema = z.object({
  name: z.string().trim().min(1).max(200).meta({ description: "A file name, for people." }),
  mediaType: z
    .string()
    .max(100)
    .regex(/^[\w.+-]+\/[\w.+-]+$/, "use a media type such as application/pdf"),
  content: z
    .base64()
    .min(1)
    .refine((text) => bytesIn(text) <= MOST_AGREEMENT_BYTES, `holds more than ${MOST_AGREEMENT_BYTES} bytes`)
    .meta({ description: "The agreement, in base64." }),
});

const keptSchema = z
  .object({ digest: z.string(), cid: z.string(), uri: z.string() })
  .meta({ id: "Agreement", description: "Put the digest into the document that the agreement belongs to." });

const readerSchema = z.object({
  account: z.string(),
  role: z.enum(["party", "reader"]),
  grantedBy: z.string(),
  grantedAt: z.string(),
});

const problems = ["sign-in-needed", "agreement-not-found", "agreements-unavailable"];

export function agreementRoutes({ agreements, auth }: AgreementRouteDependencies): Route[] {
  const caller = async (request: Request) => (await auth.sessionOf(bearerToken(request))).account;
  const readersView = async (reader: string, name: string) => ({
    items: (await agreements.readers(reader, name)).map((row) => ({
      account: row.account,
      role: row.role as "party" | "reader",
      grantedBy: row.granted_by,
      grantedAt: timeOf(row.granted_at),
    })),
    next: null,
  });
  const readerList = z.object({ items: z.array(readerSchema), next: z.null() });
  return [
    route(
      {
        method: "post",
        path: "/agreements",
        tag: "agreements",
        summary: "Keep a confidential agreement",
        description:
          "It is sealed (AES-256-GCM, a key of its own) before it is stored. Only the parties, and whom they admit, " +
          "can read it; its digest is public.",
        signedIn: true,
        body: z.strictObject({ ...contentSchema.shape, parties: z.array(account).max(MOST_READERS - 1) }),
        response: keptSchema,
        status: 201,
        problems: problems.filter((code) => code !== "agreement-not-found"),
      },
      async ({ body: { parties, content, ...named }, request }) => {
        const author = await caller(request);
        const agreement = { ...named, bytes: new Uint8Array(Buffer.from(content, "base64")) };
        const kept = await agreements.keep(author, agreement, parties);
        return { ...kept, uri: `ipfs://${kept.cid}` };
      },
    ),
    route(
      {
        method: "get",
        path: "/agreements/{digest}",
        tag: "agreements",
        summary: "Read an agreement, as one who may",
        signedIn: true,
        params,
        response: contentSchema.extend({ digest: z.string(), content: z.string() }),
        problems: [...problems, "agreement-not-at-hand", "agreement-key-lost"],
      },
      async ({ params: { digest: name }, request }) => {
        const { bytes, ...named } = await agreements.read(await caller(request), name);
        return { digest: name, ...named, content: Buffer.from(bytes).toString("base64") };
      },
    ),
    route(
      {
        method: "get",
        path: "/agreements/{digest}/readers",
        tag: "agreements",
        summary: "Who may read an agreement",
        signedIn: true,
        params,
        response: readerList,
        problems,
      },
      async ({ params: { digest: name }, request }) => readersView(await caller(request), name),
    ),
    route(
      {
        method: "put",
        path: "/agreements/{digest}/readers/{account}",
        tag: "agreements",
        summary: "Let one more account read, such as the bank of a pledge",
        signedIn: true,
        params: readerParams,
        response: readerList,
        problems: [...problems, "not-a-party", "too-many-readers"],
      },
      async ({ params: { digest: name, account: reader }, request }) => {
        const party = await caller(request);
        await agreements.admit(party, name, reader);
        return readersView(party, name);
      },
    ),
    route(
      {
        method: "delete",
        path: "/agreements/{digest}/readers/{account}",
        tag: "agreements",
        summary: "Let an account read no longer",
        signedIn: true,
        params: readerParams,
        response: readerList,
        problems: [...problems, "not-a-party", "not-a-reader"],
      },
      async ({ params: { digest: name, account: reader }, request }) => {
        const party = await caller(request);
        await agreements.dismiss(party, name, reader);
        return readersView(party, name);
      },
    ),
  ];
}

function bytesIn(base64: string): number {
  return Buffer.byteLength(base64, "base64");
}
