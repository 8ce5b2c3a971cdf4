import { hashBlob } from "./hash-blob.ts";

/** What the worker says: bytes hashed so far, then the fingerprint or that the file could not be read. */
export type HashMessage = { hashed: number } | { fingerprint: string } | { unreadable: string };

const say = (message: HashMessage) => self.postMessage(message);

self.addEventListener("message", (event: MessageEvent<File>) => {
  hashBlob(event.data, (hashed) => say({ hashed })).then(
    (fingerprint) => say({ fingerprint }),
    (error: unknown) => say({ unreadable: String(error) }),
  );
});
