import { access, mkdir, open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { JournalError, reasonOf } from "./journal-error.ts";
import { encodeLine, type JournalHeader, NO_SUM } from "./journal-format.ts";

/** Whether there is a file at this path. */
export async function journalExists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}

/**
 * Writes a journal that holds nothing but its header, and makes its folder. It is there completely, or not at all.
 * @throws JournalError when the folder cannot be written
 */
export async function createJournal(path: string, header: JournalHeader): Promise<void> {
  const draft = `${path}.new`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(draft, "w", 0o600);
    try {
      await file.writeFile(encodeLine(header, NO_SUM).line);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
    await syncFolder(dirname(path));
    await syncFolder(dirname(dirname(path)));
  } catch (error) {
    throw new JournalError(
      `${reasonOf(error, path)}, so no chain was started: make room there, or choose another data folder.`,
    );
  }
}

/** A new name in a folder survives a crash of the machine once the folder itself is on the disk. */
export async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders, and keeps names durable by itself.
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
