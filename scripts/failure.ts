import { JournalError } from "../server/chain/embedded/journal-error.ts";
import { ContentError } from "../server/content/errors.ts";
import { StartError } from "../server/database/errors.ts";

/** What to say of an error: its sentence if it is meant for whoever started the program, otherwise all there is. */
export function failure(error: unknown): string {
  const known = error instanceof StartError || error instanceof JournalError || error instanceof ContentError;
  if (known) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
