import { getAddress, isAddress } from "ethers";
import { z } from "zod";
import { InvalidInput } from "../domain/errors.ts";
import { parseWorkId } from "../domain/fingerprint.ts";

/** Shapes that many resources share. */

/** Reads a value by a function of the domain; its refusal becomes the field's error. */
export function read<T>(
  parse: (text: string) => T,
  describe: { description: string; example?: string },
  mostCharacters = 200,
) {
  return z
    .string()
    .max(mostCharacters)
    .transform((text, context) => {
      try {
        return parse(text);
      } catch (error) {
        if (!(error instanceof InvalidInput)) throw error;
        context.addIssue({ code: "custom", message: error.message, params: { code: error.code } });
        return z.NEVER;
      }
    })
    .meta(describe);
}

function parseAccount(text: string): string {
  // ethers would take other notations as well.
  if (!/^0x[0-9a-f]{40}$/i.test(text) || !isAddress(text)) {
    throw new InvalidInput(
      "not-an-account",
      `"${text.slice(0, 80)}" is not an account: use 0x and 40 hex digits, in the case of EIP-55 or all in one`,
    );
  }
  return getAddress(text);
}

function parseDigest(text: string): string {
  if (!/^0x[0-9a-f]{64}$/i.test(text)) {
    throw new InvalidInput(
      "not-a-digest",
      `"${text.slice(0, 80)}" is not a digest: use 0x and 64 hex digits`,
    );
  }
  return text.toLowerCase();
}

export const account = read(parseAccount, { description: "Account: 0x and 40 hex digits." });
export const workId = read(parseWorkId, { description: "SHA-256 of the master file: 64 hex digits." });
export const digest = read(parseDigest, { description: "SHA-256 digest: 0x and 64 hex digits." });

/** A whole number that a contract keeps in so many bits, as decimal digits. */
export function uint(bits: number) {
  return z
    .string()
    .regex(/^(0|[1-9]\d{0,77})$/, "use decimal digits")
    .refine((text) => BigInt.asUintN(bits, BigInt(text)) === BigInt(text), `is larger than ${bits} bits`)
    .meta({ description: "Whole number in decimal digits." });
}

export const asOf = z
  .object({
    block: z.int(),
    blockHash: z.string(),
    finality: z.enum(["final", "pending"]),
  })
  .meta({
    id: "AsOf",
    description: "The block up to which the index had come, and whether it can still change.",
  });

export const nextCursor = z.string().nullable().meta({ description: "Cursor to the rest; null at the end." });

/** A page of a list. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: nextCursor, asOf });
}

/** Unix seconds as RFC 3339. */
export function timeOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}
