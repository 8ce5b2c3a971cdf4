import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type OnixOptions, readOnix } from "../../../../server/catalogue/onix/reader.ts";
import type {
  OnixHeaderItem,
  OnixItem,
  OnixProduct,
  OnixProductItem,
} from "../../../../server/catalogue/onix/types.ts";
import { OnixRefusal } from "../../../../server/catalogue/onix/xml/refusal.ts";

const folder = join(import.meta.dirname, "../../../fixtures/onix");

/** The bytes of a sample, under its name without .gz. */
export function sample(name: string): Uint8Array {
  return name.startsWith("repeated-500")
    ? gunzipSync(readFileSync(join(folder, `${name}.gz`)))
    : readFileSync(join(folder, name));
}

/** What one message gave. */
export interface Reading {
  readonly header: OnixHeaderItem | undefined;
  readonly products: OnixProductItem[];
  /** Codes of all problems, those of the header first. */
  readonly codes: string[];
  readonly refusal: OnixRefusal | undefined;
}

/** Reads a message that comes in these chunks. Anything thrown that is no OnixRefusal fails the test. */
export async function read(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  options?: OnixOptions,
): Promise<Reading> {
  const items: OnixItem[] = [];
  let refusal: OnixRefusal | undefined;
  try {
    for await (const item of readOnix(asyncly(chunks), options)) items.push(item);
  } catch (error) {
    if (!(error instanceof OnixRefusal)) throw error;
    refusal = error;
  }
  const codes = items.flatMap(({ problems }) => problems.map(({ code }) => code));
  const header = items.find((item) => item.kind === "header");
  return { header, products: items.filter((item) => item.kind === "product"), codes, refusal };
}

async function* asyncly(chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>) {
  yield* chunks;
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export const readText = (text: string, options?: OnixOptions) => read([bytesOf(text)], options);

/** A message around products; `root` replaces the start tag. */
export function message(products: string, root = REFERENCE): string {
  const end = root.slice(1).split(/[\s>]/, 1)[0];
  return `${root}${HEADER}${products}</${end}>`;
}

export const REFERENCE = '<ONIXMessage release="3.0" xmlns="http://ns.editeur.org/onix/3.0/reference">';
export const HEADER =
  "<Header><Sender><SenderName>Sender</SenderName></Sender><SentDateTime>20260101</SentDateTime></Header>";

/** What goes into a product, in place of what is usual. */
export interface Parts {
  readonly start?: string;
  readonly detail?: string;
  readonly publishing?: string;
  readonly more?: string;
}

const START =
  "<RecordReference>r1</RecordReference><NotificationType>03</NotificationType><ProductIdentifier>" +
  "<ProductIDType>15</ProductIDType><IDValue>9787020002207</IDValue></ProductIdentifier>";
export const TITLE =
  "<TitleDetail><TitleType>01</TitleType><TitleElement><TitleElementLevel>01</TitleElementLevel>" +
  "<TitleText>Title</TitleText></TitleElement></TitleDetail>";
const DETAIL = `<ProductComposition>00</ProductComposition><ProductForm>BC</ProductForm>${TITLE}`;

export function product({ start = START, detail = DETAIL, publishing, more = "" }: Parts = {}): string {
  const published = publishing === undefined ? "" : `<PublishingDetail>${publishing}</PublishingDetail>`;
  return `<Product>${start}<DescriptiveDetail>${detail}</DescriptiveDetail>${published}${more}</Product>`;
}

/** The facts and problems of the only product of a message with these parts. */
export async function readOne(parts: Parts): Promise<{ product: OnixProduct; codes: string[] }> {
  const { products, refusal } = await readText(message(product(parts)));
  const [only, ...others] = products;
  if (!only || others.length > 0 || refusal) throw new Error(`not one product: ${refusal?.message}`);
  return { product: only.product, codes: only.problems.map(({ code }) => code) };
}
