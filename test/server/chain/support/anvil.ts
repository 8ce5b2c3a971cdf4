import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { type Chain, openChain } from "../../../../server/chain/connection.ts";

/** A chain process of the test's own: Anvil, whose accounts are those of the embedded chain. */
export interface Anvil {
  readonly url: string;
  readonly chain: Chain;
  /** @throws the node's own error */
  rpc<T>(method: string, ...params: unknown[]): Promise<T>;
  height(): Promise<number>;
  /** Adds empty blocks. */
  mine(blocks: number): Promise<void>;
  /** Puts as many new, empty blocks in the place of the last ones; the transactions in those are gone. */
  reorganise(depth: number): Promise<void>;
  /** Stops answering, as a node that hangs does, until it is resumed. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
}

export interface AnvilOptions {
  /** After how many blocks one is final; an even number, 32 unless given. */
  readonly finality?: number;
  /** A free one unless given. */
  readonly port?: number;
  readonly arguments?: readonly string[];
}

export async function startAnvil(options: AnvilOptions = {}): Promise<Anvil> {
  const { finality = 32, port = 0, arguments: others = [] } = options;
  const child = spawn(
    binary(),
    [
      ...["--port", String(port), "--hardfork", "osaka", "--order", "fifo"],
      // What is final is two epochs back.
      ...["--slots-in-an-epoch", String(finality / 2), ...others],
    ],
    { stdio: ["ignore", "pipe", "ignore"] },
  );
  const url = await listening(child);
  // Unread, its output would fill the pipe and stop it.
  child.stdout?.resume();
  const ended = once(child, "exit");
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  const chain = await openChain({ rpcUrl: url, directory: "", confirmations: 0 });
  const rpc = caller(url);
  return {
    url,
    chain,
    rpc,
    height: async () => Number(await rpc("eth_blockNumber")),
    mine: (blocks) => rpc("anvil_mine", `0x${blocks.toString(16)}`),
    reorganise: (depth) => rpc("anvil_reorg", depth, []),
    pause: () => void child.kill("SIGSTOP"),
    resume: () => void child.kill("SIGCONT"),
    async stop() {
      await chain.close();
      child.kill("SIGKILL");
      await ended;
      process.off("exit", kill);
    },
  };
}

/** The program in the package for this platform, without the script around it that would be one process more. */
function binary(): string {
  const require = createRequire(import.meta.url);
  const architecture = process.arch === "x64" ? "amd64" : process.arch;
  const platform = `@foundry-rs/anvil-${process.platform}-${architecture}`;
  const program = process.platform === "win32" ? "anvil.exe" : "anvil";
  return join(dirname(require.resolve(`${platform}/package.json`)), "bin", program);
}

async function listening(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error("Anvil has no output.");
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /^Listening on (\S+)/.exec(line)?.[1];
    if (address) return `http://${address}`;
  }
  throw new Error("Anvil ended before it was listening.");
}

function caller(url: string): Anvil["rpc"] {
  return async (method, ...params) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    });
    const { result, error } = (await response.json()) as { result: never; error?: { message: string } };
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  };
}
