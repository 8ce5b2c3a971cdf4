import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../../config.ts";

/**
 * The key under which the keys of agreements are kept: AGREEMENT_KEY, or for the embedded database one that is made
 * once and lies beside it. Undefined where several gateways may share a database and none was given.
 */
export async function masterKey(
  config: Pick<Config, "agreementKey" | "databaseUrl" | "dataDirectory">,
): Promise<Buffer | undefined> {
  if (config.agreementKey !== undefined) return Buffer.from(config.agreementKey.slice(2), "hex");
  if (config.databaseUrl !== undefined) return undefined;
  const folder = join(config.dataDirectory, "keys");
  const path = join(folder, "agreements.key");
  try {
    return Buffer.from((await readFile(path, "utf8")).trim(), "hex");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const key = randomBytes(32);
  {
    await using file = await open(`${path}.new`, "w", 0o600);
    await file.writeFile(`${key.toString("hex")}\n`);
    await file.sync();
  }
  await rename(`${path}.new`, path);
  await using directory = await open(folder, "r");
  await directory.sync();
  return key;
}
