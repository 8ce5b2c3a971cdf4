import canonicalize from "canonicalize";
import { InvalidInput } from "./errors.ts";

const encoder = new TextEncoder();

/**
 * The one way to write a JSON value (RFC 8785): equal values give equal text, whatever the order of their keys.
 * @throws InvalidInput for what JSON cannot carry: lone surrogates, NaN, Infinity, cycles, undefined
 */
export function canonicalJson(value: unknown): string {
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch (error) {
    throw new InvalidInput(
      "not-json",
      `cannot be written as JSON: ${error instanceof Error ? error.message : error}`,
    );
  }
  if (text === undefined) throw new InvalidInput("not-json", "cannot be written as JSON: it holds no value");
  return text;
}

/** The UTF-8 bytes of {@link canonicalJson}: what is stored, hashed and addressed. */
export function canonicalBytes(value: unknown): Uint8Array {
  return encoder.encode(canonicalJson(value));
}
