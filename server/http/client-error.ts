import { randomUUID } from "node:crypto";
import type { Duplex } from "node:stream";
import { Problem, problemBody } from "./problem.ts";

/** What Node cannot even read as a request is answered in the same shape as everything else. */
export function answerClientError(error: Error & { code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === "ECONNRESET") return void socket.destroy();
  const problem = problemOf(error);
  const body = problemBody(problem, randomUUID());
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.code}`,
    "content-type: application/problem+json; charset=utf-8",
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

function problemOf({ code, message }: Error & { code?: string }): Problem {
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") {
    return new Problem(408, "request-too-slow", "The request did not arrive in time: send it again.");
  }
  if (code === "HPE_HEADER_OVERFLOW") {
    return new Problem(431, "headers-too-large", "The address and the headers are too long: shorten them.");
  }
  if (/\burl\b/i.test(message)) {
    const advice = "write what is not ASCII as percent escapes of its UTF-8, such as %E6%98%A5 for 春";
    return new Problem(
      400,
      "malformed-url",
      `The address holds a character that cannot stand there: ${advice}.`,
    );
  }
  return new Problem(400, "malformed-request", "This could not be read as an HTTP request.");
}
