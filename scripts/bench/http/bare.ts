import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import express from "express";

/** A process of its own: answers every request with the JSON that comes on standard input, and says its address. */

const body: unknown = JSON.parse(await text(process.stdin));
const app = express();
app.disable("etag");
app.disable("x-powered-by");
app.get("/", (_, response) => void response.json(body));
const server = app.listen(0, "127.0.0.1");
await once(server, "listening");
process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
