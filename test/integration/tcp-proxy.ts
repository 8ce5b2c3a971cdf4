import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A wire between two processes that can be held up. */
export interface TcpProxy {
  readonly port: number;
  /** From the next message to the server that contains this text on, everything stays on the way. */
  holdFrom(text: string): void;
  /** It arrives, and so does whatever comes after. */
  release(): void;
  stop(): Promise<void>;
}

export async function startTcpProxy(port: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const held: (() => void)[] = [];
  let awaited: string | undefined;
  let holding = false;
  const later = (act: () => void): void => {
    if (holding) held.push(act);
    else act();
  };
  const server = createServer((client) => {
    const target = connect(port, "127.0.0.1");
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    }
    client.on("data", (bytes) => {
      holding ||= awaited !== undefined && bytes.includes(awaited);
      later(() => void target.write(bytes));
    });
    client.on("close", () => later(() => void target.end()));
    target.pipe(client);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    holdFrom(text) {
      awaited = text;
    },
    release() {
      awaited = undefined;
      holding = false;
      for (const act of held.splice(0)) act();
    },
    async stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}
