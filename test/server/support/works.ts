import { createHash } from "node:crypto";
import type { WorkDraft } from "../../../server/domain/work-input.ts";

let texts = 0;

/** The fingerprint of a text that no other test has. */
export function freshFingerprint(): string {
  texts += 1;
  return `0x${createHash("sha256").update(`text ${texts}`).digest("hex")}`;
}

/** A digest of something that no other test has: an agreement, a ruling, a salt. */
export const freshDigest = freshFingerprint;

/** A work that nobody registered yet, as a caller writes it. */
export function aWork(changes: Partial<WorkDraft> = {}): WorkDraft {
  return {
    fingerprint: freshFingerprint(),
    title: "登幽州臺歌",
    legalClass: "written",
    tradeClass: "P03",
    language: "zh-Hant",
    creators: [{ name: "陳子昂", role: "author" }],
    ...changes,
  };
}
