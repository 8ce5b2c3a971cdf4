import { connect } from "node:net";
import type { Answer } from "./api.ts";

/**
 * Sends a request byte for byte, as no well-behaved client would: the lines of its head, each character a byte, and
 * a body.
 */
export async function sendRaw<T>(
  url: string,
  head: readonly string[],
  body: string | Uint8Array = "",
): Promise<Answer<T>> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(Buffer.from([...head, "Connection: close", "", ""].join("\r\n"), "latin1"));
  // Left open on this side: to Node, a sender who has closed his has gone, and gets no answer.
  if (body.length > 0) socket.write(body);
  const pieces: Buffer[] = [];
  for await (const piece of socket) pieces.push(piece as Buffer);
  return answerOf(Buffer.concat(pieces));
}

function answerOf<T>(answer: Buffer): Answer<T> {
  const end = answer.indexOf("\r\n\r\n");
  const [status = "", ...lines] = answer.subarray(0, end).toString("latin1").split("\r\n");
  const bytes = new Uint8Array(answer.subarray(end + 4));
  const text = new TextDecoder().decode(bytes);
  return {
    status: Number(status.split(" ")[1]),
    headers: new Headers(lines.map((line) => line.split(/:\s*/, 2) as [string, string])),
    bytes,
    text,
    get body() {
      return JSON.parse(text) as T;
    },
  };
}
