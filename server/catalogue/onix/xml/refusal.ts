/** Why a message cannot be read any further. */
export type OnixRefusalCode =
  /** No well-formed XML 1.0. */
  | "not-well-formed"
  /** Bytes that the message's encoding does not have. */
  | "invalid-bytes"
  /** An encoding that is not taken. */
  | "unknown-encoding"
  /** ONIX 2.1 or older. */
  | "onix-2.1"
  /** Another release than 3.0 and 3.1. */
  | "unsupported-release"
  /** XML, but no ONIX for Books message. */
  | "not-onix"
  /** Declares entities, or needs those of a DTD. */
  | "entity-refused"
  /** Elements nested deeper than ONIX nests them. */
  | "too-deep"
  /** A text, a tag, a comment or a product larger than any that is real. */
  | "too-large";

/** A message that is refused from here on: what came before has been read. `line` and `column` count from 1. */
export class OnixRefusal extends Error {
  readonly code: OnixRefusalCode;
  readonly line: number;
  readonly column: number;

  constructor(code: OnixRefusalCode, line: number, column: number, reason: string) {
    super(`line ${line}, column ${column}: ${reason}`);
    this.name = "OnixRefusal";
    this.code = code;
    this.line = line;
    this.column = column;
  }
}
