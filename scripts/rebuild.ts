import { describeDifference } from "../server/chain/indexer/comparison.ts";
import { readConfig } from "../server/config.ts";
import { StartError } from "../server/database/errors.ts";
import { checkIndex, rebuildIndex } from "../server/rebuild.ts";
import { failure } from "./failure.ts";

/**
 * `npm run rebuild`: empties the index and makes it anew from the chain and the content store. With `--check` it makes
 * one beside the live one instead, compares the two row by row, and prints `equal`, or the rows that differ.
 *
 * Its settings are those of the gateway. While one is running, it works only where RPC_URL, DATABASE_URL and
 * IPFS_API_URL all name servers: the embedded parts are one process's at a time.
 */

const PROGRESS_MILLISECONDS = 2_000;

/** Says something every now and then. */
function occasionally(say: (text: string) => void): (text: string) => void {
  let saidAt = Date.now();
  return (text) => {
    if (Date.now() - saidAt < PROGRESS_MILLISECONDS) return;
    saidAt = Date.now();
    say(text);
  };
}

try {
  const options = process.argv.slice(2);
  const unknown = options.find((option) => option !== "--check");
  if (unknown) throw new StartError(`There is no option ${unknown}: use --check, or none.`);
  const config = readConfig(process.env);
  const onProgress = occasionally((text) => process.stderr.write(`${text}\n`));
  if (options.includes("--check")) {
    const { count } = await checkIndex(config, onProgress, (difference) => {
      process.stdout.write(`${describeDifference(difference)}\n`);
    });
    process.stdout.write(count === 0 ? "equal\n" : `${count} rows differ\n`);
    process.exit(count === 0 ? 0 : 1);
  }
  process.stdout.write(`rebuilt up to block ${await rebuildIndex(config, onProgress)}\n`);
  process.exit(0);
} catch (error) {
  process.stderr.write(`${failure(error)}\n`);
  process.exit(1);
}
