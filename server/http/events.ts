import type { Request, Response } from "express";

/** Server-sent events: one JSON value each. A comment every while keeps proxies from closing the line. */

const HEARTBEAT_MILLISECONDS = 15_000;

/**
 * Sends what `next` finds whenever it differs from what was sent last, until `next` says that it is the end or
 * the reader has gone. `changed` resolves when it is worth looking again.
 */
export async function sendEvents<T>(
  request: Request,
  response: Response,
  source: { read(): Promise<{ value: T; last: boolean }>; changed(signal: AbortSignal): Promise<void> },
): Promise<void> {
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  // The first look comes before the headers, so that what is not there is answered as any other problem.
  let { value, last } = await source.read();
  response.status(200).set({
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
  response.flushHeaders();
  if (request.method === "HEAD") return void response.end();
  const heartbeat = setInterval(() => response.write(": still here\n\n"), HEARTBEAT_MILLISECONDS);
  try {
    let sent = "";
    while (!gone.signal.aborted) {
      const text = JSON.stringify(value);
      if (text !== sent) response.write(`data: ${text}\n\n`);
      sent = text;
      if (last) break;
      await source.changed(gone.signal);
      if (gone.signal.aborted) break;
      ({ value, last } = await source.read());
    }
  } finally {
    clearInterval(heartbeat);
    response.end();
  }
}
