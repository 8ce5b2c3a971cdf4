import { open } from "node:fs/promises";
import type { JournalFile, OpenFile } from "../../../../../server/chain/embedded/journal.ts";

/** A disk whose faults a test turns on and off. The bytes really go to the file. */
export interface FaultyDisk {
  readonly openFile: OpenFile;
  /** The file cannot grow past this many bytes. */
  limit: number;
  /** What the next syncs fail with. */
  syncError: string | undefined;
  /** Syncs so far. */
  syncs: number;
  /** Holds every sync from now on. `reached` settles when the first one waits, `release` lets all go. */
  hold(): { reached: Promise<void>; release: () => void };
}

export function createFaultyDisk(): FaultyDisk {
  let held: Promise<void> = Promise.resolve();
  let onSync = (): void => {};
  const disk: FaultyDisk = {
    limit: Number.POSITIVE_INFINITY,
    syncError: undefined,
    syncs: 0,
    async openFile(path) {
      const file = await open(path, "r+");
      const faulty: Pick<JournalFile, "write" | "datasync"> = {
        write: (async (buffer: Uint8Array, offset: number, length: number, position: number) => {
          // Like a disk that fills up: what still fits is written, the rest is an error on the next call.
          const room = Math.min(length, disk.limit - position);
          if (room <= 0) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
          return file.write(buffer, offset, room, position);
        }) as JournalFile["write"],
        async datasync() {
          onSync();
          await held;
          disk.syncs += 1;
          if (disk.syncError !== undefined) throw Object.assign(new Error("sync"), { code: disk.syncError });
          await file.datasync();
        },
      };
      return {
        ...faulty,
        truncate: (length) => file.truncate(length),
        close: () => file.close(),
      };
    },
    hold() {
      const { promise, resolve: release } = Promise.withResolvers<void>();
      const { promise: reached, resolve } = Promise.withResolvers<void>();
      held = promise;
      onSync = resolve;
      return { reached, release };
    },
  };
  return disk;
}
