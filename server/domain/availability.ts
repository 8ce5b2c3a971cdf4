import type { ScopeMasks } from "./scope/masks.ts";
import { intersect } from "./scope/masks.ts";

/** What of a work's rights is still free: questions about a wanted scope, answered from all claims on the work. */

/** A claim stands in the way of others. An option reserves, a holdback is a promise of the owner not to exploit. */
export type ClaimKind = "exclusive" | "sole" | "non-exclusive" | "option" | "holdback";

/** Something that takes up a scope from `start` until, and without, `end` (seconds since 1970). */
export interface Claim {
  readonly id: string;
  readonly kind: ClaimKind;
  readonly masks: ScopeMasks;
  readonly start: number;
  readonly end: number;
}

export type Wanted = Omit<Claim, "id" | "kind">;

/** A half-open stretch of time in seconds since 1970. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Taken by a licence, or only reserved by an option or held back, or free. */
export type Status = "free" | "reserved" | "taken";

export interface Answer {
  readonly status: Status;
  /** When, within the wanted time, the whole wanted scope is free. */
  readonly free: readonly Stretch[];
}

/** What a claim has of the wanted scope. */
export interface Obstacle {
  readonly claim: Claim;
  readonly masks: ScopeMasks;
  readonly during: Stretch;
}

export interface Availability {
  /** For an exclusive or a sole licence. */
  readonly exclusive: Answer;
  readonly nonExclusive: Answer;
  /** All claims that touch the wanted scope, by their start. */
  readonly obstacles: readonly Obstacle[];
}

/** Whether a claim stands in the way of a non-exclusive licence; every claim stands in that of an exclusive one. */
export function barsNonExclusive({ kind }: Pick<Claim, "kind">): boolean {
  return kind !== "non-exclusive";
}

export function availability(wanted: Wanted, claims: readonly Claim[]): Availability {
  const obstacles = obstaclesTo(wanted, claims);
  return {
    exclusive: answer(wanted, obstacles),
    nonExclusive: answer(
      wanted,
      obstacles.filter(({ claim }) => barsNonExclusive(claim)),
    ),
    obstacles,
  };
}

/** The claims that share something with the wanted scope on all five axes, with what they share. */
export function obstaclesTo(wanted: Wanted, claims: readonly Claim[]): Obstacle[] {
  const found: Obstacle[] = [];
  for (const claim of claims) {
    if (claim.start >= wanted.end || wanted.start >= claim.end) continue;
    const masks = intersect(wanted.masks, claim.masks);
    if (masks === null) continue;
    const during = { start: Math.max(claim.start, wanted.start), end: Math.min(claim.end, wanted.end) };
    found.push({ claim, masks, during });
  }
  return found.sort((a, b) => a.during.start - b.during.start);
}

/** The worst of what stands in the way. */
export function statusOf(claims: readonly Pick<Claim, "kind">[]): Status {
  if (claims.length === 0) return "free";
  return claims.every(({ kind }) => kind === "option" || kind === "holdback") ? "reserved" : "taken";
}

function answer(wanted: Wanted, obstacles: readonly Obstacle[]): Answer {
  return { status: statusOf(obstacles.map(({ claim }) => claim)), free: gaps(wanted, obstacles) };
}

/** @param obstacles by their start */
function gaps({ start, end }: Stretch, obstacles: readonly Obstacle[]): Stretch[] {
  const free: Stretch[] = [];
  let from = start;
  for (const { during } of obstacles) {
    if (during.start > from) free.push({ start: from, end: during.start });
    from = Math.max(from, during.end);
  }
  if (from < end) free.push({ start: from, end });
  return free;
}
