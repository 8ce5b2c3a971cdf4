import { join } from "node:path";
import { JournalError } from "../server/chain/embedded/journal-error.ts";
import { readConfig } from "../server/config.ts";
import { ContentError } from "../server/content/errors.ts";
import { StartError } from "../server/database/errors.ts";
import { type Product, startProduct } from "../server/main.ts";
import { keepMemoryLow } from "../server/memory.ts";

/** `npm start`: runs the product until Ctrl-C. */

const webDirectory = join(import.meta.dirname, "../web/dist");
keepMemoryLow();
let product: Product | undefined;
let stopping = false;

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await product?.close();
  process.exit(0);
}

process.on("SIGINT", () => void stop());
process.on("SIGTERM", () => void stop());

try {
  product = await startProduct(readConfig(process.env), {
    webDirectory,
    onProgress: (text) => process.stderr.write(`${text}\n`),
  });
  if (!stopping) process.stdout.write(`ready ${product.url}\n`);
} catch (error) {
  const known = error instanceof StartError || error instanceof JournalError || error instanceof ContentError;
  process.stderr.write(known ? `${error.message}\n` : `${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
}
