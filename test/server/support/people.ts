import { Wallet } from "ethers";
import { DEMO_ACCOUNTS, type DemoRole } from "../../../server/chain/embedded/accounts.ts";

/** The key of a ready-made account of the embedded chain. */
export function demo(role: DemoRole): Wallet {
  const account = DEMO_ACCOUNTS.find((candidate) => candidate.role === role);
  if (!account) throw new Error(`There is no demo account "${role}".`);
  return new Wallet(account.privateKey);
}

let strangers = 0;

/** The key of somebody whom nobody has met before, the same in each run. */
export function stranger(): Wallet {
  strangers += 1;
  return new Wallet(`0x${(0x5eed_0000n + BigInt(strangers)).toString(16).padStart(64, "0")}`);
}
