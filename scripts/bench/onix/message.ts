import { expandPoems, type Poem, readPoems } from "../support/poems.ts";

/** An ONIX 3.0 message of as many products as are wanted, made while it is read. */
export async function* onixMessage(products: number): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(`<?xml version="1.0" encoding="UTF-8"?>
<ONIXMessage release="3.0" xmlns="http://ns.editeur.org/onix/3.0/reference">
<Header><Sender><SenderName>Bench</SenderName></Sender><SentDateTime>20260101</SentDateTime></Header>\n`);
  let index = 0;
  let piece = "";
  for (const poem of expandPoems(readPoems(), products)) {
    piece += productOf(poem, index);
    index += 1;
    if (piece.length < PIECE_CHARACTERS) continue;
    yield encoder.encode(piece);
    piece = "";
  }
  yield encoder.encode(`${piece}</ONIXMessage>\n`);
}

const PIECE_CHARACTERS = 60_000;

function productOf({ title, creators }: Poem, index: number): string {
  const contributors = creators.map(
    ({ name }, place) => `<Contributor><SequenceNumber>${place + 1}</SequenceNumber>
<ContributorRole>A01</ContributorRole><PersonName>${escaped(name)}</PersonName></Contributor>`,
  );
  return `<Product>
<RecordReference>bench.${index}</RecordReference>
<NotificationType>03</NotificationType>
<ProductIdentifier><ProductIDType>15</ProductIDType><IDValue>${isbn(index)}</IDValue></ProductIdentifier>
<DescriptiveDetail>
<ProductComposition>00</ProductComposition><ProductForm>BB</ProductForm>
<TitleDetail><TitleType>01</TitleType><TitleElement><TitleElementLevel>01</TitleElementLevel>
<TitleText>${escaped(title)}</TitleText></TitleElement></TitleDetail>
${contributors.join("\n")}
<Language><LanguageRole>01</LanguageRole><LanguageCode>chi</LanguageCode></Language>
</DescriptiveDetail>
<PublishingDetail>
<Publisher><PublishingRole>01</PublishingRole><PublisherName>中华书局</PublisherName></Publisher>
<PublishingDate><PublishingDateRole>01</PublishingDateRole><Date dateformat="05">2024</Date></PublishingDate>
<SalesRights><SalesRightsType>01</SalesRightsType><Territory><RegionsIncluded>WORLD</RegionsIncluded></Territory></SalesRights>
</PublishingDetail>
</Product>
`;
}

/** A valid ISBN-13 of China for each number below a hundred million. */
function isbn(index: number): string {
  const digits = `9787${String(index).padStart(8, "0")}`;
  const sum = [...digits].reduce(
    (total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3),
    0,
  );
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
