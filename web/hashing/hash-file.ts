import type { HashMessage } from "./hash-worker.ts";

/** Files hashed at the same time; the others wait their turn. */
const atOnce = 3;
const waiting: (() => void)[] = [];
let running = 0;

/**
 * The fingerprint of a file, computed in a worker so that the page stays responsive. The file is read on
 * this device only.
 * @throws Error when the file cannot be read; the reason of `signal` when that aborts
 */
export async function hashFile(
  file: File,
  onProgress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<string> {
  if (running >= atOnce) await new Promise<void>((turn) => waiting.push(turn));
  running += 1;
  try {
    signal.throwIfAborted();
    return await hashInWorker(file, onProgress, signal);
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

function hashInWorker(file: File, onProgress: (bytes: number) => void, signal: AbortSignal): Promise<string> {
  const worker = new Worker(new URL("./hash-worker.ts", import.meta.url), { type: "module" });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const abort = () => reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  worker.addEventListener("error", (event) => reject(new Error(event.message)));
  worker.addEventListener("message", ({ data }: MessageEvent<HashMessage>) => {
    if ("hashed" in data) onProgress(data.hashed);
    else if ("fingerprint" in data) resolve(data.fingerprint);
    else reject(new Error(data.unreadable));
  });
  worker.postMessage(file);
  return promise.finally(() => {
    signal.removeEventListener("abort", abort);
    worker.terminate();
  });
}
