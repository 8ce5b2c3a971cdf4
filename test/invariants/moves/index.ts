import type { Context, Move } from "../context.ts";
import { batch } from "./batch.ts";
import { cancellation, cancellationOfAll } from "./cancellation.ts";
import { deposit } from "./deposit.ts";
import { assignment, correction } from "./holder.ts";
import {
  accreditation,
  attestation,
  attestationRevocation,
  roleChange,
  standingChange,
} from "./institutions.ts";
import { encumbrance, replay, revocation, transfer } from "./others.ts";
import { registration } from "./registration.ts";

/** The moves and how often each is made, in hundredths. */
const moves: readonly [(context: Context) => Promise<Move | null>, number][] = [
  [registration, 22],
  [batch, 10],
  [correction, 9],
  [assignment, 13],
  [deposit, 7],
  [cancellation, 5],
  [cancellationOfAll, 2],
  [encumbrance, 7],
  [revocation, 2],
  [transfer, 2],
  [replay, 5],
  [accreditation, 3],
  [standingChange, 3],
  [attestation, 6],
  [attestationRevocation, 2],
  [roleChange, 2],
];

/** The next move of a sequence. */
export async function nextMove(context: Context): Promise<Move> {
  let point = context.random.int(1, 100);
  for (const [make, weight] of moves) {
    point -= weight;
    if (point <= 0) return (await make(context)) ?? registration(context);
  }
  return registration(context);
}
