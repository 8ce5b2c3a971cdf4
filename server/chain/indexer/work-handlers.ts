import type { IndexWriter } from "../../database/index-writer.ts";
import { legalClasses } from "../../domain/tables/legal-classes.ts";
import { tradeClasses } from "../../domain/tables/trade-classes.ts";
import { type Handler, type HandlerContext, idOf, remember } from "./handler.ts";

/** UNKNOWN_END of the WorkRegistry. */
const UNKNOWN_END = 65_535;

/** The last protected day of a year as the registry keeps it, or null if the end is unknown. */
function lastProtectedDay(year: unknown): string | null {
  return Number(year) === UNKNOWN_END ? null : `${String(year).padStart(4, "0")}-12-31`;
}

export const workHandlers: Readonly<Record<string, Handler>> = {
  async WorkRegistered(event, context) {
    const { args } = event;
    const workId = idOf(args.workId);
    const digest = String(args.metadata);
    // The title is the one that was signed, whatever the metadata document says.
    const described = { ...context.described(digest), title: String(args.title) };
    const legalClass = legalClasses.code(Number(args.legalClass));
    const tradeClass = tradeClasses.code(Number(args.tradeClass));
    const protectedUntil = lastProtectedDay(args.lastProtectedYear);
    context.writer.insert("works", {
      position: event.position,
      work_id: workId,
      holder: String(args.holder),
      ...described,
      legal_class: legalClass,
      trade_class: tradeClass,
      status: "registered",
      encumbrances: 0,
      protected_until: protectedUntil,
      registered_at: event.at,
      priority_at: Number(args.priorityAt),
      metadata_digest: digest,
      registered_block: event.block,
      co_owner_count: 0,
    });
    remember(event, context, workId, "registered", {
      holder: args.holder,
      title: args.title,
      metadata: digest,
      legalClass,
      tradeClass,
      protectedUntil,
      priorityAt: Number(args.priorityAt),
    });
  },

  async CoOwnersSet(event, context) {
    const workId = idOf(event.args.workId);
    const coOwners = (event.args.coOwners as { account: string; shares: bigint }[]).map(
      ({ account, shares }) => ({ account, shares: String(shares) }),
    );
    await setCoOwners(context, workId, coOwners);
    remember(event, context, workId, "co-owners", { coOwners });
  },

  async SourcesNamed(event, context) {
    const workId = idOf(event.args.workId);
    const sources = event.args.sources as string[];
    for (const source of sources) {
      context.writer.insert("derivations", { work_id: workId, source_id: source });
    }
    remember(event, context, workId, "derived", { sources });
  },

  async WorkCorrected(event, context) {
    const workId = idOf(event.args.workId);
    const digest = String(event.args.metadata);
    const described = context.described(digest);
    // As if there had been no correction before: what a work is called depends on its present document alone.
    const title = described.title ?? (await signedTitle(context.writer, workId));
    const protectedUntil = lastProtectedDay(event.args.lastProtectedYear);
    await context.writer.update(
      "works",
      { work_id: workId },
      { ...described, title, metadata_digest: digest, protected_until: protectedUntil },
    );
    remember(event, context, workId, "corrected", { metadata: digest, protectedUntil });
  },

  async WorkAssigned(event, context) {
    const { assignor, assignee, agreement } = event.args;
    const workId = idOf(event.args.workId);
    await context.writer.update("works", { work_id: workId }, { holder: String(assignee) });
    remember(event, context, workId, "assigned", { assignor, assignee, agreement });
  },

  async EncumbrancesSet(event, context) {
    const workId = idOf(event.args.workId);
    const encumbrances = Number(event.args.encumbrances);
    await context.writer.update("works", { work_id: workId }, { encumbrances });
    remember(event, context, workId, "encumbered", { encumbrances: encumbranceNames(encumbrances) });
  },

  async WorkRevoked(event, context) {
    const workId = idOf(event.args.workId);
    await context.writer.update("works", { work_id: workId }, { status: "revoked" });
    remember(event, context, workId, "revoked", { reason: event.args.reason });
  },
};

/** The title in the registration that was signed. */
export async function signedTitle(writer: IndexWriter, workId: string): Promise<string> {
  const position = (await writer.find("works", { work_id: workId }))?.position ?? -1;
  const registered = await writer.find("work_events", { position });
  return String((JSON.parse(registered?.data_json ?? "{}") as { title?: string }).title ?? "");
}

async function setCoOwners(
  { writer }: HandlerContext,
  workId: string,
  coOwners: readonly { account: string; shares: string }[],
): Promise<void> {
  const before = (await writer.find("works", { work_id: workId }))?.co_owner_count ?? 0;
  for (let place = 0; place < before; place += 1)
    await writer.remove("co_owners", { work_id: workId, place });
  for (const [place, owner] of coOwners.entries()) {
    writer.insert("co_owners", { work_id: workId, place, ...owner });
  }
  await writer.update("works", { work_id: workId }, { co_owner_count: coOwners.length });
}

/** Names of the WorkRegistry's bits. */
const ENCUMBRANCES = ["pledged", "disputed", "frozen"] as const;

export type Encumbrance = (typeof ENCUMBRANCES)[number];

export function encumbranceNames(bits: number): Encumbrance[] {
  return ENCUMBRANCES.filter((_, bit) => (bits & (1 << bit)) !== 0);
}
