import { isGzipped } from "../../../server/catalogue/formats.ts";
import { linesWithoutTexts } from "../../../server/catalogue/without-texts.ts";

/** What the worker says: bytes read so far, then what may leave the device, or that the file could not be read. */
export type LeavingMessage = { read: number } | { leaving: Blob } | { unreadable: string };

const say = (message: LeavingMessage) => self.postMessage(message);

/** Bytes that are gathered before they become a part of the blob, which the browser may keep on disk. */
const PART = 4 * 1024 * 1024;

async function strip(file: File): Promise<Blob> {
  const raw = file.stream();
  const bytes = isGzipped(file.name) ? raw.pipeThrough(new DecompressionStream("gzip")) : raw;
  const parts: Blob[] = [];
  let lines: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const close = () => {
    parts.push(new Blob(lines));
    lines = [];
    size = 0;
  };
  for await (const line of linesWithoutTexts(piecesOf(bytes))) {
    lines.push(new Uint8Array(line));
    size += line.length;
    if (size >= PART) close();
  }
  close();
  return new Blob(parts);
}

async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  let read = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    read += piece.value.length;
    say({ read });
    yield piece.value;
  }
}

self.addEventListener("message", (event: MessageEvent<File>) => {
  strip(event.data).then(
    (leaving) => say({ leaving }),
    (error: unknown) => say({ unreadable: String(error) }),
  );
});
