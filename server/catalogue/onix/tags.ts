import { shapes } from "./shapes.ts";

/** Short tags of the texts that the shapes name, each before its reference name. */
const CODES = `
a001 RecordReference a002 NotificationType a194 RecordSourceType a197 RecordSourceName
a199 DeletionText b012 ProductForm b014 ProductFormDescription b020 YearOfAnnual b029 Subtitle
b030 TitlePrefix b031 TitleWithoutPrefix b034 SequenceNumber b035 ContributorRole b036 PersonName
b037 PersonNameInverted b038 TitlesBeforeNames b039 NamesBeforeKey b040 KeyNames b041 NamesAfterKey
b042 LettersAfterNames b043 TitlesAfterNames b044 BiographicalNote b047 CorporateName
b048 ContributorDescription b049 ContributorStatement b057 EditionNumber b058 EditionStatement
b062 IllustrationsNote b063 MapScale b067 SubjectSchemeIdentifier b068 SubjectSchemeVersion
b069 SubjectCode b070 SubjectHeadingText b073 AudienceCode b079 ImprintName b081 PublisherName
b083 CountryOfPublication b087 CopyrightYear b089 SalesRightsType b125 NumberOfIllustrations
b171 SubjectSchemeName b201 WorkIDType b202 TitleType b203 TitleText b207 AudienceDescription
b209 CityOfPublication b217 EditionVersionNumber b218 ExtentType b219 ExtentValue b220 ExtentUnit
b221 ProductIDType b225 ProductPackaging b233 IDTypeName b244 IDValue b247 PrefixToKey
b248 SuffixToKey b249 UnnamedPersons b251 CountryCode b252 LanguageCode b253 LanguageRole
b291 PublishingRole b306 Date b324 StartDate b325 EndDate b333 ProductFormDetail b368 ThesisType
b369 ThesisPresentedTo b370 ThesisYear b374 TextSourceCorporate b381 SalesRestrictionType
b382 SalesOutletName b384 TradeCategory b385 ProductContentType b392 CopyrightOwnerIDType
b393 SalesOutletIDType b394 PublishingStatus b395 PublishingStatusNote b398 RegionCode
b588 CopyrightStatementText d104 Text d107 TextAuthor j151 PriceAmount j152 CurrencyCode
j260 DateFormat j270 TelephoneNumber j271 FaxNumber j272 EmailAddress j349 LocationName
m180 MessageNumber m181 MessageRepeat m183 MessageNote m184 DefaultLanguageOfText
m186 DefaultCurrencyCode m379 SenderIDType n339 NoContributor n386 NoEdition x298 SenderName
x299 ContactName x307 SentDateTime x310 DefaultPriceType x311 RecordSourceIDType
x314 ProductComposition x316 CountryOfManufacture x317 EpubTechnicalProtection x318 EpubUsageType
x319 EpubUsageStatus x320 Quantity x321 EpubUsageUnit x329 CollectionType x330 SourceName
x344 CollectionIDType x409 TitleElementLevel x410 PartNumber x411 NoCollection x412 FromLanguage
x413 ToLanguage x414 NameType x415 NameIDType x416 PrimaryContentType x417 ContributorDateRole
x419 EditionType x420 ScriptCode x421 ExtentValueRoman x422 Illustrated x425 MainSubject
x426 TextType x427 ContentAudience x428 SourceTitle x443 CorporateNameInverted x445 ImprintIDType
x446 LatestReprintNumber x447 PublisherIDType x448 PublishingDateRole x449 CountriesIncluded
x450 RegionsIncluded x451 CountriesExcluded x452 RegionsExcluded x453 SalesRestrictionNote
x454 WorkRelationCode x455 ProductRelationCode x456 ROWSalesRightsType x478 TitleStatement
x479 CollectionSequenceType x480 CollectionSequenceTypeName x481 CollectionSequenceNumber
x482 ProductContactRole x483 ProductContactIDType x484 ProductContactName x501 NoPrefix
x508 EpubLicenseExpressionType x509 EpubLicenseExpressionTypeName x510 EpubLicenseExpressionLink
x511 EpubLicenseName x512 CopyrightType x524 Gender x552 StreetAddress x557 TextSourceDescription
x581 TextSourceLink x582 CollectionFrequency x586 CollectionElementLevel x590 PostalCode
`;

/** The short tag of a composite, or of a flag without a code, is its reference name in lower case. */
function tagTable(): ReadonlyMap<string, string> {
  const table = new Map<string, string>();
  for (const [name, { slots }] of shapes) {
    for (const known of [name, ...slots.keys()]) table.set(known.toLowerCase(), known);
  }
  const words = CODES.trim().split(/\s+/);
  for (let index = 0; index < words.length; index += 2) {
    const name = words[index + 1] as string;
    table.delete(name.toLowerCase());
    table.set(words[index] as string, name);
  }
  return table;
}

const table = tagTable();
const names: ReadonlySet<string> = new Set(table.values());

/** The reference name of a tag in either flavour; a tag that is not read keeps its own. */
export function referenceName(tag: string): string {
  return table.get(tag) ?? tag;
}

/** Whether the shapes know this reference name at all. */
export function isKnownName(name: string): boolean {
  return names.has(name);
}
