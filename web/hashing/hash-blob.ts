import { fingerprinter } from "../../server/domain/fingerprint.ts";

/** Bytes read at a time: memory stays flat for a film, and progress moves often enough to be seen. */
const stretch = 4 * 1024 * 1024;

/**
 * The fingerprint of a file, read stretch by stretch. (Its stream would come in pieces of 64 KiB and less, which
 * costs more in waiting than in hashing.)
 * @param onProgress told after each stretch how many bytes have been hashed
 * @throws DOMException when the file cannot be read, or changed while it was
 */
export async function hashBlob(blob: Blob, onProgress: (bytes: number) => void): Promise<string> {
  const hash = fingerprinter();
  for (let start = 0; start < blob.size; start += stretch) {
    const end = Math.min(start + stretch, blob.size);
    hash.add(new Uint8Array(await blob.slice(start, end).arrayBuffer()));
    onProgress(end);
  }
  return hash.finish();
}
