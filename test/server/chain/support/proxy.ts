import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface RpcRequest {
  readonly id: number;
  readonly method: string;
  readonly params: readonly unknown[];
}

/** What a node answers: a result, or an error of its own. */
export type RpcAnswer = { result: unknown } | { error: { code: number; message: string; data?: unknown } };

/** Something that can go wrong between the gateway and its node, in front of a real one. */
export interface RpcProxy {
  readonly url: string;
  /** Methods that were asked for, in order. */
  readonly asked: RpcRequest[];
  /**
   * Sees each request, and may answer in the node's place. `forward` asks the node. What it throws ends the
   * connection without an answer.
   */
  intercept:
    | ((request: RpcRequest, forward: () => Promise<RpcAnswer>) => Promise<RpcAnswer | undefined>)
    | null;
  stop(): Promise<void>;
}

export async function startProxy(target: string): Promise<RpcProxy> {
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const asked = JSON.parse(body) as RpcRequest;
    proxy.asked.push(asked);
    const forward = async (): Promise<RpcAnswer> => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(target, { method: "POST", headers, body });
      return (await answer.json()) as RpcAnswer;
    };
    try {
      const answer = (await proxy.intercept?.(asked, forward)) ?? (await forward());
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ ...answer, jsonrpc: "2.0", id: asked.id }));
    } catch {
      response.destroy();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const proxy: RpcProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    intercept: null,
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
  return proxy;
}
