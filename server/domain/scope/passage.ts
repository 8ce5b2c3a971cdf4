import { InvalidInput } from "../errors.ts";

/** Part of a text, which knows where it stands in the whole, so that an error can say so. */
export interface Passage {
  readonly text: string;
  /** Where the passage begins in `whole`. */
  readonly start: number;
  /** All that was given to be read, in half-width forms. */
  readonly whole: string;
}

/** Longest text that is read as a scope. All codes there are fit in a tenth of it. */
const MAX_LENGTH = 20_000;

/** A text with full-width forms as half-width ones, character for character: no place in it moves. */
export function passage(text: string): Passage {
  if (text.length > MAX_LENGTH) {
    throw new InvalidInput("too-long", `has ${text.length} characters: at most ${MAX_LENGTH} are read`);
  }
  const whole = text
    .replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll("、", ",");
  return { text: whole, start: 0, whole };
}

/** The parts between separators, each with its place. */
export function split({ text, start, whole }: Passage, separator: string): Passage[] {
  let at = start;
  return text.split(separator).map((part) => {
    const piece = { text: part, start: at, whole };
    at += part.length + separator.length;
    return piece;
  });
}

/** An error that says at which character of the text it lies, counted from 1. */
export function refusal(code: string, message: string, { start, whole }: Passage): InvalidInput {
  const character = [...whole.slice(0, start)].length + 1;
  return new InvalidInput(code, `character ${character}: ${message}`);
}
