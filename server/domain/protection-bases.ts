import type { ProtectionBasis } from "./protection.ts";
import { type LegalClass, legalClasses } from "./tables/legal-classes.ts";

const WORK: readonly ProtectionBasis[] = [
  "natural-person",
  "joint",
  "entity",
  "work-for-hire",
  "unknown-author",
  "unstated",
];

const SPECIAL: Readonly<Partial<Record<LegalClass, readonly ProtectionBasis[]>>> = {
  photographic: ["photographic", "entity", "work-for-hire", "unknown-author", "unstated"],
  audiovisual: ["audiovisual", "unstated"],
  software: ["software-person", "software-entity", "unstated"],
  "layout-design": ["layout-design", "unstated"],
  performance: ["performance", "unstated"],
  "sound-recording": ["recording", "unstated"],
  "video-recording": ["recording", "unstated"],
  broadcast: ["broadcast", "unstated"],
};

/**
 * The bases from which the term of such a work can be counted. An audiovisual work, for one, never has the term of
 * its author's life (Copyright Law Art. 23(3)), whoever made it.
 */
export function protectionBases(legalClass: string): readonly ProtectionBasis[] {
  return SPECIAL[legalClasses.parse(legalClass)] ?? WORK;
}
