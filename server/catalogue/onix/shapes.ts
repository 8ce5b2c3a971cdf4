/*
 * What the composites that are read may hold, in the order of the ONIX 3.0 and 3.1 schemas taken together. A name
 * stands for exactly one; `?` at most one, `+` one or more, `*` any number. `-` is allowed and passed over. A shape
 * that ends in `…` may hold more than is named, in any order. Elements without a shape are texts.
 */

const ID = (type: string) => `${type} IDTypeName? IDValue`;
const NAME =
  "NameIdentifier* PersonName? PersonNameInverted? TitlesBeforeNames? NamesBeforeKey? PrefixToKey? KeyNames? " +
  "NamesAfterKey? SuffixToKey? LettersAfterNames? TitlesAfterNames? -Gender? CorporateName* CorporateNameInverted*";

const TEXTS: Readonly<Record<string, string>> = {
  Header:
    "Sender -Addressee* MessageNumber? -MessageRepeat? SentDateTime -MessageNote* DefaultLanguageOfText? " +
    "-DefaultPriceType? -DefaultCurrencyCode?",
  Sender: "SenderIdentifier* SenderName? -ContactName? -TelephoneNumber? -EmailAddress?",
  SenderIdentifier: ID("SenderIDType"),
  Product:
    "RecordReference NotificationType DeletionText* RecordSourceType? RecordSourceIdentifier* RecordSourceName? " +
    "ProductIdentifier+ -Barcode* DescriptiveDetail? CollateralDetail? -PromotionDetail? -ContentDetail? " +
    "PublishingDetail? RelatedMaterial? -ProductionDetail? ProductSupply*",
  RecordSourceIdentifier: ID("RecordSourceIDType"),
  ProductIdentifier: ID("ProductIDType"),
  DescriptiveDetail:
    "ProductComposition ProductForm ProductFormDetail* -ProductFormFeature* -ProductPackaging? " +
    "ProductFormDescription* -TradeCategory? PrimaryContentType? ProductContentType* -Measure* " +
    "-CountryOfManufacture? EpubTechnicalProtection* EpubUsageConstraint* EpubLicense* -MapScale* " +
    "-ProductClassification* ProductPart* Collection* -NoCollection? TitleDetail+ -ThesisType? " +
    "-ThesisPresentedTo? -ThesisYear? Contributor* ContributorStatement* -NoContributor? -Event* -Conference* " +
    "EditionType* EditionNumber? EditionVersionNumber? EditionStatement* -NoEdition? -ReligiousText? Language* " +
    "Extent* -Illustrated? -NumberOfIllustrations? -IllustrationsNote* -AncillaryContent* Subject* " +
    "-NameAsSubject* -AudienceCode* -Audience* -AudienceRange* -AudienceDescription* -Complexity*",
  EpubUsageConstraint: "EpubUsageType EpubUsageStatus EpubUsageLimit*",
  EpubUsageLimit: "Quantity EpubUsageUnit",
  EpubLicense: "EpubLicenseName+ EpubLicenseExpression* -EpubLicenseDate*",
  EpubLicenseExpression: "EpubLicenseExpressionType EpubLicenseExpressionTypeName? EpubLicenseExpressionLink",
  ProductPart: "ProductIdentifier* ProductForm? …",
  Collection:
    "CollectionType -CollectionFrequency? -SourceName? CollectionIdentifier* CollectionSequence* TitleDetail* " +
    "-Contributor* -ContributorStatement* -NoContributor?",
  CollectionIdentifier: `-CollectionElementLevel? ${ID("CollectionIDType")}`,
  CollectionSequence: "CollectionSequenceType CollectionSequenceTypeName? CollectionSequenceNumber",
  TitleDetail: "TitleType TitleElement+ TitleStatement?",
  TitleElement:
    "SequenceNumber? TitleElementLevel PartNumber? YearOfAnnual? TitlePrefix? -NoPrefix? TitleWithoutPrefix? " +
    "TitleText? Subtitle?",
  Contributor:
    `SequenceNumber? ContributorRole+ FromLanguage* ToLanguage* -NameType? ${NAME} UnnamedPersons? ` +
    "AlternativeName* ContributorDate* -ProfessionalAffiliation* -Prize* -BiographicalNote* -Website* " +
    "-ContributorDescription* -ContributorPlace*",
  NameIdentifier: ID("NameIDType"),
  AlternativeName: `NameType ${NAME}`,
  ContributorDate: "ContributorDateRole DateFormat? Date",
  Language: "LanguageRole LanguageCode CountryCode? RegionCode? ScriptCode?",
  Extent: "ExtentType ExtentValue? ExtentValueRoman? ExtentUnit",
  Subject:
    "MainSubject? SubjectSchemeIdentifier SubjectSchemeName? SubjectSchemeVersion? SubjectCode? " +
    "SubjectHeadingText*",
  CollateralDetail: "TextContent* -CitedContent* -SupportingResource* -Prize*",
  TextContent:
    "-SequenceNumber? TextType ContentAudience+ Territory? Text+ -ReviewRating? -TextAuthor* " +
    "-TextSourceCorporate? -TextSourceDescription* -SourceTitle* -TextSourceLink* -EpubUsageConstraint* " +
    "-EpubLicense* -ContentDate*",
  PublishingDetail:
    "Imprint* Publisher* CityOfPublication* CountryOfPublication? ProductContact* PublishingStatus? " +
    "-PublishingStatusNote* PublishingDate* -LatestReprintNumber? CopyrightStatement* CopyrightStatementText* " +
    "SalesRights* ROWSalesRightsType? SalesRestriction*",
  Imprint: "ImprintIdentifier* ImprintName?",
  ImprintIdentifier: ID("ImprintIDType"),
  Publisher: "PublishingRole PublisherIdentifier* PublisherName* -Funding* -Website*",
  PublisherIdentifier: ID("PublisherIDType"),
  ProductContact:
    "ProductContactRole ProductContactIdentifier* ProductContactName? ContactName? -TelephoneNumber* " +
    "-FaxNumber* EmailAddress* -StreetAddress? -LocationName? -PostalCode? -RegionCode? -CountryCode?",
  ProductContactIdentifier: ID("ProductContactIDType"),
  PublishingDate: "PublishingDateRole DateFormat? Date",
  CopyrightStatement: "CopyrightType? CopyrightYear* CopyrightOwner*",
  CopyrightOwner: "CopyrightOwnerIdentifier* PersonName? CorporateName?",
  CopyrightOwnerIdentifier: ID("CopyrightOwnerIDType"),
  SalesRights: "SalesRightsType Territory SalesRestriction* ProductIdentifier* PublisherName*",
  Territory: "CountriesIncluded? RegionsIncluded? CountriesExcluded? RegionsExcluded?",
  SalesRestriction: "SalesRestrictionType SalesOutlet* SalesRestrictionNote* StartDate? EndDate?",
  SalesOutlet: "SalesOutletIdentifier* SalesOutletName?",
  SalesOutletIdentifier: ID("SalesOutletIDType"),
  RelatedMaterial: "RelatedWork* RelatedProduct*",
  RelatedWork: "WorkRelationCode WorkIdentifier+",
  WorkIdentifier: ID("WorkIDType"),
  RelatedProduct: "ProductRelationCode+ ProductIdentifier+ ProductForm? -ProductFormDetail*",
  ProductSupply: "SupplyDetail* …",
  SupplyDetail: "Price* …",
  Price: "PriceAmount? CurrencyCode? …",
};

/** One kind of child. */
export interface Slot {
  /** Its place among the others. */
  readonly order: number;
  readonly many: boolean;
  readonly required: boolean;
  /** Whether it is read, or passed over. */
  readonly read: boolean;
}

export interface Shape {
  readonly slots: ReadonlyMap<string, Slot>;
  /** Names of the children that must be there. */
  readonly required: readonly string[];
  /** Whether more children than the named ones may be there. */
  readonly open: boolean;
}

function shapeOf(text: string): Shape {
  const slots = new Map<string, Slot>();
  const words = text.split(" ");
  const open = words.at(-1) === "…";
  for (const [order, word] of (open ? words.slice(0, -1) : words).entries()) {
    const [, passed, name = "", count] = /^(-?)(\w+)([?+*]?)$/.exec(word) ?? [];
    const many = count === "*" || count === "+";
    slots.set(name, { order, many, required: count === "" || count === "+", read: passed === "" });
  }
  const required = [...slots].filter(([, slot]) => slot.required && slot.read).map(([name]) => name);
  return { slots, required, open };
}

/** The composites that are read, by their reference names. */
export const shapes: ReadonlyMap<string, Shape> = new Map(
  Object.entries(TEXTS).map(([name, text]) => [name, shapeOf(text)]),
);

/** Texts that may hold XHTML. */
export const markedUp: ReadonlySet<string> = new Set([
  "Text",
  "ContributorStatement",
  "CopyrightStatementText",
  "EditionStatement",
  "ProductFormDescription",
  "SalesRestrictionNote",
  "SubjectHeadingText",
]);
