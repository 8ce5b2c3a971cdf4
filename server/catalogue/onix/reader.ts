import { messageParser } from "./message.ts";
import { problemList } from "./problems.ts";
import { type Repeats, repeatTable } from "./repeats.ts";
import type { OnixItem, OnixProductItem } from "./types.ts";
import { BLOCK } from "./xml/blocks.ts";
import { decodeXml, EndlessText, InvalidBytes } from "./xml/decode.ts";
import { UnknownEncoding } from "./xml/encoding.ts";
import { ONIX_LIMITS, type OnixLimits } from "./xml/limits.ts";

export interface OnixOptions {
  /** Bounds to replace. */
  readonly limits?: Partial<OnixLimits>;
  /** Whether to tell which records replace an earlier one of the message: 24 bytes a record. Default true. */
  readonly repeats?: boolean;
}

/**
 * Reads an ONIX for Books message, 3.0 or 3.1, reference or short tags: its header, then its products, as they
 * come. Memory does not grow with the message, but for the table of record references.
 * @throws OnixRefusal where it cannot go on; the items before that place have been given by then
 */
export async function* readOnix(
  stream: AsyncIterable<Uint8Array>,
  { limits, repeats = true }: OnixOptions = {},
): AsyncGenerator<OnixItem> {
  const bounds = { ...ONIX_LIMITS, ...limits };
  const problems = problemList(bounds.problems);
  const table = repeats ? repeatTable() : null;
  let encoding = "utf-8";
  const parser = messageParser(bounds, problems, () => encoding);
  const pieces = decodeXml(stream, ({ name, note }) => {
    encoding = name;
    if (note) problems.report("encoding-mismatch", note, { line: 1, name: null });
  });
  let failure: { readonly error: unknown } | undefined;
  try {
    for await (const piece of pieces) {
      for (let start = 0; start < piece.length; start += BLOCK) {
        parser.write(piece.slice(start, start + BLOCK));
        for (const item of parser.take()) yield table ? withRepeats(item, table) : item;
      }
    }
    parser.close();
  } catch (error) {
    failure = { error };
  }
  for (const item of parser.take()) yield table ? withRepeats(item, table) : item;
  if (!failure) return;
  const { error } = failure;
  if (error instanceof UnknownEncoding) throw parser.refusal("unknown-encoding", error.message);
  if (error instanceof InvalidBytes) throw parser.refusal("invalid-bytes", error.message);
  if (error instanceof EndlessText) throw parser.refusal("too-large", error.message);
  throw error;
}

function withRepeats(item: OnixItem, table: Repeats): OnixItem {
  if (item.kind === "header" || item.product.recordReference === null) return item;
  const supersedes = table.seen(item.product.recordReference, item.index);
  if (supersedes === null) return item;
  const message = `the record reference stands at product ${supersedes + 1} too: this one replaces it`;
  const problem = { code: "record-repeated", message, line: item.line, element: "RecordReference" };
  return { ...item, supersedes, problems: [...item.problems, problem] } satisfies OnixProductItem;
}
