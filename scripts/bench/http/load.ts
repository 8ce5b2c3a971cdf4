import { once } from "node:events";
import { connect } from "node:net";

const CONNECTIONS = 16;
const HEAD_END = Buffer.from("\r\n\r\n");

/**
 * How many requests a second a server answers on some connections that are kept open, each asking again as soon as
 * it has its answer. On plain sockets: a client that does more would be measured with the server.
 * @throws when an answer is not 200
 */
export async function requestsPerSecond(
  url: string,
  paths: readonly string[],
  seconds: number,
): Promise<number> {
  const { hostname, port } = new URL(url);
  const start = performance.now();
  const end = start + seconds * 1_000;
  let asked = 0;
  const next = (): string | undefined => {
    if (performance.now() >= end) return undefined;
    const path = paths[asked % paths.length];
    asked += 1;
    return `GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`;
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, () => converse(hostname, Number(port), next)));
  return asked / ((performance.now() - start) / 1_000);
}

/** Sends what `next` gives, and waits for the answer, until it gives nothing. */
async function converse(host: string, port: number, next: () => string | undefined): Promise<void> {
  const socket = connect(port, host);
  await once(socket, "connect");
  let received: Buffer = Buffer.alloc(0);
  const ask = (): boolean => {
    const request = next();
    if (request !== undefined) socket.write(request);
    return request !== undefined;
  };
  if (ask()) {
    for await (const chunk of socket) {
      received = received.length === 0 ? (chunk as Buffer) : Buffer.concat([received, chunk as Buffer]);
      if (!isAnswer(received)) continue;
      received = Buffer.alloc(0);
      if (!ask()) break;
    }
  }
  socket.destroy();
}

/** Whether the bytes are a whole answer. @throws if it is not one to be counted */
export function isAnswer(bytes: Buffer): boolean {
  const end = bytes.indexOf(HEAD_END);
  if (end === -1) return false;
  const head = bytes.subarray(0, end).toString("latin1");
  const length = /^content-length: (\d+)$/im.exec(head)?.[1];
  if (!head.startsWith("HTTP/1.1 200 ") || length === undefined) {
    throw new Error(`the server answers ${head.split("\r\n", 1)[0]}, or without a length`);
  }
  return bytes.length >= end + HEAD_END.length + Number(length);
}
