import { dirname } from "node:path";

/** Why a chain cannot be opened, in a sentence that says what to do. */
export class JournalError extends Error {
  override readonly name = "JournalError";
}

/** What somebody with an unusable journal can always do. */
export function startAnew(path: string): string {
  return `move the folder ${dirname(path)} away to start a new chain`;
}

/** A line that cannot be what was once written and acknowledged. */
export function damaged(path: string, line: number): JournalError {
  return new JournalError(
    `The chain's journal ${path} is damaged at line ${line}: restore the file from a backup, or ${startAnew(path)}.`,
  );
}

const FULL_DISK = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

/** Why a write to the journal failed, as the first half of a sentence. */
export function reasonOf(error: unknown, path: string): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return FULL_DISK.has(code)
    ? `The disk that holds ${dirname(path)} is full`
    : `The chain's journal ${path} cannot be written (${code || String(error)})`;
}
