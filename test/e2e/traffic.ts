import { createHash } from "node:crypto";
import type { Wallet } from "ethers";
import { metadataBytes } from "../../server/domain/metadata.ts";
import { type WorkDraft, workInput } from "../../server/domain/work-input.ts";
import { apiAt } from "../server/support/api.ts";
import { type DocumentDraft, type DocumentView, signatureOf } from "../server/support/documents.ts";
import { demo } from "../server/support/people.ts";

/** A work that somebody is registering, and what the ledger may say of it. */
export interface TrackedWork {
  readonly draft: WorkDraft;
  readonly holder: Wallet;
  /** The metadata documents that it may have: more than one while a correction was sent and not answered. */
  metadata: Uint8Array[];
  /** Documents about it that were acknowledged. */
  readonly acknowledged: string[];
  corrected: boolean;
}

/** Publishers who register and correct works, several at a time, until the gateway is gone. */
export interface Traffic {
  readonly works: readonly TrackedWork[];
  /** Documents that the gateway has said it will bring to the chain, in that order. */
  readonly acknowledged: readonly string[];
  /** Sends until a request is not answered. @throws when one is refused */
  run(url: string, clients: number): Promise<void>;
}

const PUBLISHERS = ["publisher", "licensee", "agent"] as const;

class Unanswered extends Error {}

export function createTraffic(random: () => number): Traffic {
  const works: TrackedWork[] = [];
  const acknowledged: string[] = [];

  async function client(url: string): Promise<void> {
    const api = apiAt(`${url}/api/v1`);
    const post = async (path: string, body: unknown): Promise<DocumentView> => {
      const answer = await api.post<DocumentView>(path, body).catch((error: Error) => {
        throw new Unanswered(error.message);
      });
      if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
      return answer.body;
    };

    async function submit(draft: DocumentDraft, work: TrackedWork, onSent?: () => void): Promise<void> {
      const document = await post("/documents", draft);
      const signatures = [await signatureOf(document, work.holder)];
      onSent?.();
      await post(`/documents/${document.id}/signatures`, { signatures });
      work.acknowledged.push(document.id);
      acknowledged.push(document.id);
    }

    for (;;) {
      const known = works.find(({ corrected, acknowledged }) => !corrected && acknowledged.length === 1);
      if (known && random() < 0.2) await correct(known, submit);
      else await register(submit);
    }
  }

  type Submit = (draft: DocumentDraft, work: TrackedWork, onSent?: () => void) => Promise<void>;

  async function register(submit: Submit): Promise<void> {
    const number = works.length + 1;
    const holder = demo(PUBLISHERS[number % PUBLISHERS.length] ?? "publisher");
    const fingerprint = `0x${createHash("sha256").update(`durable work ${number}`).digest("hex")}`;
    const title = `耐久作品第${number}號`;
    const draft: WorkDraft = {
      ...{ fingerprint, title, legalClass: "written", tradeClass: "P03", language: "zh-Hant" },
      creators: [{ name: `作者${number}`, role: "author" }],
    };
    const work = { draft, holder, metadata: [bytesOf(draft)], acknowledged: [], corrected: false };
    works.push(work);
    await submit({ type: "Registration", content: { registrant: holder.address, work: draft } }, work);
  }

  async function correct(work: TrackedWork, submit: Submit): Promise<void> {
    work.corrected = true;
    const better: WorkDraft = { ...work.draft, genre: "詩", description: `改正 ${work.draft.title}` };
    const content = { holder: work.holder.address, work: better };
    try {
      await submit({ type: "Correction", content }, work, () => work.metadata.push(bytesOf(better)));
    } catch (error) {
      // The registration may not be mined yet: then nothing was accepted, and nothing has to be.
      if (error instanceof Error && /unknown-work|not-holder/.test(error.message)) work.metadata.splice(1);
      else throw error;
      return;
    }
    work.metadata = [bytesOf(better)];
  }

  return {
    works,
    acknowledged,
    async run(url, clients) {
      const ends = await Promise.allSettled(Array.from({ length: clients }, () => client(url)));
      for (const end of ends) {
        if (end.status === "rejected" && !(end.reason instanceof Unanswered)) throw end.reason;
      }
    },
  };
}

function bytesOf(draft: WorkDraft): Uint8Array {
  return metadataBytes(workInput.parse(draft));
}
