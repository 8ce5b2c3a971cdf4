import { type CsvOptions, type CsvRecord, readCsv } from "../../../server/catalogue/csv.ts";
import { FileRefusal } from "../../../server/catalogue/reader.ts";

/** Reads the pieces as one file. */
export async function readPieces(
  pieces: Iterable<string | Uint8Array>,
  options?: CsvOptions,
): Promise<CsvRecord[]> {
  const encoder = new TextEncoder();
  async function* stream() {
    for (const piece of pieces) yield typeof piece === "string" ? encoder.encode(piece) : piece;
  }
  const records: CsvRecord[] = [];
  for await (const record of readCsv(stream(), options)) records.push(record);
  return records;
}

export const read = (file: string | Uint8Array, options?: CsvOptions): Promise<CsvRecord[]> =>
  readPieces([file], options);

/** The values of all rows. */
export async function values(file: string | Uint8Array, options?: CsvOptions): Promise<CsvRecord["value"][]> {
  return (await read(file, options)).map(({ value }) => value);
}

/** Line and title of each row, or line and the code of its problem. */
export async function outline(file: string | Uint8Array): Promise<string[]> {
  return (await read(file)).map(({ line, value, problem }) => `${line} ${problem?.code ?? value.title}`);
}

/** The code of the refusal of a whole file, with its message. */
export async function refusalOf(file: string | Uint8Array): Promise<string> {
  try {
    await read(file);
  } catch (error) {
    if (error instanceof FileRefusal) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "not refused";
}

const tables = new Map<string, Map<string, readonly number[]>>();

function tableOf(label: string): Map<string, readonly number[]> {
  const known = tables.get(label);
  if (known) return known;
  const table = new Map<string, readonly number[]>();
  const decoder = new TextDecoder(label);
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      if ([...text].length === 1 && text !== "\ufffd" && !table.has(text)) table.set(text, [lead, trail]);
    }
  }
  tables.set(label, table);
  return table;
}

/** Text in an encoding of one or two bytes a character: what TextDecoder reads, backwards. */
export function encoded(label: "gb18030" | "big5", text: string): Uint8Array {
  const table = tableOf(label);
  const bytes = [...text].flatMap((character) => {
    const code = character.codePointAt(0) as number;
    if (code < 0x80) return [code];
    if (code >= 0x10000 && label === "gb18030") return fourBytes(code);
    const found = table.get(character);
    if (!found) throw new Error(`${character} is not in the table of ${label}`);
    return found;
  });
  return Uint8Array.from(bytes);
}

/** GB18030 counts the characters beyond the basic plane through from 90 30 81 30. */
function fourBytes(code: number): number[] {
  const place = code - 0x10000;
  return [
    0x90 + Math.floor(place / 12600),
    0x30 + (Math.floor(place / 1260) % 10),
    0x81 + (Math.floor(place / 10) % 126),
    0x30 + (place % 10),
  ];
}
