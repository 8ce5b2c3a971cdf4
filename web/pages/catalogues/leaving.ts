import { formatOfFile, isGzipped } from "../../../server/catalogue/formats.ts";
import type { LeavingMessage } from "./leaving-worker.ts";

/** What is sent of a file, and how it is announced. */
export interface Leaving {
  body: Blob;
  headers: Record<string, string>;
}

/**
 * A catalogue's file as it leaves this device. ONIX and CSV hold no texts of works and go as they are; of NDJSON the
 * texts are hashed here, in a worker, and only their fingerprints go.
 * @throws Error when the file cannot be read
 */
export async function leavingOf(
  file: File,
  onProgress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Leaving> {
  const format = formatOfFile(file.name);
  const headers = { "content-type": format?.contentType ?? "application/octet-stream" };
  if (format?.name === "ndjson") return { body: await withoutTexts(file, onProgress, signal), headers };
  return {
    body: file.slice(),
    headers: isGzipped(file.name) ? { ...headers, "content-encoding": "gzip" } : headers,
  };
}

function withoutTexts(file: File, onProgress: (bytes: number) => void, signal: AbortSignal): Promise<Blob> {
  const worker = new Worker(new URL("./leaving-worker.ts", import.meta.url), { type: "module" });
  const { promise, resolve, reject } = Promise.withResolvers<Blob>();
  const abort = () => reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  worker.addEventListener("error", (event) => reject(new Error(event.message)));
  worker.addEventListener("message", ({ data }: MessageEvent<LeavingMessage>) => {
    if ("read" in data) onProgress(data.read);
    else if ("leaving" in data) resolve(data.leaving);
    else reject(new Error(data.unreadable));
  });
  worker.postMessage(file);
  return promise.finally(() => {
    signal.removeEventListener("abort", abort);
    worker.terminate();
  });
}
