import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import express from "express";
import { openEmbeddedChain } from "../../server/chain/embedded/chain.ts";
import { jsonRpcHandler } from "../../server/chain/embedded/json-rpc.ts";

/**
 * A node: the project's own chain alone in a process, behind the JSON-RPC that a gateway's RPC_URL names. What it has
 * acknowledged is in its journal, so it can be killed at any moment, as no development node can.
 */
const chain = await openEmbeddedChain({ directory: join(process.env.DATA_DIR ?? "", "chain") });
const app = express().disable("x-powered-by");
app.post("/", jsonRpcHandler(chain));
const server = app.listen(Number(process.env.PORT), "127.0.0.1");
await once(server, "listening");
process.stdout.write(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
